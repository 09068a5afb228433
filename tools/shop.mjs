import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cdktf, STATE_FOLDER } from './deployment.mjs';
import { run } from './process.mjs';
import { OFFLINE, PROJECT } from './setup/project.mjs';
import { SetupError } from './setup/report.mjs';

/** The stack of stacks/rollout. */
export const SHOP = 'shop';
const APP = 'node --require ts-node/register/transpile-only stacks/rollout/main.ts';

/**
 * Compiles examples/shop/cmd/load.
 *
 * @returns {Promise<string>} path of the program
 */
export async function buildLoad() {
  const program = join(OFFLINE, 'load');
  await mkdir(OFFLINE, { recursive: true });
  await run('go', ['build', '-C', 'examples/shop', '-o', program, './cmd/load'], {}, { cwd: PROJECT }).catch(
    (error) => {
      throw new SetupError(`the clients are a Go program, and need Go 1.26 or later:\n${error.message}`);
    },
  );
  return program;
}

/**
 * @param {Record<string, string>} environment with the password of the database
 * @param {{ version?: string, broken?: string }} [edit]
 */
export function deployShop(environment, { version = '1', broken } = {}) {
  const variables = { SHOP_VERSION: version, ...(broken === undefined ? {} : { SHOP_BROKEN: broken }) };
  return cdktf('deploy', { ...environment, ...variables }, { stack: SHOP, app: APP });
}

/**
 * Removes all of it but its images.
 *
 * @param {Record<string, string>} environment
 */
export async function removeShop(environment) {
  if (existsSync(join(STATE_FOLDER, `${SHOP}.tfstate`))) {
    await cdktf('destroy', environment, { stack: SHOP, app: APP });
  }
  for (const file of [`${SHOP}.tfstate`, `${SHOP}.tfstate.backup`]) {
    await rm(join(STATE_FOLDER, file), { force: true });
  }
  await rm(join(PROJECT, 'cdktf.out', 'stacks', SHOP), { recursive: true, force: true });
}

/**
 * What `docker container inspect` says of the one running container of a construct.
 *
 * @param {string} path of the construct in the stack
 */
export async function shopContainer(path) {
  const label = `label=cdktf-go-containers.path=${SHOP}/${path}`;
  const id = (await run('docker', ['container', 'ls', '--quiet', '--filter', label])).toString('utf8').trim();
  const [container] = JSON.parse((await run('docker', ['container', 'inspect', id])).toString('utf8'));
  return container;
}
