#!/usr/bin/env node
import { join } from 'node:path';
import { startLoad } from './demo-rollout/load.mjs';
import { run } from './process.mjs';
import { reportFailure, setUp } from './setup.mjs';
import { PROJECT } from './setup/project.mjs';
import { SetupError } from './setup/report.mjs';
import { buildLoad, deployShop, removeShop, SHOP, shopContainer } from './shop.mjs';

const EDGE = 'http://127.0.0.1:8110';
/** From the sources, as the app: what is compiled may be older. */
const COMMANDS = ['--require', 'ts-node/register/transpile-only', join(PROJECT, 'bin', 'go-containers.ts')];

/** @typedef {import('./demo-rollout/load.mjs').Clients} Clients */
/** @typedef {Record<string, string>} Variables */

/**
 * Deploys the shop, then, while clients ask it without a pause: a new version, a broken one, a better one, and back to the second.
 * Removes it at the end, but for images and build caches.
 */
async function demo() {
  const ready = await setUp({ edge: true });
  const environment = { ...ready.environment, TF_VAR_database_password: 'of the demo' };
  const load = await buildLoad();
  console.log('demo of rollouts');
  try {
    await told('deploy version 1', undefined, () => deployShop(environment));
    const clients = await startLoad(load, EDGE);
    try {
      await told('deploy version 2', clients, () => deployShop(environment, { version: '2' }));
      const second = await imageOf('web');
      await told('deploy version 3, which is never healthy', clients, () =>
        refused(deployShop(environment, { version: '3', broken: 'sick' })),
      );
      console.log(indented(await command(['why', SHOP], environment)));
      await told('deploy version 4, which is', clients, () => deployShop(environment, { version: '4' }));
      await told('roll back to version 2, without a build', clients, () =>
        command(['rollback', SHOP, second, '--auto-approve'], environment),
      );
    } finally {
      console.log(summary(await clients.end()));
    }
  } finally {
    await told('remove it', undefined, () => removeShop(environment));
  }
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
  const said = await run(process.execPath, [...COMMANDS, ...args], environment, { cwd: PROJECT }).catch(
    (error) => {
      if (args[0] === 'why') return Buffer.from(String(error.output));
      throw error;
    },
  );
  return said.toString('utf8');
}

/** @param {string} service */
async function imageOf(service) {
  const { Image: id } = await shopContainer(service);
  const tags = await run('docker', ['image', 'inspect', '--format', '{{index .RepoTags 0}}', id]);
  return tags.toString('utf8').trim();
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
