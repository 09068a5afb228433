import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, writeTree } from '../../support/go-module';

/** What a script of a runner did. */
export interface ScriptRun {
  readonly status: number | null;
  /** What it wrote to its log. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The folder in which it ran. */
  readonly folder: string;
  /** Its folder for what nobody needs afterwards. */
  readonly temporary: string;
  /** Arguments of each call of a stand-in, its name first. */
  readonly calls: readonly (readonly string[])[];
}

export const RUNNER_SHELL: readonly string[] = ['--noprofile', '--norc', '-e', '-o', 'pipefail'];

/**
 * Runs a script in an empty folder.
 *
 * @param shell options of bash; `RUNNER_SHELL` for what a runner runs with `shell: bash`
 * @param programs texts of shell scripts that stand in for the programs of these names; their calls are recorded
 */
export function runScript(
  script: string,
  shell: readonly string[],
  programs: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>>,
): ScriptRun {
  const folder = temporaryFolder();
  const temporary = temporaryFolder();
  const record = join(temporaryFolder(), 'calls');
  // One write for a call: the programs of a pipe run at the same time, and their calls must not get into each other.
  const standIns = Object.entries(programs).map(([name, text]) => [
    name,
    `#!/bin/sh\nprintf '%s\\0' ${name} "$@" '\n' >> "$RECORD"\n${text}\n`,
  ]);
  const path = writeTree(Object.fromEntries(standIns) as Record<string, string>, Object.keys(programs));
  const files = writeTree({ script, output: '', summary: '' });
  writeFileSync(record, '');
  const { status, stdout, stderr } = spawnSync('bash', [...shell, join(files, 'script')], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${path}:${process.env.PATH ?? ''}`,
      RECORD: record,
      RUNNER_TEMP: temporary,
      GITHUB_OUTPUT: join(files, 'output'),
      GITHUB_STEP_SUMMARY: join(files, 'summary'),
      ...environment,
    },
  });
  return {
    status,
    log: `${stdout}${stderr}`,
    outputs: outputsIn(readFileSync(join(files, 'output'), 'utf8')),
    summary: readFileSync(join(files, 'summary'), 'utf8'),
    folder,
    temporary,
    calls: callsIn(existsSync(record) ? readFileSync(record, 'utf8') : ''),
  };
}

function outputsIn(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line !== '');
  return Object.fromEntries(lines.map((line) => [line.split('=')[0]!, line.slice(line.indexOf('=') + 1)]));
}

/** Arguments end with a NUL, and calls with an argument that no test gives: a line break. */
function callsIn(text: string): string[][] {
  const calls: string[][] = [[]];
  for (const argument of text.split('\0').slice(0, -1)) {
    if (argument === '\n') {
      calls.push([]);
    } else {
      calls[calls.length - 1]!.push(argument);
    }
  }
  return calls.slice(0, -1);
}
