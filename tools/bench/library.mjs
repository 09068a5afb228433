import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from '../process.mjs';
import { PROJECT } from '../setup/project.mjs';
import { SetupError } from '../setup/report.mjs';
import { MARK } from './engine.mjs';

/** The program that everything here builds. */
export const HELLO = join(PROJECT, 'examples', 'hello');

/** The library as a user of the package has it: compiled JavaScript. */
export async function compileLibrary() {
  await run(process.execPath, [join(PROJECT, 'tools', 'build.mjs')]);
}

/**
 * A `docker` that can build with BuildKit, found as the library's own command finds it.
 *
 * @returns {Promise<string>}
 */
export async function buildCommand() {
  const compiled = pathToFileURL(join(PROJECT, 'dist', 'lib', 'operate', 'docker-command.js')).href;
  /** @type {typeof import('../../lib/operate/docker-command.js')} */
  const { buildKitCommand } = await import(compiled);
  const command = buildKitCommand();
  if (command === undefined) {
    throw new SetupError('no "docker" on the PATH can build with BuildKit: install its buildx plugin');
  }
  return command;
}

/**
 * What the library sends to the Engine for one image.
 *
 * @typedef {object} StagedImage
 * @property {string} folder the context, with its Dockerfile
 * @property {string} builder
 * @property {string} base
 *
 * @typedef {object} StagedImages
 * @property {StagedImage} standard on the default runtime
 * @property {StagedImage} scratch
 */

/**
 * Synthesizes a stack with the program in `source`, as the library does it for Terraform.
 *
 * @param {string} source
 * @param {string} outdir
 * @returns {Promise<StagedImages>}
 */
export async function stageImages(source, outdir) {
  // Not at the top: before the set-up there may be no package, and before the compilation no library.
  const { App, TerraformStack } = await import('cdktf');
  const compiled = pathToFileURL(join(PROJECT, 'dist', 'lib', 'index.js')).href;
  /** @type {typeof import('../../lib/index.js')} */
  const { DockerHost, GoImage, Runtime } = await import(compiled);

  const app = new App({ outdir });
  const stack = new TerraformStack(app, 'bench');
  new DockerHost(stack, 'docker');
  const props = { source, name: 'bench-ours', stamp: { 'main.version': MARK } };
  const standard = new GoImage(stack, 'standard', props);
  const scratch = new GoImage(stack, 'scratch', { ...props, runtime: Runtime.scratch() });
  app.synth();

  /** @param {import('../../lib/index.js').GoImage} image */
  const staged = (image) =>
    describe(join(outdir, 'stacks', 'bench', 'images', image.resource.friendlyUniqueId));
  return { standard: await staged(standard), scratch: await staged(scratch) };
}

/**
 * @param {string} folder
 * @returns {Promise<StagedImage>}
 */
async function describe(folder) {
  const text = await readFile(join(folder, 'Dockerfile'), 'utf8');
  const bases = new Map(
    [...text.matchAll(/^FROM (\S+) AS (\S+)$/gm)].map(([, base = '', stage = '']) => [stage, base]),
  );
  /** A stage may start from another one. @param {string} stage @returns {string | undefined} */
  const imageOf = (stage) => {
    const base = bases.get(stage);
    return base !== undefined && bases.has(base) ? imageOf(base) : base;
  };
  const builder = imageOf('build');
  const base = imageOf('runtime');
  if (builder === undefined || base === undefined) {
    throw new Error(
      `${folder}/Dockerfile has no stage "build" or no stage "runtime": the benchmark must follow the library`,
    );
  }
  return { folder, builder, base };
}
