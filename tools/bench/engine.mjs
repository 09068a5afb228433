import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { run } from '../process.mjs';

/** In a word of every command that compiles for the benchmark: the Engine keeps the command with what it caches of it. */
export const MARK = 'bench-hello';

/** The Engine's own BuildKit, whatever builder is chosen for other work, and nothing beside the image in the result. */
const BUILDKIT = { DOCKER_BUILDKIT: '1', BUILDX_BUILDER: 'default', BUILDX_NO_DEFAULT_ATTESTATIONS: '1' };

/**
 * @typedef {object} Build
 * @property {string} tag
 * @property {string} context directory
 * @property {string} dockerfile path
 * @property {Readonly<Record<string, string>>} [args] values of its ARGs
 */

/** The Docker Engine, which forgets what it was asked to make here. */
export class Engine {
  /** @type {Set<string>} */
  #images = new Set();

  /** @param {string} command a `docker` that can build */
  constructor(command) {
    this.command = command;
  }

  /**
   * @param {Build} build
   * @returns {Promise<number>} seconds from the start of the command to the image on the Engine
   */
  async build({ tag, context, dockerfile, args = {} }) {
    const values = Object.entries(args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);
    this.#images.add(tag);
    return seconds(() =>
      run(this.command, ['build', '--tag', tag, '--file', dockerfile, ...values, context], BUILDKIT),
    );
  }

  /** @param {string} tag of an image that was built here */
  async remove(tag) {
    await this.#docker(['image', 'rm', tag]);
    this.#images.delete(tag);
  }

  /**
   * @param {string} image
   * @returns {Promise<{ size: number, entrypoint: string }>} bytes of all layers; the program
   */
  async inspect(image) {
    const [{ Size: size, Config: config }] = JSON.parse(await this.#docker(['image', 'inspect', image]));
    return { size, entrypoint: String(config.Entrypoint?.[0] ?? '') };
  }

  /**
   * @param {string} image
   * @returns {Promise<Map<string, number>>} bytes of every file that is not empty
   */
  async files(image) {
    const folder = await mkdtemp(join(tmpdir(), 'bench-files-'));
    const container = `bench-files-${process.pid}`;
    try {
      // Never started; without a command it could not be made from an image that has none.
      await this.#docker(['container', 'create', '--name', container, image, 'none']);
      await this.#docker(['container', 'cp', `${container}:/.`, folder]);
      return await filesBelow(folder);
    } finally {
      await this.#docker(['container', 'rm', container]).catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Removes what is left of the images that were built here, and the compiler's output from the build cache. */
  async clean() {
    for (const tag of this.#images) {
      await this.remove(tag).catch(() => undefined);
    }
    const cached = JSON.parse(await this.#docker(['system', 'df', '-v', '--format', '{{json .BuildCache}}']));
    for (const { ID: id, Description: description } of cached) {
      if (String(description).includes(MARK)) {
        await this.#docker(['builder', 'prune', '--force', '--filter', `id=${id}`]).catch(() => undefined);
      }
    }
  }

  /** @param {readonly string[]} args */
  async #docker(args) {
    return (await run(this.command, args, BUILDKIT)).toString('utf8');
  }
}

/** @param {() => Promise<unknown>} work */
export async function seconds(work) {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** @param {string} folder */
async function filesBelow(folder) {
  /** @type {Map<string, number>} */
  const sizes = new Map();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) {
      continue;
    }
    // `path` until Node 20.12, `parentPath` from then on.
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const { size } = await stat(path);
    if (size > 0) {
      sizes.set(`/${relative(folder, path).split(sep).join('/')}`, size);
    }
  }
  return sizes;
}
