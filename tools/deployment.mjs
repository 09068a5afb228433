import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { run } from './process.mjs';
import { OFFLINE, PROJECT } from './setup/project.mjs';
import { SetupError } from './setup/report.mjs';

/** The environment that the demo deploys. */
export const STACK = 'dev';
export const STACK_FOLDER = join(PROJECT, 'cdktf.out', 'stacks', STACK);
export const STATE_FOLDER = join(PROJECT, '.state');
/** Name of the container, as the library derives it. */
export const CONTAINER = `${STACK}-hello`;
/** Label that every image of the library carries, with the demo's image name. */
export const IMAGE_FILTER = 'label=cdktf-go-containers.image=hello';

/**
 * Runs the CDKTF command line for the demo's stack.
 *
 * @param {'deploy' | 'destroy'} verb
 * @param {Record<string, string>} environment
 */
export async function cdktf(verb, environment) {
  const command = join(PROJECT, 'node_modules', '.bin', 'cdktf');
  // The lock file is written by init anyway; locking for other platforms would need the registry.
  const args = [verb, STACK, '--auto-approve', '--skip-provider-lock'];
  const log = join(OFFLINE, `${verb}.log`);
  await mkdir(OFFLINE, { recursive: true });
  try {
    const output = await run(command, args, { ...environment, FORCE_COLOR: '0' }, { cwd: PROJECT });
    await writeFile(log, output);
  } catch (error) {
    const output = error instanceof Error && 'output' in error ? String(error.output) : String(error);
    await writeFile(log, output);
    throw new SetupError(`cdktf ${verb} failed; all it said is in ${log}:\n\n${terraformErrors(output)}`);
  }
}

/**
 * What Terraform said of its errors, without the progress that cdktf repeats round it.
 *
 * @param {string} output
 */
function terraformErrors(output) {
  const plain = stripVTControlCharacters(output);
  const lines = plain.split('\n').filter((line) => line.trim() !== '' && !/^\d+ Stacks? /.test(line));
  const first = lines.findIndex((line) => line.includes('Error'));
  return lines.slice(first === -1 ? -30 : first).join('\n');
}

/** Removes what Terraform and cdktf keep of the demo. */
export async function removeState() {
  await rm(STACK_FOLDER, { recursive: true, force: true });
  for (const suffix of ['', '.backup']) {
    await rm(join(STATE_FOLDER, `${STACK}.tfstate${suffix}`), { force: true });
  }
}
