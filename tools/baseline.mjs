#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Deployment, imagesOfEngine } from './baseline/deployment.mjs';
import { reportFailure, setUp } from './setup.mjs';
import { ensureBaseImages } from './setup/base-images.mjs';
import { SetupError, step } from './setup/report.mjs';

const OUTPUT_LIMIT = 64 * 1024 * 1024;

/**
 * Deploys the recipes, holds each of their containers against the baseline, and removes all of it. Fails when a row fails.
 */
async function baseline() {
  const start = performance.now();
  const { terraform, environment, engine } = await setUp();
  Object.assign(process.env, environment);
  await step('more bases', () => ensureBaseImages({ all: true }));
  const { failuresOf, summaryOf, tableOf } = rules();
  console.log('baseline');
  const folder = await mkdtemp(join(tmpdir(), 'baseline-'));
  const deployment = new Deployment(folder, terraform, environment, await imagesOfEngine());
  /** @type {import('./baseline/report.js').Checked[]} */
  const checked = [];
  try {
    await step('what they talk to', async () => {
      await deployment.prepare();
      return { text: 'a registry, a server over TLS', value: undefined };
    });
    for (const stack of await deployment.recipes()) {
      checked.push(...(await step(stack, () => deployAndCheck(deployment, stack))));
    }
  } finally {
    await step('removal', () => removed(deployment, folder));
  }
  console.log(`\n${checked.map(tableOf).join('\n\n')}\n\n${summaryOf(checked)}`);
  console.log(`\ndone in ${((performance.now() - start) / 1000).toFixed(0)} s, with Docker Engine ${engine}`);
  if (checked.length === 0 || checked.some(({ rows }) => failuresOf(rows).length > 0)) {
    process.exitCode = 1;
  }
}

/**
 * @param {Deployment} deployment
 * @param {string} stack
 */
async function deployAndCheck(deployment, stack) {
  const { judge, lookAt } = rules();
  const { containers, facts } = await deployment.deploy(stack);
  const subjects = containers.map(({ name, path }) => lookAt(name, docker, facts[path]));
  // Carriers of secrets are made and never started: no program runs in them.
  const started = subjects.filter(({ container }) => container.State.Status !== 'created');
  const value = started.map((subject) => ({ name: subject.container.Name.slice(1), rows: judge(subject) }));
  const carriers = subjects.length - started.length;
  const text =
    `${value.map(({ name }) => name).join(', ')}` +
    (carriers === 0 ? '' : `; ${carriers} never started, which carry secrets, are left out`);
  return { text, value };
}

/**
 * @param {Deployment} deployment
 * @param {string} folder
 */
async function removed(deployment, folder) {
  try {
    await deployment.remove();
  } catch (error) {
    throw new SetupError(
      `not all was removed: run "terraform destroy" in the folders of ${join(folder, 'cdktf.out', 'stacks')}; it said: ` +
        (error instanceof Error ? error.message : String(error)),
    );
  }
  await rm(folder, { recursive: true, force: true });
  return { text: 'containers, networks, volumes and images are gone', value: undefined };
}

/** @param {readonly string[]} args */
function docker(args) {
  return execFileSync('docker', args, { encoding: 'utf8', maxBuffer: OUTPUT_LIMIT });
}

/**
 * The rules, which the tests read as well, so that they are in TypeScript. Not at the top: before the set-up there may be no package.
 *
 * @returns {typeof import('./baseline/baseline.js') & typeof import('./baseline/look.js') & typeof import('./baseline/report.js')}
 */
function rules() {
  const require = createRequire(import.meta.url);
  require('ts-node/register/transpile-only');
  return {
    ...require('./baseline/baseline.ts'),
    ...require('./baseline/look.ts'),
    ...require('./baseline/report.ts'),
  };
}

// An interrupt ends the program that runs just now, and with it this, which then removes what it made.
process.once('SIGINT', () => undefined);
await baseline().catch(reportFailure);
