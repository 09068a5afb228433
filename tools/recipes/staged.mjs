import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PROJECT } from '../setup/project.mjs';
import { MARK } from './caches.mjs';

/**
 * What the library sends to the Engine for one image.
 *
 * @typedef {object} StagedImage
 * @property {import('./recipe-list.mjs').OurRow} row
 * @property {string} folder the context, with its Dockerfile
 * @property {string} builder
 * @property {string} runtime
 * @property {readonly string[]} mounts ids of its cache mounts
 */

/** The library as a user of the package has it: compiled JavaScript. @returns {Promise<import('./recipe-list.mjs').Library>} */
export function compiledLibrary() {
  return import(pathToFileURL(join(PROJECT, 'dist', 'lib', 'index.js')).href);
}

/** @param {import('./recipe-list.mjs').Recipe} recipe */
export function programFolder({ program }) {
  return join(PROJECT, 'examples', program);
}

/**
 * Synthesizes a stack with the images of a recipe, as the library does it for Terraform.
 *
 * @param {import('./recipe-list.mjs').Recipe} recipe
 * @param {string} outdir
 * @returns {Promise<StagedImage[]>}
 */
export async function stageImages(recipe, outdir) {
  // Not at the top: before the set-up there may be no package, and before the compilation no library.
  const { App, TerraformStack } = await import('cdktf');
  const library = await compiledLibrary();
  const app = new App({ outdir });
  const stack = new TerraformStack(app, 'recipe');
  new library.DockerHost(stack, 'docker');
  const images = recipe.ours.map((row) => {
    const source = programFolder(recipe);
    const common = { source, package: recipe.package ?? '.', name: `recipes-${recipe.program}` };
    const id = row.title.replace(/[^A-Za-z0-9]+/g, '-');
    const props = row.props(library);
    // No file asks for the tag: it only is in every command that compiles.
    const tags = [...(props.tags ?? []), MARK];
    return { row, image: new library.GoImage(stack, id, { ...common, ...props, tags }) };
  });
  app.synth();

  return Promise.all(
    images.map(({ row, image }) => {
      const folder = join(outdir, 'stacks', 'recipe', 'images', image.resource.friendlyUniqueId);
      return describe(row, folder);
    }),
  );
}

/**
 * @param {import('./recipe-list.mjs').OurRow} row
 * @param {string} folder
 * @returns {Promise<StagedImage>}
 */
async function describe(row, folder) {
  const text = await readFile(join(folder, 'Dockerfile'), 'utf8');
  const bases = new Map(
    [...text.matchAll(/^FROM (\S+) AS (\S+)$/gm)].map(([, base = '', stage = '']) => [stage, base]),
  );
  const builder = bases.get('sources');
  const runtime = bases.get('runtime');
  const mounts = [
    ...new Set([...text.matchAll(/--mount=type=cache,id=([^,\s]+)/g)].map(([, id = '']) => id)),
  ];
  if (builder === undefined || runtime === undefined || mounts.length === 0) {
    throw new Error(
      `${folder}/Dockerfile has no stage "sources", no stage "runtime" or no cache: the table must follow the library`,
    );
  }
  return { row, folder, builder, runtime, mounts };
}
