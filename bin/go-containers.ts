#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { ValidationError } from '../lib/core/errors';
import { buildStagedImages } from '../lib/operate/build';
import { buildDebugImage } from '../lib/operate/debug';
import { type LogsRequest, showLogs } from '../lib/operate/logs';
import { type PruneRequest, pruneImages } from '../lib/operate/prune';
import { recoverStack } from '../lib/operate/recover';
import { reviewStacks } from '../lib/operate/review';
import type { ReviewRequest } from '../lib/operate/review-request';
import { rollBack, type RollbackRequest } from '../lib/operate/rollback';
import { reportSizes, type SizeRequest } from '../lib/operate/size';
import { explainFailure, type WhyRequest } from '../lib/operate/why';

const USAGE = `usage: go-containers build    [STACK[/IMAGE]]           [--output FOLDER]
       go-containers debug    STACK/IMAGE               [--output FOLDER]
       go-containers size     [STACK[/IMAGE]] [--json]  [--output FOLDER]
       go-containers logs     STACK/SERVICE [--since TIME] [--tail LINES] [--no-follow]  [--output FOLDER]
       go-containers why      STACK [SERVICE]           [--output FOLDER]
       go-containers rollback STACK [GENERATION] [--list] [--as-synthesized] [--auto-approve]
                              [--var NAME=VALUE] [--var-file FILE]  [--output FOLDER]
       go-containers prune    STACK [--keep NUMBER] [--dry-run]  [--output FOLDER]
       go-containers recover  STACK                     [--output FOLDER]
       go-containers review   [STACK] [--plan FILE] [--format text|markdown|json|sarif] [--also FORMAT=FILE]
                              [--fail-on block|warn|never] [--require-approval never|broadening|any-change]
                              [--approved HASH] [--settings FILE] [--budget CHARACTERS]
                              [--no-refresh] [--without-state]  [--output FOLDER]

  build    builds what cdktf synth staged, with the compiler's own messages; leaves only the cache
  debug    builds an image's twin to debug: the program without optimization, under Delve.
           The first time downloads and compiles Delve. The twin is no construct: no stack can deploy it.
  size     bytes per layer, stage and group of files, against the budget (maxSize);
           builds what is not on the Engine yet; exit status 1 when an image is over its budget
  logs     follows what a service or a job writes, also when a deploy replaces its container, until Ctrl-C
           (exit status 130)
  why      says why a container of a stack failed: state, exit code, health checks, last lines of output, what to
           do next; exit status 1 when one has failed or is not there
  rollback deploys an image that is on the Engine already, without a build: the one before the deployed one, or
           GENERATION, a tag or REPOSITORY:TAG; other images stay what is deployed, and all else is as it was
           synthesized. Terraform shows its plan and asks
  prune    removes images of a stack that are old and that nothing uses; never by force. They are counted per
           repository on the Engine, for all stacks that use the repository, such as dev and prod of one app
  recover  lists what the Engine has of a stack and Terraform does not know, after an apply that was killed, with
           the commands that mend it; removes nothing itself; exit status 1 when there is something to do
  review   says what a plan does to running containers: what goes down, whose data dies, what got weaker, what is in
           the image; plans the stack, or all of them, when no plan is given; exit status 2 when something blocks

  --json             size: the same numbers as JSON, in bytes
  --since TIME       logs: only what came later; a duration such as 10m, or a time such as 2026-01-31T10:00:00Z
  --tail LINES       logs: only the last lines of the container that is there now
  --no-follow        logs: ends with what the Engine has now
  --list             rollback: shows the images that are there, and deploys nothing
  --as-synthesized   rollback: deploys all images of the stack as it was synthesized, if they are there
  --auto-approve     rollback: Terraform does not ask
  --var NAME=VALUE   rollback: value of a Terraform variable; as often as you like, wins over files
  --var-file FILE    rollback: file with values of Terraform variables; as often as you like
  --keep NUMBER      prune: how many of the newest of each repository stay (default: 5)
  --dry-run          prune: says what would be removed, and removes nothing
  --plan FILE        review: what "terraform show -json" wrote; - for standard input
  --format FORMAT    review: text (default), markdown, json or sarif
  --also FORMAT=FILE review: writes the same in another format into a file; as often as you like
  --fail-on LEVEL    review: from which severity on findings block (default: block)
  --require-approval WHEN
                     review: blocks without --approved, always or when something has more rights (default: never)
  --approved HASH    review: blocks when the plan does something else than the one that was approved
  --settings FILE    review: critical stacks and what is allowed (default: go-containers.review.json, where it is)
  --budget NUMBER    review: characters that a Markdown text may have (default: 60000)
  --no-refresh       review: the Engine is not asked what runs; with --plan: the plan was made without asking it
  --without-state    review: plans without state, Engine and secrets, as if all were new; for forks
  --output FOLDER    output folder of the app (default: cdktf.out)
`;

type Request = SizeRequest & LogsRequest & ReviewRequest & WhyRequest & RollbackRequest & PruneRequest;
type Command = (request: Request) => number | Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = {
  build: buildStagedImages,
  debug: buildDebugImage,
  size: reportSizes,
  logs: showLogs,
  why: explainFailure,
  rollback: rollBack,
  prune: pruneImages,
  recover: recoverStack,
  review: reviewStacks,
};

/** Commands that take a second word. */
const WITH_TARGET: ReadonlySet<string> = new Set(['why', 'rollback']);

/** Options that one command has for itself. */
const OWN_OPTIONS = {
  json: 'size',
  since: 'logs',
  tail: 'logs',
  'no-follow': 'logs',
  list: 'rollback',
  'as-synthesized': 'rollback',
  'auto-approve': 'rollback',
  var: 'rollback',
  'var-file': 'rollback',
  keep: 'prune',
  'dry-run': 'prune',
  plan: 'review',
  format: 'review',
  also: 'review',
  'fail-on': 'review',
  'require-approval': 'review',
  approved: 'review',
  settings: 'review',
  budget: 'review',
  'no-refresh': 'review',
  'without-state': 'review',
} as const;

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      output: { type: 'string', default: 'cdktf.out' },
      json: { type: 'boolean' },
      since: { type: 'string' },
      tail: { type: 'string' },
      'no-follow': { type: 'boolean' },
      list: { type: 'boolean' },
      'as-synthesized': { type: 'boolean' },
      'auto-approve': { type: 'boolean' },
      var: { type: 'string', multiple: true },
      'var-file': { type: 'string', multiple: true },
      keep: { type: 'string' },
      'dry-run': { type: 'boolean' },
      plan: { type: 'string' },
      format: { type: 'string' },
      also: { type: 'string', multiple: true },
      'fail-on': { type: 'string' },
      'require-approval': { type: 'string' },
      approved: { type: 'string' },
      settings: { type: 'string' },
      budget: { type: 'string' },
      'no-refresh': { type: 'boolean' },
      'without-state': { type: 'boolean' },
      help: { type: 'boolean', default: false },
    },
  });
  const [verb = '', selection, target, ...rest] = positionals;
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, verb) ? COMMANDS[verb] : undefined;
  if (command === undefined || rest.length > 0 || (target !== undefined && !WITH_TARGET.has(verb))) {
    process.stderr.write(USAGE);
    return verb === 'review' ? 1 : 2;
  }
  for (const [option, owner] of Object.entries(OWN_OPTIONS)) {
    if (option in values && verb !== owner) {
      throw new ValidationError(`${verb} has no option --${option}; only ${owner} has`);
    }
  }
  const { json = false, list = false, also = [], 'no-follow': noFollow = false } = values;
  return command({
    ...values,
    selection,
    target,
    json,
    list,
    also,
    noFollow,
    asSynthesized: values['as-synthesized'] ?? false,
    autoApprove: values['auto-approve'] ?? false,
    variables: values.var ?? [],
    variableFiles: values['var-file'] ?? [],
    dryRun: values['dry-run'] ?? false,
    failOn: values['fail-on'],
    requireApproval: values['require-approval'],
    noRefresh: values['no-refresh'] ?? false,
    withoutState: values['without-state'] ?? false,
  });
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${words(error)}\n`);
    // A review that could not be made must not look like one that blocks.
    process.exitCode = process.argv.includes('review') ? 1 : 2;
  },
);

/** Node does not name a folder that was read as a file. */
function isFolder(error: Error): boolean {
  return 'code' in error && error.code === 'EISDIR';
}

/** One sentence for what the user can mend, and everything for what nobody thought of. */
function words(error: unknown): string {
  if (ValidationError.isValidationError(error)) {
    return error.message;
  }
  // Node's own sentence on an unknown option is followed by advice on positional arguments, which would only mislead.
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    return `${error.message.split('. ')[0] ?? ''}; see "go-containers --help"`;
  }
  // Files that are gone or cannot be read. Node's sentence names the path: "ENOENT: no such file or directory, open '/...'".
  if (error instanceof Error && 'syscall' in error && ('path' in error || isFolder(error))) {
    return `${error.message}; make it readable, or run "cdktf synth" again`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
