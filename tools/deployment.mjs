import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
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
/** Names of the images that demos of this checkout deployed: an edit leaves the one before it on the Engine. */
const IMAGES = join(STATE_FOLDER, `${STACK}.images`);

/**
 * Runs the CDKTF command line for a demo's stack.
 *
 * @param {'deploy' | 'destroy'} verb
 * @param {Record<string, string>} environment
 * @param {{ stack?: string, app?: string }} [which] the app's command; the one of cdktf.json when left out
 */
export async function cdktf(verb, environment, { stack = STACK, app } = {}) {
  const command = join(PROJECT, 'node_modules', '.bin', 'cdktf');
  // The lock file is written by init anyway; locking for other platforms would need the registry.
  const args = [verb, stack, '--auto-approve', '--skip-provider-lock', ...(app ? ['--app', app] : [])];
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

/** Notes the image that the container was made from, so that it can be removed with the rest. */
export async function rememberImage() {
  const id = (await run('docker', ['container', 'inspect', '--format', '{{.Image}}', CONTAINER]))
    .toString('utf8')
    .trim();
  const names = JSON.parse(
    (await run('docker', ['image', 'inspect', '--format', '{{json .RepoTags}}', id])).toString('utf8'),
  );
  const known = await rememberedImages();
  // A user may have tagged the same image for other uses.
  const ours = names.filter((/** @type {string} */ name) => /^hello:[0-9a-f]{12}$/.test(name));
  await writeFile(IMAGES, [...new Set([...known, ...ours])].map((name) => `${name}\n`).join(''));
}

/** @returns {Promise<string[]>} */
export async function rememberedImages() {
  return (await readFile(IMAGES, 'utf8').catch(() => '')).split('\n').filter(Boolean);
}

/** Whether anything of the demo may be on the Engine. */
export async function isDeployed() {
  return existsSync(join(STATE_FOLDER, `${STACK}.tfstate`)) || (await rememberedImages()).length > 0;
}

/** Removes what Terraform and cdktf keep of the demo. */
export async function removeState() {
  await rm(STACK_FOLDER, { recursive: true, force: true });
  for (const file of [`${STACK}.tfstate`, `${STACK}.tfstate.backup`, `${STACK}.images`]) {
    await rm(join(STATE_FOLDER, file), { force: true });
  }
}
