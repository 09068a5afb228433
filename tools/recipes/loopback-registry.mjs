import { setTimeout as pause } from 'node:timers/promises';
import { run } from '../process.mjs';

const REGISTRY = 'registry:2';
const PATIENCE_MILLISECONDS = 20_000;

/**
 * @typedef {object} ServedBase
 * @property {string} reference
 * @property {() => Promise<void>} end
 */

/**
 * Serves an image of the Engine on the loopback address, for programs that take images from registries only. With the real base
 * images there is nothing to do.
 *
 * @param {string} docker
 * @param {import('./bases.mjs').Bases} bases
 * @param {string} base by its own name
 * @returns {Promise<ServedBase>}
 */
export async function serveBase(docker, bases, base) {
  const name = bases.name(base);
  if (name === base) {
    return { reference: base, end: () => Promise.resolve() };
  }
  const container = `recipes-registry-${process.pid}`;
  const end = async () => {
    await run(docker, ['container', 'rm', '--force', '--volumes', container]).catch(() => undefined);
  };
  try {
    const options = ['--detach', '--name', container, '--publish', '127.0.0.1::5000'];
    await run(docker, ['container', 'run', ...options, bases.name(REGISTRY)]);
    const port = await run(docker, ['container', 'port', container, '5000/tcp']);
    const [address = ''] = port.toString('utf8').trim().split('\n');
    await answering(`http://${address}/v2/`);
    const reference = `${address}/base:static`;
    await run(docker, ['image', 'tag', name, reference]);
    await run(docker, ['image', 'push', reference]).finally(() => run(docker, ['image', 'rm', reference]));
    return { reference, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** @param {string} url */
async function answering(url) {
  const start = performance.now();
  for (;;) {
    const isThere = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isThere) return;
    if (performance.now() - start > PATIENCE_MILLISECONDS) {
      throw new Error(`the registry does not answer at ${url}: look at its log`);
    }
    await pause(100);
  }
}
