import { join } from 'node:path';
import { imageTag } from './edits.mjs';
import { megabytes, table } from './figures.mjs';

/** Megabytes that the library may add to a program and its base. */
const MOST_ADDED = 2.3;

/**
 * An image and what it consists of.
 *
 * @typedef {object} Parts
 * @property {number} size
 * @property {number} base bytes of the base image; 0 for scratch
 * @property {number} binary
 * @property {readonly [string, number][]} added every other file, the largest first
 */

/**
 * @typedef {object} Sizes
 * @property {number} single
 * @property {number} multi
 * @property {Parts} standard
 * @property {Parts} scratch
 */

/**
 * Reads the sizes of the images that the edits left, and of ours on scratch.
 *
 * @param {import('./engine.mjs').Engine} engine
 * @param {import('./library.mjs').StagedImages} staged
 * @returns {Promise<Sizes>}
 */
export async function measureSizes(engine, staged) {
  const scratch = imageTag('ours-on-scratch');
  const context = staged.scratch.folder;
  await engine.build({ tag: scratch, context, dockerfile: join(context, 'Dockerfile') });
  return {
    single: (await engine.inspect(imageTag('single-stage'))).size,
    multi: (await engine.inspect(imageTag('multi-stage'))).size,
    standard: await partsOf(engine, imageTag('ours'), staged.standard.base),
    scratch: await partsOf(engine, scratch, staged.scratch.base),
  };
}

/**
 * @param {import('./engine.mjs').Engine} engine
 * @param {string} image
 * @param {string} base
 * @returns {Promise<Parts>}
 */
async function partsOf(engine, image, base) {
  const { size, entrypoint } = await engine.inspect(image);
  const files = await engine.files(image);
  const before = base === 'scratch' ? new Map() : await engine.files(base);
  return {
    size,
    base: base === 'scratch' ? 0 : (await engine.inspect(base)).size,
    binary: files.get(entrypoint) ?? Number.NaN,
    added: [...files]
      .filter(([path, bytes]) => path !== entrypoint && before.get(path) !== bytes)
      .sort(([, left], [, right]) => right - left),
  };
}

/** @param {Sizes} sizes */
export function sizeReport({ single, multi, standard, scratch }) {
  const [, probe = Number.NaN] = standard.added.find(([path]) => path.endsWith('probe')) ?? [];
  return [
    table([
      ['', 'MB'],
      ['single-stage Dockerfile', megabytes(single)],
      ['multi-stage Dockerfile, distroless static', megabytes(multi)],
      ['this library, default runtime (distroless static)', megabytes(standard.size)],
      ['this library, Runtime.scratch()', megabytes(scratch.size)],
      ['the binary alone', megabytes(scratch.binary)],
      ['the base alone, distroless static', megabytes(standard.base)],
      ['the probe alone', megabytes(probe)],
    ]),
    '',
    '  image - (binary + base): what the library adds',
    ...addition('default runtime', standard),
    ...addition('scratch', scratch),
  ].join('\n');
}

/**
 * @param {string} name
 * @param {Parts} parts
 */
function addition(name, parts) {
  const { size, binary, base, added } = parts;
  const sum = `${megabytes(size)} - (${megabytes(binary)} + ${megabytes(base)})`;
  const known = added.reduce((total, [, bytes]) => total + bytes, 0);
  const rest = addedBytes(parts) - known;
  return [
    `  ${name.padEnd(16)} ${sum} = ${megabytes(addedBytes(parts))} MB`,
    ...added.map(([path, bytes]) => `      ${amount(bytes)}  ${path}${explained(path)}`),
    ...(Math.abs(rest) < 1_000 ? [] : [`      ${amount(rest)}  what the Engine counts beside files`]),
  ];
}

/** @param {number} bytes */
function amount(bytes) {
  return bytes < 10_000 ? `${String(bytes).padStart(4)} B ` : `${megabytes(bytes)} MB`;
}

/** @param {string} path */
function explained(path) {
  return path.startsWith('/etc/ssl/') ? ", the builder's certificates" : '';
}

/** @param {Parts} parts */
function addedBytes({ size, binary, base }) {
  return size - binary - base;
}

/**
 * @param {Sizes} sizes
 * @returns {import('./figures.mjs').Aim[]}
 */
export function sizeAims({ standard, scratch }) {
  return [
    ['default runtime', standard],
    ['scratch', scratch],
  ].map(([name, parts]) => ({
    what: `image - (binary + base), ${name}`,
    most: MOST_ADDED,
    measured: addedBytes(/** @type {Parts} */ (parts)) / 1e6,
    unit: 'MB',
  }));
}
