import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { readReviewSettings } from '../../lib/review/review-settings';
import { RUNNER_SHELL, runScript } from './support/stand-in';
import { type Job, projectFile, readAction, readWorkflow, scriptsOf } from './support/workflow';

const FILES = readdirSync(resolve(__dirname, '../../docs/workflows'));
const PAGE = projectFile('docs/pull-requests.md');
const WORKFLOWS = new Map(FILES.map((file) => [file, readWorkflow(file)]));
const JOBS = [...WORKFLOWS].flatMap(([file, { jobs }]) =>
  Object.entries(jobs).map(([name, job]): [string, Job] => [`${file}: ${name}`, job]),
);
const named = (name: string) => JOBS.find(([each]) => each === name)![1];

describe('the example workflows', () => {
  test('are the ones that the page tells of', () => {
    expect(FILES.sort()).toEqual(['comment.yml', 'deploy.yml', 'review.yml']);
    FILES.forEach((file) => {
      expect(PAGE).toContain(`(workflows/${file})`);
    });
  });

  test.each(FILES)('never run code of a pull request with the rights of the repository: %s', (file) => {
    expect(projectFile(`docs/workflows/${file}`)).not.toContain('pull_request_target');
  });

  test.each(FILES)('give no job a permission that it does not ask for: %s', (file) => {
    expect(WORKFLOWS.get(file)!.permissions).toEqual({});
  });

  test.each(JOBS)(
    'say what the job may do, which is to read unless it comments: %s',
    (name, { permissions }) => {
      const comments = { actions: 'read', 'pull-requests': 'write' };
      expect(permissions).toEqual(name === 'comment.yml: comment' ? comments : { contents: 'read' });
    },
  );

  test.each(JOBS)('put no expression into the text of a program: %s', (_name, { steps }) => {
    const scripts = scriptsOf(steps);
    expect(scripts.length).toBeGreaterThan(0);
    scripts.forEach((script) => {
      expect(script).not.toContain('${{');
    });
  });

  test.each(FILES)('pin every action of others by its commit, and say which release it is: %s', (file) => {
    const used = [...projectFile(`docs/workflows/${file}`).matchAll(/uses: (.*)/g)].map(
      ([, action = '']) => action,
    );
    const others = used.filter((action) => action !== './node_modules/cdktf-go-containers');
    expect(others.length).toBeGreaterThan(0);
    others.forEach((action) => {
      expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    });
  });

  test('use one commit of an action everywhere', () => {
    const used = FILES.flatMap(
      (file) => projectFile(`docs/workflows/${file}`).match(/\S+@[0-9a-f]{40}/g) ?? [],
    );
    const names = new Set(used.map((each) => each.split('@')[0]));
    expect(new Set(used).size).toBe(names.size);
  });

  test.each(JOBS)('keep no token in the files of a checkout: %s', (_name, { steps }) => {
    steps
      .filter(({ uses }) => uses?.startsWith('actions/checkout@'))
      .forEach((step) => {
        expect(step.with).toEqual({ 'persist-credentials': false });
      });
  });

  test.each(JOBS)('upload nothing but the Markdown of the review: %s', (_name, { steps }) => {
    steps
      .filter(({ uses }) => uses?.includes('artifact'))
      .forEach((step) => {
        expect(step.uses).toMatch(/^actions\/upload-artifact@/);
        expect(step.with!.path).toBe('${{ steps.review.outputs.markdown }}');
      });
  });

  test.each(JOBS)('give the action only what it has: %s', (_name, { steps }) => {
    const inputs = Object.keys(readAction().inputs);
    steps
      .filter(({ uses }) => uses === './node_modules/cdktf-go-containers')
      .forEach((step) => {
        expect(inputs).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
      });
  });
});

describe('the workflow that reviews', () => {
  const OWN = 'github.event.pull_request.head.repo.full_name == github.repository';

  test('gives secrets to nothing but the review of a branch of the repository', () => {
    Object.entries(readWorkflow('review.yml').jobs).forEach(([name, job]) => {
      const { steps, ...rest } = job;
      const withSecrets = steps.filter((step) => /secrets|github\.token/i.test(JSON.stringify(step)));
      expect(JSON.stringify(rest)).not.toMatch(/secrets|github\.token/i);
      expect(withSecrets.map(({ id }) => id)).toEqual(name === 'branch' ? ['review'] : []);
    });
    expect(named('review.yml: branch').if).toBe(`${OWN} && github.actor != 'dependabot[bot]'`);
  });

  test('plans what comes from a fork without state, and in no environment', () => {
    const fork = named('review.yml: fork');
    expect(fork.if).toBe(`${OWN.replace('==', '!=')} || github.actor == 'dependabot[bot]'`);
    expect(fork.environment).toBeUndefined();
    expect(fork.steps.find(({ id }) => id === 'review')!.with).toEqual({ 'without-state': true });
  });

  test('does not ask the Engine of a runner what runs', () => {
    const { steps } = named('review.yml: branch');
    expect(steps.find(({ id }) => id === 'review')!.with).toEqual({ 'no-refresh': true });
  });
});

describe('the workflow that comments', () => {
  test('follows the one that reviews, for pull requests alone', () => {
    const { on } = readWorkflow('comment.yml');
    expect(on).toEqual({
      workflow_run: { workflows: [readWorkflow('review.yml').name], types: ['completed'] },
    });
    expect(named('comment.yml: comment').if).toMatch(
      /^github\.event\.workflow_run\.event == 'pull_request' && /,
    );
  });

  test('has no code of the pull request: one step, which is a script of its own', () => {
    const { steps } = named('comment.yml: comment');
    expect(steps.map(({ uses }) => uses!.split('@')[0])).toEqual(['actions/github-script']);
    expect(Object.keys(steps[0]!.with!)).toEqual(['script']);
  });
});

const TERRAFORM = `case "$*" in
  *' plan '*) echo a secret; for each in "$@"; do case "$each" in -out=*) echo plan > "\${each#-out=}" ;; esac; done ;;
  *' show '*) echo '{}' ;;
esac
exit "\${TERRAFORM:-0}"`;
const NPX = 'case "$*" in *review*) cat; echo reviewed; exit "$STATUS" ;; esac';

/** Steps of a deploy on GitHub, and the same ones as the page has them for other systems. */
const DEPLOYS: readonly (readonly [string, readonly string[], string])[] = [
  ['deploy.yml', RUNNER_SHELL, scriptsOf(named('deploy.yml: apply').steps).at(-1)!],
  ['the page', [], /```bash\n(#!\/usr\/bin\/env bash\n# deploy[^]*?)```/.exec(PAGE)?.[1] ?? ''],
];

test('the workflow that deploys is run by a shell that stops at the first failure of a pipe', () => {
  expect(named('deploy.yml: apply').defaults).toEqual({ run: { shell: 'bash' } });
});

describe.each(DEPLOYS)('the deploy of %s', (_name, shell, script) => {
  const deploy = (environment: Readonly<Record<string, string>>) => {
    const run = runScript(
      script,
      shell,
      { terraform: TERRAFORM, npm: '', npx: NPX },
      { STACK: 'notes-prod', HASH: '', STATUS: '0', ...environment },
    );
    const terraform = run.calls.filter(([program]) => program === 'terraform').map((call) => call.slice(2));
    return { ...run, terraform, review: run.calls.find((call) => call.includes('review')) };
  };

  test('applies exactly the plan that was reviewed', () => {
    const { status, terraform, review, log } = deploy({ HASH: 'ab12' });
    expect(status).toBe(0);
    expect(terraform.map(([verb]) => verb)).toEqual(['init', 'plan', 'show', 'apply']);
    const [, plan, show, apply] = terraform;
    expect([`-out=${show!.at(-1)!}`, show!.at(-1)]).toEqual([plan!.at(-1), apply!.at(-1)]);
    expect(review).toEqual(
      expect.arrayContaining(['--plan=-', '--require-approval=any-change', '--approved=ab12']),
    );
    expect(review!.slice(-2)).toEqual(['--', 'notes-prod']);
    expect(log).not.toContain('a secret');
  });

  test.each(['1', '2'])('applies nothing when the review ends with %s', (STATUS) => {
    const { status, terraform } = deploy({ STATUS });
    expect(status).toBe(Number(STATUS));
    expect(terraform.map(([verb]) => verb)).not.toContain('apply');
  });

  test('applies nothing when Terraform fails', () => {
    const { status, terraform } = deploy({ TERRAFORM: '1' });
    expect(status).toBe(1);
    expect(terraform.map(([verb]) => verb)).not.toContain('apply');
  });

  test('approves nothing without a hash', () => {
    const { review } = deploy({});
    expect(review!.filter((word) => word.startsWith('--approved'))).toEqual([]);
    expect(review).not.toContain('');
  });

  test('leaves no plan behind, whatever happens', () => {
    ['0', '2'].forEach((STATUS) => {
      const { temporary, folder, terraform } = deploy({ STATUS });
      const place = terraform[1]!.at(-1)!.slice('-out='.length);
      expect([temporary, folder].flatMap((each) => readdirSync(each))).toEqual([]);
      expect(() => readdirSync(resolve(place, '..'))).toThrow('ENOENT');
    });
  });

  test('takes hostile names for names', () => {
    const stack = '"; touch "$(pwd)/x" $(touch y)';
    const { review, folder } = deploy({ STACK: stack, HASH: 'a b $(touch z)' });
    expect(review!.at(-1)).toBe(stack);
    expect(review).toContain('--approved=a b $(touch z)');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the page', () => {
  test('shows settings that a review takes', () => {
    const [, settings = ''] = /```json\n([^]*?)```/.exec(PAGE)!;
    const { critical, allow } = readReviewSettings(settings, 'go-containers.review.json');
    expect([critical.length, allow.length]).toEqual([1, 1]);
  });

  test('links only to files that are there', () => {
    const links = [...PAGE.matchAll(/\]\(([^)#:]+)(#[^)]*)?\)/g)].map(([, link = '']) => `docs/${link}`);
    expect(links.length).toBeGreaterThan(3);
    links.forEach((link) => {
      expect(projectFile(link)).not.toBe('');
    });
  });
});
