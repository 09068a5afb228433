import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BASE_IMAGES } from '../setup/base-images.mjs';
import { programFolder } from './staged.mjs';

const [BUILDER = ''] = BASE_IMAGES;

/** No text of one run is that of another: every build has to compile. */
const RUN = Date.now().toString(36);

/** The round before the edits, without any cache. */
export const COLD = -1;

/**
 * One way from an edited program to an image.
 *
 * @typedef {object} Way
 * @property {'text' | 'ours' | 'ko'} kind
 * @property {string} title
 * @property {string} figure the size that the text tells
 * @property {string} [against] title of the way of ours that it is compared with
 * @property {string} [missing] why it cannot be measured here
 * @property {string} [source] directory of the module
 * @property {(round: number) => Promise<number>} [build] gives the seconds that it took
 * @property {() => Promise<number>} [size] bytes of the last image
 * @property {() => Promise<void>} [end] after the last round
 */

/**
 * @typedef {object} Workshop
 * @property {import('./builds.mjs').Builds} builds
 * @property {import('./bases.mjs').Bases} bases
 * @property {string} folder for copies of programs
 */

/** Why a base image is not measured. @param {string} base */
const noBase = (base) => `${base} is not on the Engine and cannot be pulled here`;

/**
 * The Dockerfile of a text, with a copy of the program.
 *
 * @param {Workshop} workshop
 * @param {import('./recipe-list.mjs').Recipe} recipe
 * @param {import('./recipe-list.mjs').TextRow} row
 * @returns {Promise<Way>}
 */
export async function textWay({ builds, bases, folder }, recipe, row) {
  const { title, figure, against, runtime, args = {} } = row;
  const base = bases.name(runtime ?? 'scratch');
  if (!(await bases.has(base))) {
    return { kind: 'text', title, figure, missing: noBase(base) };
  }
  const context = join(folder, `text-${slug(title)}`);
  await cp(programFolder(recipe), context, { recursive: true });
  const dockerfile = fileURLToPath(new URL(`dockerfiles/${row.dockerfile}.Dockerfile`, import.meta.url));
  const values = {
    ...args,
    BUILDER: bases.name(BUILDER),
    ...(runtime === undefined ? {} : { RUNTIME: base }),
  };
  const build = { context, dockerfile, args: values };
  return {
    ...{ kind: 'text', title, figure, against, source: context },
    ...imageRounds(builds, `recipes-${recipe.id}-text-${slug(title)}`, build),
  };
}

/**
 * What the library staged, edited where it lies: neither synth nor Terraform is in the figures.
 *
 * @param {Workshop} workshop
 * @param {import('./recipe-list.mjs').Recipe} recipe
 * @param {import('./staged.mjs').StagedImage} staged
 * @returns {Promise<Way>}
 */
export async function ourWay({ builds, bases, folder: scratch }, recipe, staged) {
  const { title, without } = staged.row;
  const { folder, runtime, builder, mounts } = staged;
  if (!(await bases.has(runtime))) {
    return { kind: 'ours', title, figure: '', missing: noBase(runtime) };
  }
  const name = `recipes-${recipe.id}-ours-${slug(title)}`;
  // The user's own caches are neither read nor lost by this.
  const namespace = `${name}-${process.pid}-${RUN}`;
  const build = { context: folder, dockerfile: join(folder, 'Dockerfile'), namespace };
  return {
    ...{ kind: 'ours', title, figure: '', against: without, source: join(folder, 'src') },
    ...imageRounds(builds, name, build),
    end: () =>
      builds.emptyMounts({ namespace, mounts, builder, context: join(scratch, `empty-${slug(title)}`) }),
  };
}

/**
 * @param {import('./builds.mjs').Builds} builds
 * @param {string} name
 * @param {Omit<import('./builds.mjs').Build, 'tag'>} build
 * @returns {Pick<Way, 'build' | 'size'>}
 */
function imageRounds(builds, name, build) {
  let last = '';
  return {
    build: async (round) => {
      const before = last;
      last = `${name}:${process.pid}-${round === COLD ? 'cold' : round}`;
      const took = await builds.build({ ...build, tag: last, cold: round === COLD });
      if (before !== '') await builds.remove(before);
      return took;
    },
    size: async () => (await builds.engine.inspect(last)).size,
  };
}

/** @param {string} title */
export function slug(title) {
  return title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

/**
 * Changes one text of the program, and nothing else. No two ways get the same: one would take from the cache what another made.
 *
 * @param {import('./recipe-list.mjs').Recipe} recipe
 * @param {string} source
 * @param {string} mark of the way and the round
 */
export async function edit(recipe, source, mark) {
  const { file, text } = recipe.edited;
  const original = await readFile(join(programFolder(recipe), file), 'utf8');
  const edited = original.replace(text, `${text}, edit ${RUN} ${mark}`);
  if (edited === original) {
    throw new Error(
      `examples/${recipe.program}/${file} does not say "${text}" any more: the table must follow it`,
    );
  }
  await writeFile(join(source, file), edited);
}
