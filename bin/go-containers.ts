#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { ValidationError } from '../lib/core/errors';
import { buildStagedImages } from '../lib/operate/build';
import { buildDebugImage } from '../lib/operate/debug';
import { type LogsRequest, showLogs } from '../lib/operate/logs';
import { recoverStack } from '../lib/operate/recover';
import { reportSizes, type SizeRequest } from '../lib/operate/size';

const USAGE = `usage: go-containers build   [STACK[/IMAGE]]           [--output FOLDER]
       go-containers debug   STACK/IMAGE               [--output FOLDER]
       go-containers size    [STACK[/IMAGE]] [--json]  [--output FOLDER]
       go-containers logs    STACK/SERVICE [--since TIME] [--tail LINES] [--no-follow]  [--output FOLDER]
       go-containers recover STACK                     [--output FOLDER]

  build    builds what cdktf synth staged, with the compiler's own messages; leaves only the cache
  debug    builds an image's twin to debug: the program without optimization, under Delve.
           The first time downloads and compiles Delve. The twin is no construct: no stack can deploy it.
  size     bytes per layer, stage and group of files, against the budget (maxSize);
           builds what is not on the Engine yet; exit status 1 when an image is over its budget
  logs     follows what a service or a job writes, also when a deploy replaces its container, until Ctrl-C
           (exit status 130)
  recover  lists what the Engine has of a stack and Terraform does not know, after an apply that was killed, with
           the commands that mend it; removes nothing itself; exit status 1 when there is something to do

  --json             size: the same numbers as JSON, in bytes
  --since TIME       logs: only what came later; a duration such as 10m, or a time such as 2026-01-31T10:00:00Z
  --tail LINES       logs: only the last lines of the container that is there now
  --no-follow        logs: ends with what the Engine has now
  --output FOLDER    output folder of the app (default: cdktf.out)
`;

type Command = (request: SizeRequest & LogsRequest) => number | Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = {
  build: buildStagedImages,
  debug: buildDebugImage,
  size: reportSizes,
  logs: showLogs,
  recover: recoverStack,
};

/** Options that one command has for itself. */
const OWN_OPTIONS = { json: 'size', since: 'logs', tail: 'logs', 'no-follow': 'logs' } as const;

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      output: { type: 'string', default: 'cdktf.out' },
      json: { type: 'boolean' },
      since: { type: 'string' },
      tail: { type: 'string' },
      'no-follow': { type: 'boolean' },
      help: { type: 'boolean', default: false },
    },
  });
  const [verb = '', selection, ...rest] = positionals;
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, verb) ? COMMANDS[verb] : undefined;
  if (command === undefined || rest.length > 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  for (const [option, owner] of Object.entries(OWN_OPTIONS)) {
    if (option in values && verb !== owner) {
      throw new ValidationError(`${verb} has no option --${option}; only ${owner} has`);
    }
  }
  const { output, json = false, since, tail, 'no-follow': noFollow = false } = values;
  return command({ output, selection, json, since, tail, noFollow });
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${words(error)}\n`);
    process.exitCode = 2;
  },
);

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
  if (error instanceof Error && 'syscall' in error && 'path' in error) {
    return `${error.message}; make it readable, or run "cdktf synth" again`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
