import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from '../process.mjs';
import { PROJECT } from '../setup/project.mjs';

/** Base images under the names that they have here: those of the mirror setting, or of the offline kit. */
export class Bases {
  /** @type {string[]} */
  #pulled = [];

  /** After the library has been compiled. @param {string} command */
  static async open(command) {
    const compiled = pathToFileURL(join(PROJECT, 'dist', 'lib', 'image', 'mirror.js')).href;
    /** @type {typeof import('../../lib/image/mirror.js')} */
    const { Mirror, MIRROR_VARIABLE } = await import(compiled);
    const mirror = Mirror.parse(process.env[MIRROR_VARIABLE] ?? '');
    return new Bases(command, (reference) => mirror.apply(reference));
  }

  /**
   * @param {string} command
   * @param {(reference: string) => string} name
   */
  constructor(command, name) {
    this.command = command;
    this.name = name;
  }

  /**
   * Whether a base is on the Engine, or can be pulled: a measurement waits for no registry.
   *
   * @param {string} name that it has here
   */
  async has(name) {
    if (name === 'scratch' || (await this.#succeeds(['image', 'inspect', name]))) {
      return true;
    }
    const isPulled = await this.#succeeds(['pull', '--quiet', name]);
    if (isPulled) this.#pulled.push(name);
    return isPulled;
  }

  /** Removes what was pulled. */
  async clean() {
    for (const name of this.#pulled) {
      await this.#succeeds(['image', 'rm', name]);
    }
  }

  /** @param {readonly string[]} args */
  #succeeds(args) {
    return run(this.command, args).then(
      () => true,
      () => false,
    );
  }
}
