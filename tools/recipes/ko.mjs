import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seconds } from '../bench/engine.mjs';
import { run } from '../process.mjs';
import { BASE_IMAGES } from '../setup/base-images.mjs';
import { serveBase } from './loopback-registry.mjs';
import { programFolder } from './staged.mjs';
import { COLD } from './way.mjs';

const MODULE = 'github.com/google/ko@v0.19.1';
const [, BASE = ''] = BASE_IMAGES;

/**
 * ko, another tool that makes images of Go programs: it compiles on this machine and adds the program to a base that it takes from a
 * registry.
 */
export class Ko {
  /** @type {Set<string>} */
  #images = new Set();
  /** Why it is not there. */
  #missing = '';
  #program = '';
  /** @type {import('./loopback-registry.mjs').ServedBase | undefined} */
  #served;

  /** @param {string} docker */
  constructor(docker) {
    this.docker = docker;
  }

  /**
   * Installs ko with the Go command, whose caches keep what it downloads, and serves the base image where ko can get it. A machine
   * where that fails has a table without ko.
   *
   * @param {string} folder for the program
   * @param {import('./bases.mjs').Bases} bases
   */
  async install(folder, bases) {
    try {
      await run('go', ['install', MODULE], { GOBIN: folder, GOTOOLCHAIN: 'local', GOFLAGS: '' });
      this.#program = join(folder, 'ko');
      this.#served = await serveBase(this.docker, bases, BASE);
      return { text: MODULE, value: undefined };
    } catch (error) {
      this.#missing = `not here: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`;
      return { text: this.#missing, value: undefined };
    }
  }

  /**
   * The program of a recipe, with the linker's flags that the library has by default.
   *
   * @param {import('./way.mjs').Workshop} workshop
   * @param {import('./recipe-list.mjs').Recipe} recipe
   * @returns {Promise<import('./way.mjs').Way>}
   */
  async way({ builds, folder }, recipe) {
    const title = 'distroless static';
    if (typeof recipe.ko === 'string' || this.#missing !== '') {
      const missing = typeof recipe.ko === 'string' ? recipe.ko : this.#missing;
      return { kind: 'ko', title, figure: '', missing };
    }
    const home = join(folder, 'ko');
    const source = join(home, 'source');
    await mkdir(home);
    await cp(programFolder(recipe), source, { recursive: true });
    const flags = `-s -w ${recipe.ko.flags ?? ''}`.trim().split(' ');
    const main = recipe.package ?? '.';
    // YAML reads JSON.
    await writeFile(join(source, '.ko.yaml'), JSON.stringify({ builds: [{ main, ldflags: flags }] }));
    let image = '';
    return {
      ...{ kind: 'ko', title, figure: '', against: recipe.ours[0]?.title, source },
      build: async (round) => {
        const before = image;
        const took = await seconds(async () => {
          image = await this.#build(source, main, home, `${process.pid}-${round === COLD ? 'cold' : round}`);
        });
        if (before !== '') await this.#remove(before);
        return took;
      },
      size: async () => (await builds.engine.inspect(image)).size,
    };
  }

  /**
   * @param {string} source
   * @param {string} main
   * @param {string} home
   * @param {string} tag
   */
  async #build(source, main, home, tag) {
    const environment = {
      KO_DOCKER_REPO: 'ko.local',
      KO_DEFAULTBASEIMAGE: this.#served?.reference,
      CGO_ENABLED: '0',
      GOTOOLCHAIN: 'local',
      GOFLAGS: '-buildvcs=false -modcacherw',
      GOCACHE: join(home, 'cache'),
      GOMODCACHE: join(home, 'modules'),
    };
    const machine = process.arch === 'x64' ? 'amd64' : process.arch;
    // No list of parts: the library makes none either.
    const options = ['--base-import-paths', '--sbom=none', `--tags=${tag}`, `--platform=linux/${machine}`];
    const output = await run(this.#program, ['build', ...options, main], environment, { cwd: source });
    const image = output.toString('utf8').trim();
    this.#images.add(image).add(`${image.slice(0, image.lastIndexOf(':'))}:${tag}`);
    return image;
  }

  /** @param {string} image */
  async #remove(image) {
    await run(this.docker, ['image', 'rm', image]).catch(() => undefined);
    this.#images.delete(image);
  }

  /** Removes the images and the registry. */
  async clean() {
    for (const image of this.#images) {
      await this.#remove(image);
    }
    await this.#served?.end();
  }
}
