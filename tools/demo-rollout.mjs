#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cdktf, STATE_FOLDER } from './deployment.mjs';
import { startLoad } from './demo-rollout/load.mjs';
import { run } from './process.mjs';
import { reportFailure, setUp } from './setup.mjs';
import { OFFLINE, PROJECT } from './setup/project.mjs';
import { SetupError } from './setup/report.mjs';

const STACK = 'shop';
const APP = 'node --require ts-node/register/transpile-only stacks/rollout/main.ts';
const EDGE = 'http://127.0.0.1:8110';
const LOAD = join(OFFLINE, 'load');
const COMMANDS = join(PROJECT, 'dist', 'bin', 'go-containers.js');

/** @typedef {import('./demo-rollout/load.mjs').Clients} Clients */
/** @typedef {Record<string, string>} Variables */

/**
 * Deploys the shop, then, while clients ask it without a pause: a new version, a broken one, a better one, and back to the second.
 * Removes all of it at the end.
 */
async function demo() {
  const ready = await setUp({ edge: true });
  const environment = { ...ready.environment, TF_VAR_database_password: 'of the demo' };
  await mkdir(OFFLINE, { recursive: true });
  await run('go', ['build', '-C', 'examples/shop', '-o', LOAD, './cmd/load'], {}, { cwd: PROJECT }).catch(
    (error) => {
      throw new SetupError(
        `the clients of this demo are a Go program, and need Go 1.26 or later:\n${error.message}`,
      );
    },
  );
  console.log('demo of rollouts');
  try {
    await told('deploy version 1', undefined, () => deploy(environment, '1'));
    const clients = await startLoad(LOAD, EDGE);
    try {
      await told('deploy version 2', clients, () => deploy(environment, '2'));
      const second = await imageOf('web');
      await told('deploy version 3, which is never healthy', clients, () =>
        refused(deploy(environment, '3', 'sick')),
      );
      console.log(indented(await command(['why', STACK], environment)));
      await told('deploy version 4, which is', clients, () => deploy(environment, '4'));
      await told('roll back to version 2, without a build', clients, () =>
        command(['rollback', STACK, second, '--auto-approve'], environment),
      );
    } finally {
      console.log(summary(await clients.end()));
    }
  } finally {
    await told('remove all of it', undefined, () => remove(environment));
  }
}

/**
 * @param {Variables} environment
 * @param {string} version
 * @param {string} [broken]
 */
function deploy(environment, version, broken) {
  const variables = { SHOP_VERSION: version, ...(broken === undefined ? {} : { SHOP_BROKEN: broken }) };
  return cdktf('deploy', { ...environment, ...variables }, { stack: STACK, app: APP });
}

/**
 * A deploy that has to fail.
 *
 * @param {Promise<void>} deployed
 */
async function refused(deployed) {
  const isDeployed = await deployed.then(
    () => true,
    () => false,
  );
  if (isDeployed) {
    throw new SetupError('the broken version was deployed, which it must not be');
  }
}

/**
 * A command of this library; a status other than 0 is no failure here.
 *
 * @param {readonly string[]} args
 * @param {Variables} environment
 */
async function command(args, environment) {
  const said = await run(process.execPath, [COMMANDS, ...args], environment, { cwd: PROJECT }).catch(
    (error) => {
      if (args[0] === 'why') return Buffer.from(String(error.output));
      throw error;
    },
  );
  return said.toString('utf8');
}

/** @param {string} service */
async function imageOf(service) {
  const label = `label=cdktf-go-containers.path=${STACK}/${service}`;
  const names = await run('docker', ['container', 'ls', '--filter', label, '--format', '{{.Image}}']);
  const id = names.toString('utf8').trim().split('\n')[0] ?? '';
  const tags = await run('docker', ['image', 'inspect', '--format', '{{index .RepoTags 0}}', id]);
  return tags.toString('utf8').trim();
}

/** @param {Variables} environment */
async function remove(environment) {
  if (existsSync(join(STATE_FOLDER, `${STACK}.tfstate`))) {
    await cdktf('destroy', environment, { stack: STACK, app: APP });
  }
  for (const file of [`${STACK}.tfstate`, `${STACK}.tfstate.backup`]) {
    await rm(join(STATE_FOLDER, file), { force: true });
  }
  await rm(join(PROJECT, 'cdktf.out', 'stacks', STACK), { recursive: true, force: true });
}

/**
 * One line per step, with what the clients have seen in it; it grows while the step goes on where somebody looks at a screen.
 *
 * @param {string} name
 * @param {Clients | undefined} clients
 * @param {() => Promise<unknown>} work
 */
async function told(name, clients, work) {
  const start = performance.now();
  const line = () => {
    const counts = clients?.counts();
    const seen = counts
      ? `${counts.requests.toLocaleString('en')} requests, ${counts.failed} failed, ${counts.cut} streams cut`
      : '';
    return `  ${name.padEnd(42)} ${((performance.now() - start) / 1_000).toFixed(1).padStart(5)} s   ${seen}`;
  };
  const screen = process.stdout.isTTY
    ? setInterval(() => process.stdout.write(`\r${line()}`), 250)
    : undefined;
  try {
    await work();
  } finally {
    clearInterval(screen);
    console.log(`${process.stdout.isTTY ? '\r' : ''}${line()}`);
  }
}

/** @param {import('./demo-rollout/load.mjs').Report} report */
function summary({ requests, failed, cut, kinds, latency, versions, messages }) {
  const { get, post } = latency;
  return [
    '',
    `  ${requests.toLocaleString('en')} requests: ${failed} failed; ${kinds.socket} messages of a WebSocket, ${kinds.events} events: ${cut} streams cut`,
    `  slowest      GET ${get?.max} ms (99 %: ${get?.p99} ms), POST ${post?.max} ms (99 %: ${post?.p99} ms)`,
    `  answered by  ${versions.map(({ version, count }) => `version ${version}: ${count.toLocaleString('en')}`).join(', ')}`,
    ...messages.map((message) => `  ${message}`),
    '',
  ].join('\n');
}

/** @param {string} text */
function indented(text) {
  return text.trimEnd().replace(/^/gm, '      | ');
}

await demo().catch(reportFailure);
