#!/usr/bin/env node
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { OFFLINE_PREFIX } from './offline/bases.mjs';
import { ensureBaseImages } from './setup/base-images.mjs';
import { ensureEngine } from './setup/engine.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { OFFLINE } from './setup/project.mjs';
import {
  ensureKitProvider,
  KIT_CONFIGURATION,
  KIT_VERSION,
  realProvider,
  withoutKit,
} from './setup/provider.mjs';
import { SetupError, step } from './setup/report.mjs';
import { ensureTerraform } from './setup/terraform.mjs';

/**
 * @typedef {object} Ready
 * @property {string} terraform the command
 * @property {string} engine version of the Docker Engine
 * @property {string | undefined} realProvider version of the real provider, where Terraform can have it
 * @property {boolean} offlineBases whether the base images are the offline kit's
 * @property {Record<string, string>} environment what `cdktf` and `terraform` need in their environment
 */

/**
 * Sets up what is missing, and does nothing where nothing is.
 *
 * @param {{ kit?: boolean, edge?: boolean }} [wanted] `kit`: what the tests use besides: the kit's provider also where the real
 *   one can be had, and more base images; `edge`: the base images of a stack with an edge and a database
 * @returns {Promise<Ready>}
 */
export async function setUp({ kit = false, edge = false } = {}) {
  console.log('set-up');
  const packages = step('Node packages', ensurePackages);
  const terraform = step('Terraform', ensureTerraform);
  const engine = step('Docker Engine', ensureEngine);
  const provider = terraform.then((command) => step('Docker provider', () => ensureProvider(command, kit)));
  const bases = engine.then(({ host }) => {
    process.env.DOCKER_HOST = host;
    return step('base images', () => ensureBaseImages({ all: kit, edge }));
  });
  // Told together: a machine that lacks two things should not have to be set up twice.
  const failed = (await Promise.allSettled([packages, terraform, engine, provider, bases])).flatMap(
    (result) => (result.status === 'rejected' ? [result.reason] : []),
  );
  if (failed.length > 0) {
    const reasons = [
      ...new Set(failed.map((error) => (error instanceof Error ? error.message : String(error)))),
    ];
    throw new SetupError(reasons.join('\n'));
  }
  const command = await terraform;
  const { host, version } = await engine;
  const real = await provider;
  const mirror = await bases;
  /** @type {Record<string, string>} */
  const environment = {
    DOCKER_HOST: host,
    CHECKPOINT_DISABLE: '1',
    TERRAFORM_BINARY_NAME: command,
    ...(mirror === undefined ? {} : { GO_CONTAINERS_MIRROR: mirror }),
    ...(real === undefined ? kitEnvironment() : withoutKit()),
  };
  await mkdir(OFFLINE, { recursive: true });
  await writeFile(join(OFFLINE, 'env.sh'), exports(environment));
  return {
    terraform: command,
    engine: version,
    realProvider: real,
    offlineBases: mirror === OFFLINE_PREFIX,
    environment,
  };
}

/** What leads Terraform to the kit's provider; its files stay out of the user's own plugin cache. */
export function kitEnvironment() {
  return { TF_CLI_CONFIG_FILE: KIT_CONFIGURATION, CDKTF_DISABLE_PLUGIN_CACHE_ENV: 'true' };
}

/**
 * @param {string} terraform
 * @param {boolean} kit
 */
async function ensureProvider(terraform, kit) {
  const real = await realProvider(terraform);
  if (real !== undefined && !kit) {
    return { text: `the real one, ${real}`, value: real };
  }
  const built = await ensureKitProvider();
  const how = `${KIT_VERSION}, ${built ? 'built' : 'built before'}`;
  return real === undefined
    ? { text: `OFFLINE KIT ${how}; the real one cannot be had here`, value: real }
    : { text: `the real one, ${real}, and for tests the OFFLINE KIT ${how}`, value: real };
}

/** @param {Record<string, string>} environment */
function exports(environment) {
  return Object.entries(environment)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`)
    .join('');
}

/** @param {unknown} error what it says is all that is told: every error here is written for a reader */
export function reportFailure(error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await setUp().then(
    () => console.log('ready; to use cdktf and terraform here yourself: source .offline/env.sh'),
    reportFailure,
  );
}
