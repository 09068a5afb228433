import { execFileSync, type ExecFileSyncOptions } from 'node:child_process';
import { createRequire } from 'node:module';
import { runInThisContext } from 'node:vm';
import { temporaryFolder, writeTree } from '../../support/go-module';
import { readWorkflow, scriptsOf } from './workflow';

/** What the script is told of the run whose review it posts, and what GitHub has. */
export interface Situation {
  /** Text of the artifact; nothing when there is none. */
  readonly artifact?: string;
  readonly artifactBytes?: number;
  readonly artifactTime?: string;
  readonly isFork?: boolean;
  /** Newest commits of the pull requests that are open. */
  readonly openCommits?: readonly string[];
  readonly comments?: readonly Comment[];
}

export interface Comment {
  readonly id: number;
  readonly user: { readonly login: string; readonly type: string } | null;
  readonly body: string;
}

/** What was asked of GitHub, by the name of its method, or `run` for a program. */
export interface Request {
  readonly method: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export const COMMIT = 'c0ffee';
const STARTED = '2026-11-22T10:00:00Z';
const BASE = 1;
const FORK = 2;

/** Runs the script of comment.yml against a GitHub that records what it is asked to do. */
export async function postComment(situation: Situation): Promise<Request[]> {
  const {
    artifact,
    artifactBytes = 1000,
    artifactTime = '2026-11-22T10:05:00Z',
    isFork = false,
    openCommits = [COMMIT],
    comments = [],
  } = situation;
  const requests: Request[] = [];
  const answers: Readonly<Record<string, unknown>> = {
    'pulls.list': openCommits.map((sha, index) => ({
      number: 7 + index,
      head: { sha, repo: { id: isFork ? FORK : BASE } },
    })),
    'actions.listWorkflowRunArtifacts': {
      artifacts:
        artifact === undefined ? [] : [{ id: 5, size_in_bytes: artifactBytes, created_at: artifactTime }],
    },
    'actions.downloadArtifact': Buffer.from(artifact ?? ''),
    'issues.listComments': comments,
  };
  const method = (name: string) => (parameters: Readonly<Record<string, unknown>>) => {
    requests.push({ method: name, parameters });
    return Promise.resolve({ data: answers[name] });
  };
  const github = {
    rest: {
      pulls: { list: method('pulls.list') },
      actions: {
        listWorkflowRunArtifacts: method('actions.listWorkflowRunArtifacts'),
        downloadArtifact: method('actions.downloadArtifact'),
      },
      issues: {
        listComments: method('issues.listComments'),
        createComment: method('issues.createComment'),
        updateComment: method('issues.updateComment'),
      },
    },
    paginate: async (one: ReturnType<typeof method>, parameters: Readonly<Record<string, unknown>>) =>
      (await one(parameters)).data,
  };
  const context = {
    repo: { owner: 'team', repo: 'app' },
    payload: {
      repository: { id: BASE },
      workflow_run: {
        id: 3,
        head_sha: COMMIT,
        head_branch: 'a"; touch x; "',
        html_url: 'https://example.com/run/3',
        run_started_at: STARTED,
        head_repository: { id: isFork ? FORK : BASE, owner: { login: isFork ? 'stranger' : 'team' } },
      },
    },
  };
  const core = {
    notice: (text: string) => {
      requests.push({ method: 'notice', parameters: { text } });
    },
  };
  const runner = { env: { RUNNER_TEMP: temporaryFolder() } };
  const programs = writeTree({ unzip: '#!/bin/sh\ncat "$2"\n' }, ['unzip']);
  await script()(github, context, core, requireOf(programs, requests), runner);
  return requests;
}

type Script = (
  github: object,
  context: object,
  core: object,
  require: (name: string) => unknown,
  process: object,
) => Promise<void>;

function script(): Script {
  const [text = ''] = scriptsOf(readWorkflow('comment.yml').jobs.comment!.steps);
  return runInThisContext(`(async (github, context, core, require, process) => {${text}\n})`) as Script;
}

/** The modules of Node, with programs that stand in for those of a runner. */
function requireOf(path: string, requests: Request[]): (name: string) => unknown {
  const run = (file: string, args: readonly string[], options: ExecFileSyncOptions) => {
    requests.push({ method: 'run', parameters: { file, args, stdio: options.stdio } });
    return execFileSync(file, args, { ...options, env: { PATH: `${path}:${process.env.PATH ?? ''}` } });
  };
  const load = createRequire(__filename);
  return (name) => (name === 'child_process' ? { execFileSync: run } : (load(name) as unknown));
}
