import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../process.mjs';
import { PROJECT } from '../setup/project.mjs';

/**
 * @typedef {object} DeployedContainer
 * @property {string} name
 * @property {string} path of its construct
 */

/**
 * A deployed stack.
 *
 * @typedef {object} Deployed
 * @property {readonly DeployedContainer[]} containers
 * @property {Readonly<Record<string, import('./inspection.js').Reasons>>} facts by construct path
 */

const APP = fileURLToPath(new URL('app.ts', import.meta.url));
/** What the recipes talk to. */
export const SUPPORT = 'baseline-support';
/** Its job that makes certificates, and what it makes. */
const CERTIFICATE = `${SUPPORT}-authority:/tls/ca.pem`;
const PORTS = 6;

/** The recipes on the Engine, in a folder of their own, until they are removed. */
export class Deployment {
  /** Stacks that may be on the Engine, those that others need first. @type {string[]} */
  #applied = [];
  /** Names of images that were made here. @type {Set<string>} */
  #images = new Set();
  /** @type {string[]} */
  #ports = [];

  /**
   * @param {string} folder
   * @param {string} terraform the command
   * @param {Record<string, string>} environment
   * @param {ReadonlySet<string>} images names that the Engine had before
   */
  constructor(folder, terraform, environment, images) {
    this.folder = folder;
    this.terraform = terraform;
    this.environment = {
      ...environment,
      TF_VAR_database_password: randomBytes(12).toString('hex'),
    };
    this.imagesBefore = images;
  }

  /** Deploys what the recipes talk to. */
  async prepare() {
    this.#ports = await freePorts(PORTS + 1);
    await this.#synthesize();
    await this.deploy(SUPPORT);
    const certificate = join(this.folder, 'ca.pem');
    await run('docker', ['container', 'cp', CERTIFICATE, certificate]);
    await this.#synthesize(certificate);
  }

  /** Names of the recipes' stacks, in order. */
  async recipes() {
    const stacks = await readdir(join(this.folder, 'cdktf.out', 'stacks'));
    return stacks.filter((stack) => stack !== SUPPORT).sort();
  }

  /**
   * @param {string} stack
   * @returns {Promise<Deployed>}
   */
  async deploy(stack) {
    this.#applied.push(stack);
    await this.#inStack(stack, ['init', '-input=false', '-no-color']);
    // One image after the other: side by side, each would compile the standard library for itself.
    const options = ['-input=false', '-no-color', '-auto-approve', '-parallelism=1'];
    try {
      await this.#inStack(stack, ['apply', ...options]);
    } finally {
      (await this.#resources(stack)).flatMap(imageNames).forEach((name) => this.#images.add(name));
    }
    const resources = await this.#resources(stack);
    return {
      containers: resources.flatMap(({ type, values }) =>
        type === 'docker_container' ? [{ name: values.name, path: pathOf(values.labels) }] : [],
      ),
      facts: Object.assign(
        {},
        ...resources.map(({ type, name, values }) =>
          type === 'terraform_data' && name.startsWith('go-containers-facts') ? values.input : {},
        ),
      ),
    };
  }

  /** Removes containers, networks, volumes and images. Build caches stay. */
  async remove() {
    for (const stack of this.#applied.reverse()) {
      // One after the other as well: Engine 20.10 miscounts what is on a network that several containers leave at once.
      const options = ['-input=false', '-no-color', '-auto-approve', '-parallelism=1'];
      await this.#inStack(stack, ['destroy', ...options]);
    }
    for (const image of this.#images) {
      if (!this.imagesBefore.has(image)) {
        // The Engine refuses what a container of somebody else uses, and that is as it should be.
        await run('docker', ['image', 'rm', image]).catch(() => undefined);
      }
    }
  }

  /** @param {string} [certificate] */
  async #synthesize(certificate) {
    const [registry = '', ...ports] = this.#ports;
    const command = ['--require', 'ts-node/register/transpile-only', APP, registry, ports.join(',')];
    const environment = { ...this.environment, CDKTF_OUTDIR: join(this.folder, 'cdktf.out') };
    await run(
      process.execPath,
      [...command, ...(certificate === undefined ? [] : [certificate])],
      environment,
      {
        cwd: PROJECT,
      },
    );
  }

  /**
   * @param {string} stack
   * @returns {Promise<{ type: string, name: string, values: any }[]>}
   */
  async #resources(stack) {
    const state = JSON.parse(await this.#inStack(stack, ['show', '-json']));
    return state.values?.root_module?.resources ?? [];
  }

  /**
   * @param {string} stack
   * @param {readonly string[]} args
   */
  async #inStack(stack, args) {
    const cwd = join(this.folder, 'cdktf.out', 'stacks', stack);
    return (await run(this.terraform, args, this.environment, { cwd })).toString('utf8');
  }
}

/** Names of all images that the Engine has. */
export async function imagesOfEngine() {
  const listed = await run('docker', ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}']);
  return new Set(listed.toString('utf8').split('\n').filter(Boolean));
}

/** @param {{ type: string, values: any }} resource */
function imageNames({ type, values }) {
  if (type === 'docker_image') return [String(values.name)];
  return type === 'docker_tag' ? [String(values.target_image)] : [];
}

/** @param {{ label: string, value: string }[]} labels */
function pathOf(labels) {
  return labels.find(({ label }) => label === 'cdktf-go-containers.path')?.value ?? '';
}

/**
 * Ports of the host that are free now, all different.
 *
 * @param {number} count
 * @returns {Promise<string[]>}
 */
async function freePorts(count) {
  const servers = await Promise.all(Array.from({ length: count }, listen));
  return Promise.all(
    servers.map(
      (server) =>
        /** @type {Promise<string>} */ (
          new Promise((resolve) => {
            const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
            server.close(() => resolve(String(port)));
          })
        ),
    ),
  );
}

/** @returns {Promise<import('node:net').Server>} */
function listen() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}
