import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../process.mjs';
import { median, megabytes, range, ROUNDS, table } from './figures.mjs';

const APP = fileURLToPath(new URL('reading-app.mjs', import.meta.url));

const PACKAGES = 100;
const FILES_IN_EACH = 20;
/** Mains of the module: an image each. */
const PROGRAMS = Array.from({ length: 10 }, (_, index) => `./cmd/program${index}`);
/** Bytes that the module embeds: memory has to be the same for both. */
const LITTLE = 1_000_000;
const MUCH = 400_000_000;

/** About as long as files of published modules are. */
const BODY = Array.from(
  { length: 120 },
  (_, index) =>
    `// Add${index} adds.\nfunc (v value) Add${index}(other int) int { return int(v) + other + ${index} }\n`,
).join('\n');

/**
 * @typedef {object} Reading
 * @property {number} files
 * @property {number} first processor seconds of the first image
 * @property {number} others of the nine after it
 * @property {number} peak the most memory, in bytes
 *
 * @typedef {object} Readings
 * @property {readonly Reading[]} little
 * @property {readonly Reading[]} much
 */

/** @returns {Promise<Readings>} */
export async function measureReading() {
  const folder = await mkdtemp(join(tmpdir(), 'bench-reading-'));
  try {
    const little = await makeModule(join(folder, 'little'), LITTLE);
    const much = await makeModule(join(folder, 'much'), MUCH);
    /** @type {{ little: Reading[], much: Reading[] }} */
    const readings = { little: [], much: [] };
    for (let round = 0; round <= ROUNDS; round += 1) {
      const [one, two] = [await read(little), await read(much)];
      // The first one only brings the files into memory.
      if (round > 0) {
        readings.little.push(one);
        readings.much.push(two);
      }
    }
    return readings;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} source
 * @returns {Promise<Reading>}
 */
async function read(source) {
  return JSON.parse((await run(process.execPath, [APP, source, ...PROGRAMS])).toString('utf8'));
}

/**
 * A module whose programs import all of its packages, one of which embeds so many bytes.
 *
 * @param {string} root
 * @param {number} bytes
 */
async function makeModule(root, bytes) {
  /** @param {string} path @param {string} text */
  const write = async (path, text) => {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), text);
  };
  await write('go.mod', 'module example.com/big\n\ngo 1.26\n');
  for (let index = 0; index < PACKAGES; index += 1) {
    const below = [2 * index + 1, 2 * index + 2].filter((child) => child < PACKAGES);
    const imports = below.map((child) => `import _ "example.com/big/internal/p${child}"\n`).join('');
    for (let file = 0; file < FILES_IN_EACH; file += 1) {
      const head = file === 0 ? imports : 'import "fmt"\n\nvar _ = fmt.Sprint\n';
      const body = BODY.replaceAll('value', `value${file}`);
      await write(
        `internal/p${index}/f${file}.go`,
        `package p${index}\n\n${head}\ntype value${file} int\n\n${body}`,
      );
    }
  }
  await write(
    'internal/p0/embed.go',
    'package p0\n\nimport _ "embed"\n\n//go:embed data.bin\nvar Data []byte\n',
  );
  await write('internal/p0/data.bin', '');
  await truncate(join(root, 'internal/p0/data.bin'), bytes);
  for (const program of PROGRAMS) {
    await write(
      `${program}/main.go`,
      'package main\n\nimport _ "example.com/big/internal/p0"\n\nfunc main() {}\n',
    );
  }
  return root;
}

/** @param {Readings} readings */
export function readingReport({ little, much }) {
  /** @param {string} title @param {readonly number[]} series */
  const row = (title, series) => [title, median(series).toFixed(2), range(series)];
  const [one] = little;
  return [
    table([
      ['', 'median s', 'min - max'],
      row(
        `closure and digests of the first image (${one?.files} files)`,
        little.map(({ first }) => first),
      ),
      row(
        'of the next nine images together',
        little.map(({ others }) => others),
      ),
    ]),
    `  most memory that the process had: ${peak(little)} MB with ${megabytes(LITTLE)} MB embedded, ` +
      `${peak(much)} MB with ${megabytes(MUCH)} MB`,
  ].join('\n');
}

/** @param {readonly Reading[]} series */
function peak(series) {
  return megabytes(median(series.map((each) => each.peak)));
}

/**
 * @param {Readings} readings
 * @returns {import('./figures.mjs').Aim[]}
 */
export function readingAims({ little, much }) {
  /** @param {(reading: Reading) => number} of @param {readonly Reading[]} series */
  const middle = (of, series) => median(series.map(of));
  return [
    {
      what: 'closure and digests of a module of 2,000 files',
      most: 0.4,
      measured: middle(({ first }) => first, little),
      unit: 's',
    },
    {
      what: 'the next nine images, beside the first',
      most: 1.2,
      measured: median(little.map(({ first, others }) => others / first)),
      unit: 'x',
    },
    {
      what: 'memory with 400 MB embedded, beside 1 MB',
      most: 1.2,
      measured: middle((each) => each.peak, much) / middle((each) => each.peak, little),
      unit: 'x',
    },
  ];
}
