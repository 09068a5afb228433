import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../process.mjs';
import { PROJECT } from '../setup/project.mjs';

/**
 * A Dockerfile as the library staged it. Of several with the same text and platform there is one.
 *
 * @typedef {object} Rendered
 * @property {string} name stack, image and file
 * @property {string} context directory
 * @property {string} file in that directory
 * @property {string} text
 * @property {string} [platform] that the image is built for
 *
 * @typedef {object} RenderedAll
 * @property {number} recipes how many the recipes have
 * @property {number} presets how many the presets have
 * @property {readonly Rendered[]} different
 */

const PRESET_APP = fileURLToPath(new URL('preset-app.mjs', import.meta.url));

/**
 * Synthesizes the recipes and the presets from the library's sources.
 *
 * @param {string} folder
 * @returns {Promise<RenderedAll>}
 */
export async function renderAll(folder) {
  const recipes = await synthesize(join(folder, 'recipes'), [join(PROJECT, 'stacks', 'recipes', 'main.ts')]);
  const presets = await synthesize(join(folder, 'presets'), [PRESET_APP, join(folder, 'modules')]);
  /** @type {Map<string, Rendered>} */
  const different = new Map();
  for (const each of [...recipes, ...presets]) {
    const content = `${each.platform ?? ''}\n${each.text}`;
    different.set(content, different.get(content) ?? each);
  }
  return { recipes: recipes.length, presets: presets.length, different: [...different.values()] };
}

/**
 * In a process of its own: an app writes where its environment says.
 *
 * @param {string} outdir
 * @param {readonly string[]} app
 * @returns {Promise<Rendered[]>}
 */
async function synthesize(outdir, app) {
  await mkdir(outdir, { recursive: true });
  const command = ['--require', 'ts-node/register/transpile-only', ...app];
  await run(process.execPath, command, { CDKTF_OUTDIR: outdir }, { cwd: PROJECT });
  const stacks = (await readdir(join(outdir, 'stacks'))).sort();
  return (await Promise.all(stacks.map((stack) => renderedOf(join(outdir, 'stacks', stack), stack)))).flat();
}

/**
 * @param {string} folder
 * @param {string} stack
 * @returns {Promise<Rendered[]>}
 */
async function renderedOf(folder, stack) {
  const { resource } = JSON.parse(await readFile(join(folder, 'cdk.tf.json'), 'utf8'));
  /** @type {{ build?: { context: string, platform?: string }[] | { context: string, platform?: string } }[]} */
  const images = Object.values(resource.docker_image);
  const builds = images.flatMap(({ build }) => build ?? []);
  const all = builds.flatMap(({ context, platform }) =>
    // The twin to debug is for the machine that builds, whatever the image is for.
    [
      { context, file: 'Dockerfile', platform },
      { context, file: 'debug.Dockerfile' },
    ],
  );
  return Promise.all(
    all.map(async (each) => {
      const context = join(folder, each.context);
      const image = each.context.replace(/^images\//, '').replace(/_[0-9A-F]{8}$/, '');
      const text = await readFile(join(context, each.file), 'utf8');
      return { ...each, context, name: `${stack}/${image}/${each.file}`, text };
    }),
  );
}
