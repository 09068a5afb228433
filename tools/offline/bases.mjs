#!/usr/bin/env node
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DebianArchive } from './bases/debian.mjs';
import { feed, run } from '../process.mjs';
import { GO_VERSION } from './bases/recipes/recipe.mjs';
import { ALL, BASIC, EDGE } from './bases/recipes.mjs';
import { packageDatabase } from './bases/package-database.mjs';
import { rootfs } from './bases/rootfs.mjs';

/** First part of every image name here: no registry can have it, so nothing of the user's is ever replaced. */
export const OFFLINE_PREFIX = 'offline.invalid';

const LABEL = 'cdktf-go-containers.offline-recipe';
const HOST_BUNDLE = '/etc/ssl/certs/ca-certificates.crt';

/** What makes an image of a recipe: a change in one of them can change every image. */
const MAKERS = [
  'bases',
  'bases/debian',
  'bases/package-database',
  'bases/rootfs',
  'bases/suites',
  'bases/tar',
];

/**
 * @typedef {import('./bases/recipes/recipe.mjs').Recipe} Recipe
 *
 * @typedef {object} Choice of images; default only those that the library's defaults build from
 * @property {boolean} [edge] also those of a stack with an edge and a database
 * @property {boolean} [all] every image of the kit
 *
 * @typedef {object} Options
 * @property {boolean} [edge] see Choice
 * @property {boolean} [all] see Choice
 * @property {(line: string) => void} [log] told one line per step; default none
 * @property {string} [docker] the Docker command; default `docker`
 *
 * @typedef {object} Result
 * @property {readonly string[]} built the images that had to be made
 * @property {readonly string[]} images all that were asked for
 * @property {number} seconds
 *
 * @typedef {<T>(name: string, action: () => Promise<T>) => Promise<T>} Step runs an action and tells how long it took
 *
 * @typedef {object} Wanted an image as this version would make it
 * @property {Recipe} recipe
 * @property {string} image
 * @property {string} digest
 */

/**
 * Makes the base images that a machine without a container registry cannot pull, unless they are there already.
 *
 * @param {Options} [options]
 * @returns {Promise<Result>}
 */
export async function ensureOfflineBases(options = {}) {
  const docker = options.docker ?? 'docker';
  const start = performance.now();
  const { wanted, missing, hostBundle } = await inventory(docker, options);
  if (missing.length > 0) {
    const folder = await mkdtemp(join(tmpdir(), 'offline-bases-'));
    // Also on an early exit: a half-made base must leave nothing behind.
    const clean = () => rmSync(folder, { recursive: true, force: true });
    process.once('exit', clean);
    try {
      await build({ docker, folder, hostBundle, missing, log: options.log ?? (() => undefined) });
    } finally {
      clean();
      process.off('exit', clean);
    }
  }
  return {
    built: missing.map(({ image }) => image),
    images: wanted.map(({ image }) => image),
    seconds: (performance.now() - start) / 1000,
  };
}

/**
 * Whether the base images are there, as this version would make them.
 *
 * @param {Choice & { docker?: string }} [options]
 */
export async function hasOfflineBases(options = {}) {
  return (await inventory(options.docker ?? 'docker', options)).missing.length === 0;
}

/**
 * @param {string} docker
 * @param {Choice} choice
 */
async function inventory(docker, choice) {
  const hostBundle = await readFile(HOST_BUNDLE, 'utf8').catch(() => '');
  const makers = await Promise.all(
    MAKERS.map((file) => readFile(new URL(`./${file}.mjs`, import.meta.url), 'utf8')),
  );
  const wanted = chosen(choice).map((recipe) => ({
    recipe,
    image: `${OFFLINE_PREFIX}/${recipe.standsIn}`,
    digest: recipeDigest(recipe, hostBundle, makers),
  }));
  const images = wanted.map(({ image }) => image);
  const present = await labels(docker, images);
  return { hostBundle, wanted, missing: wanted.filter(({ image, digest }) => present.get(image) !== digest) };
}

/** @param {Choice} choice */
function chosen({ edge, all }) {
  if (all === true) return ALL;
  return edge === true ? EDGE : BASIC;
}

/**
 * Removes the images that `ensureOfflineBases` made: those with the prefix and the label, no other.
 *
 * @param {{ docker?: string }} [options]
 * @returns {Promise<string[]>} the names that are gone
 */
export async function removeOfflineBases(options = {}) {
  const docker = options.docker ?? 'docker';
  const filter = ['--filter', `label=${LABEL}`, '--format', '{{.Repository}}:{{.Tag}}'];
  const listed = (await run(docker, ['image', 'ls', ...filter])).toString('utf8').split('\n');
  const images = listed.filter((image) => image.startsWith(`${OFFLINE_PREFIX}/`));
  if (images.length > 0) await run(docker, ['image', 'rm', ...images]);
  return images;
}

/** @param {{ docker: string, folder: string, hostBundle: string, missing: readonly Wanted[], log: (line: string) => void }} work */
async function build({ docker, folder, hostBundle, missing, log }) {
  /** @type {Step} */
  const step = async (name, action) => {
    const start = performance.now();
    const result = await action();
    log(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    return result;
  };
  const files = new Map();
  for (const suite of new Set(missing.map(({ recipe }) => recipe.suite))) {
    const recipes = missing.map(({ recipe }) => recipe).filter((recipe) => recipe.suite === suite);
    for (const [recipe, found] of await packageFiles(join(folder, suite), suite, recipes, step))
      files.set(recipe, found);
  }
  const toolchain = missing.some(({ recipe }) => recipe.toolchain)
    ? await step(`fetch go ${GO_VERSION}`, goToolchain)
    : '';
  for (const { recipe, image, digest } of missing) {
    const changes = [...recipe.changes, `LABEL ${LABEL}=${digest}`].flatMap((change) => ['--change', change]);
    await step(`make ${image}`, async () => {
      const packageFiles = files.get(recipe) ?? [];
      const database = recipe.installable ? await packageDatabase(packageFiles, recipe.suite) : [];
      const parts = {
        packageFiles,
        leftOut: recipe.leftOut,
        certificates: recipe.certificates,
        hostBundle: recipe.hostCertificates ? hostBundle : '',
        toolchain: recipe.toolchain ? toolchain : '',
        entries: [...recipe.entries, ...database],
      };
      await feed(docker, ['image', 'import', ...changes, '-', image], rootfs(parts));
    });
  }
}

/**
 * Downloads what the recipes of one suite are made of, each package once.
 *
 * @param {string} folder
 * @param {string} suite
 * @param {readonly Recipe[]} recipes
 * @param {Step} step
 * @returns {Promise<Map<Recipe, string[]>>} package files by recipe
 */
async function packageFiles(folder, suite, recipes, step) {
  const archive = new DebianArchive(folder, suite);
  await step(`read package lists of ${suite}`, () => archive.open());
  /** @type {Map<Recipe, readonly string[]>} */
  const names = new Map();
  for (const recipe of recipes) {
    const { packages, closure, without } = recipe;
    names.set(recipe, closure ? await archive.closure(packages, without) : packages);
  }
  const files = await step(`download packages of ${suite}`, () =>
    archive.download([...new Set([...names.values()].flat())]),
  );
  /** @param {string} name */
  const fileOf = (name) => {
    const file = files.get(name);
    if (file === undefined)
      throw new Error(`no package file for ${name}: apt downloaded ${files.size} others; look at its output`);
    return file;
  };
  return new Map([...names].map(([recipe, wanted]) => [recipe, wanted.map(fileOf)]));
}

/** The Go command fetches another release of itself, checked against Go's checksum database. */
async function goToolchain() {
  const root = await run('go', ['env', 'GOROOT'], { GOTOOLCHAIN: `go${GO_VERSION}` });
  return root.toString('utf8').trim();
}

/**
 * Changes with everything that decides what the image contains, except for Debian's own updates.
 *
 * @param {Recipe} recipe
 * @param {string} hostBundle
 * @param {readonly string[]} makers
 */
function recipeDigest(recipe, hostBundle, makers) {
  const parts = [
    recipe,
    makers,
    process.arch,
    recipe.hostCertificates && hostBundle,
    recipe.toolchain && GO_VERSION,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * @param {string} docker
 * @param {readonly string[]} images
 * @returns {Promise<Map<string, string>>} label by image name, for the images that exist
 */
async function labels(docker, images) {
  const format = `{{range .RepoTags}}{{.}} {{end}}{{index .Config.Labels "${LABEL}"}}`;
  // The command prints what it finds and fails for the rest, so a failure here only means that something is missing.
  const output = await run(docker, ['image', 'inspect', '--format', format, ...images]).catch(() =>
    Buffer.alloc(0),
  );
  const rows = output
    .toString('utf8')
    .trim()
    .split('\n')
    .map((row) => row.split(' '));
  return new Map(rows.flatMap((row) => row.slice(0, -1).map((name) => [name, row[row.length - 1] ?? ''])));
}

async function main() {
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  const known = ['--all', '--edge', '--remove'];
  const unknown = process.argv.slice(2).filter((argument) => !known.includes(argument));
  if (unknown.length > 0)
    throw new Error(`unknown argument ${unknown[0]}: only ${known.join(', ')} are known`);
  if (process.argv.includes('--remove')) {
    for (const image of await removeOfflineBases()) console.log(`removed ${image}`);
    return;
  }
  const { built, images, seconds } = await ensureOfflineBases({
    edge: process.argv.includes('--edge'),
    all: process.argv.includes('--all'),
    log: console.log,
  });
  for (const image of images) console.log(`${built.includes(image) ? 'made' : 'present'}: ${image}`);
  console.log(`${seconds.toFixed(1)} s`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((/** @type {Error} */ error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
