#!/usr/bin/env node
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { DebianArchive } from './bases/debian.mjs';
import { feed, run } from '../process.mjs';
import { GO_VERSION, RECIPES } from './bases/recipes.mjs';
import { rootfs } from './bases/rootfs.mjs';

/** First part of every image name here: no registry can have it, so nothing of the user's is ever replaced. */
export const OFFLINE_PREFIX = 'offline.invalid';

const LABEL = 'cdktf-go-containers.offline-recipe';
const HOST_BUNDLE = '/etc/ssl/certs/ca-certificates.crt';

/**
 * @typedef {object} Options
 * @property {(line: string) => void} [log] told one line per step; default none
 * @property {string} [docker] the Docker command; default `docker`
 *
 * @typedef {object} Result
 * @property {boolean} built false when every image was there already
 * @property {readonly string[]} images
 * @property {number} seconds
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
  const { images, hostBundle, digest, complete } = await inventory(docker);
  if (!complete) {
    const folder = await mkdtemp(join(tmpdir(), 'offline-bases-'));
    // Also on an early exit: a half-made base must leave nothing behind.
    const clean = () => rmSync(folder, { recursive: true, force: true });
    process.once('exit', clean);
    try {
      await build({ docker, folder, hostBundle, digest, log: options.log ?? (() => undefined) });
    } finally {
      clean();
      process.off('exit', clean);
    }
  }
  return { built: !complete, images, seconds: (performance.now() - start) / 1000 };
}

/**
 * Whether every base image is there, as this version would make it.
 *
 * @param {{ docker?: string }} [options]
 */
export async function hasOfflineBases(options = {}) {
  return (await inventory(options.docker ?? 'docker')).complete;
}

/** @param {string} docker */
async function inventory(docker) {
  const images = RECIPES.map(imageName);
  const hostBundle = await readFile(HOST_BUNDLE, 'utf8').catch(() => '');
  const digest = await recipeDigest(hostBundle);
  const present = await labels(docker, images);
  return { images, hostBundle, digest, complete: images.every((image) => present.get(image) === digest) };
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

/** @param {{ docker: string, folder: string, hostBundle: string, digest: string, log: (line: string) => void }} work */
async function build({ docker, folder, hostBundle, digest, log }) {
  /** @template T @param {string} name @param {() => Promise<T>} action */
  const step = async (name, action) => {
    const start = performance.now();
    const result = await action();
    log(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    return result;
  };
  const archive = new DebianArchive(folder);
  await step('read package lists', () => archive.open());
  const names = new Map();
  for (const recipe of RECIPES)
    names.set(recipe, recipe.closure ? await archive.closure(recipe.packages) : recipe.packages);
  const files = await step('download packages', () =>
    archive.download([...new Set([...names.values()].flat())]),
  );
  const toolchain = await step(`fetch go ${GO_VERSION}`, goToolchain);
  for (const recipe of RECIPES) {
    const packageFiles = names.get(recipe).map((/** @type {string} */ name) => {
      const file = files.get(name);
      if (file === undefined)
        throw new Error(
          `no package file for ${name}: apt downloaded ${files.size} others; look at its output`,
        );
      return file;
    });
    const parts = {
      packageFiles,
      hostBundle: recipe.hostCertificates ? hostBundle : '',
      toolchain: recipe.toolchain ? toolchain : '',
      entries: recipe.entries,
    };
    const changes = [...recipe.changes, `LABEL ${LABEL}=${digest}`].flatMap((change) => ['--change', change]);
    const image = imageName(recipe);
    await step(`make ${image}`, () =>
      feed(docker, ['image', 'import', ...changes, '-', image], rootfs(parts)),
    );
  }
}

/** The Go command fetches another release of itself, checked against Go's checksum database. */
async function goToolchain() {
  const root = await run('go', ['env', 'GOROOT'], { GOTOOLCHAIN: `go${GO_VERSION}` });
  return root.toString('utf8').trim();
}

/** @param {import('./bases/recipes.mjs').Recipe} recipe */
function imageName(recipe) {
  return `${OFFLINE_PREFIX}/${recipe.standsIn}`;
}

/**
 * Changes with everything that decides what the images contain, except for Debian's own updates.
 *
 * @param {string} hostBundle
 */
async function recipeDigest(hostBundle) {
  const folder = fileURLToPath(new URL('./bases/', import.meta.url));
  const helpers = (await readdir(folder)).sort().map((name) => join(folder, name));
  const hash = createHash('sha256');
  for (const file of [fileURLToPath(import.meta.url), ...helpers]) {
    const content = await readFile(file);
    hash.update(`${content.length}\n`).update(content);
  }
  return hash.update(process.arch).update(hostBundle).digest('hex');
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
  const unknown = process.argv.slice(2).filter((argument) => argument !== '--remove');
  if (unknown.length > 0) throw new Error(`unknown argument ${unknown[0]}: only --remove is known`);
  if (process.argv.includes('--remove')) {
    for (const image of await removeOfflineBases()) console.log(`removed ${image}`);
    return;
  }
  const result = await ensureOfflineBases({ log: console.log });
  console.log(
    `${result.built ? 'made' : 'present'}: ${result.images.join(', ')} (${result.seconds.toFixed(1)} s)`,
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((/** @type {Error} */ error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
