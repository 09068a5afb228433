import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Engine, seconds } from '../bench/engine.mjs';
import { run } from '../process.mjs';
import { MARK, removeCaches } from './caches.mjs';

/** The Engine's own BuildKit, whatever builder is chosen for other work, and nothing beside the image in the result. */
const BUILDKIT = { DOCKER_BUILDKIT: '1', BUILDX_BUILDER: 'default', BUILDX_NO_DEFAULT_ATTESTATIONS: '1' };

/**
 * @typedef {object} Build
 * @property {string} tag
 * @property {string} context directory
 * @property {string} dockerfile path
 * @property {Readonly<Record<string, string>>} [args] values of its ARGs
 * @property {string} [namespace] whose cache mounts it uses; nobody else's
 * @property {boolean} [cold] nothing is taken from the cache, and the cache mounts of the namespace begin empty
 */

/** The builds of this run, and what they leave on the Engine. */
export class Builds {
  /** @type {Set<string>} */
  #images = new Set();
  /** @type {import('./caches.mjs').Trace[]} */
  #traces = [];

  /** @param {string} command a `docker` that can build */
  constructor(command) {
    this.command = command;
    this.engine = new Engine(command);
  }

  /**
   * @param {Build} build
   * @returns {Promise<number>} seconds from the start of the command to the image on the Engine
   */
  async build({ tag, context, dockerfile, args = {}, namespace, cold = false }) {
    const values = { ...args, ...(namespace === undefined ? {} : { BUILDKIT_CACHE_MOUNT_NS: namespace }) };
    const options = [
      ...(cold ? ['--no-cache'] : []),
      ...Object.entries(values).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
    ];
    this.#images.add(tag);
    const from = Date.now();
    try {
      return await seconds(() =>
        run(this.command, ['build', '--tag', tag, '--file', dockerfile, ...options, context], BUILDKIT),
      );
    } finally {
      // A build that failed has left something as well.
      this.#traces.push({ from, to: Date.now(), layers: await this.#layers(tag).catch(() => []) });
    }
  }

  /** @param {string} tag */
  async remove(tag) {
    await this.engine.remove(tag);
    this.#images.delete(tag);
  }

  /**
   * Empties cache mounts, and leaves in their place what `clean` knows by its mark: a build that must not use the cache makes
   * them anew.
   *
   * @param {{ namespace: string, mounts: readonly string[], builder: string, context: string }} emptied `context`: a new directory
   */
  async emptyMounts({ namespace, mounts, builder, context }) {
    const options = mounts.map((id, index) => `--mount=type=cache,id=${id},target=/mount-${index} `);
    const text = `FROM ${builder}\nRUN ${options.join('')}["true", "${MARK}"]\n`;
    const tag = `recipes-emptied:${process.pid}`;
    const dockerfile = join(context, 'Dockerfile');
    await mkdir(context);
    await writeFile(dockerfile, text);
    await this.build({ tag, context, dockerfile, namespace, cold: true });
    await this.remove(tag);
  }

  /** Removes what is left of the images, and what the builds left in the build cache. */
  async clean() {
    for (const tag of this.#images) {
      await this.remove(tag).catch(() => undefined);
    }
    await removeCaches(this.command, this.#traces);
    this.#traces = [];
  }

  /** @param {string} image */
  async #layers(image) {
    const history = await run(this.command, ['image', 'history', '--format', '{{.Size}}', image]);
    return history.toString('utf8').trim().split('\n');
  }
}
