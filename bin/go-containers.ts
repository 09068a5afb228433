#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { ValidationError } from '../lib/core/errors';
import { buildStagedImages } from '../lib/operate/build';

const USAGE = `usage: go-containers build [STACK[/IMAGE]] [--output FOLDER]

  build    builds what cdktf synth staged, with the compiler's own messages

  --output FOLDER    output folder of the app (default: cdktf.out)
`;

function main(): number {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { output: { type: 'string', default: 'cdktf.out' }, help: { type: 'boolean', default: false } },
  });
  const [verb, selection, ...rest] = positionals;
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (verb !== 'build' || rest.length > 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  return buildStagedImages({ output: values.output, selection });
}

try {
  process.exitCode = main();
} catch (error) {
  const known = ValidationError.isValidationError(error) || (error instanceof TypeError && 'code' in error);
  process.stderr.write(
    known ? `${error.message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 2;
}
