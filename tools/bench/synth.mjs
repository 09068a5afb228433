import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../process.mjs';
import { median, range, ROUNDS, table } from './figures.mjs';

const APP = fileURLToPath(new URL('synth-app.mjs', import.meta.url));

/** What is synthesized, by the app's argument, and the seconds that it may cost. */
const CASES = [
  { count: 'none', title: 'empty stack, only cdktf' },
  { count: 'bare-100', title: 'the same 100 + 100 by the bindings alone' },
  { count: '100', title: '100 images + 100 services', most: 0.6 },
  { count: 'bare-1000', title: 'the same 1,000 + 1,000 by the bindings alone' },
  { count: '1000', title: '1,000 images + 1,000 services', most: 3 },
];

/** The points that the app tells, in their order, each with the heading of what came before it. */
const SPLIT = [
  ['node', 'node'],
  ['cdktf', 'cdktf'],
  ['library', 'library'],
  ['constructed', 'construct'],
  ['exit', 'synth'],
];

/** @typedef {Record<string, number>} Used processor seconds by point; `user` and `system` of the last one */

/**
 * @param {Readonly<Record<string, string>>} environment
 * @returns {Promise<Map<string, Used[]>>} by count
 */
export async function measureSynth(environment) {
  const runs = new Map(CASES.map(({ count }) => [count, /** @type {Used[]} */ ([])]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { count } of CASES) {
      const used = await synthesize(count, environment);
      // The first one only brings the files into memory.
      if (round > 0) runs.get(count)?.push(used);
    }
  }
  return runs;
}

/**
 * In a process of its own, into an empty folder.
 *
 * @param {string} count
 * @param {Readonly<Record<string, string>>} environment
 * @returns {Promise<Used>}
 */
async function synthesize(count, environment) {
  const folder = await mkdtemp(join(tmpdir(), 'bench-synth-'));
  try {
    return JSON.parse((await run(process.execPath, [APP, count, folder], environment)).toString('utf8'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {Map<string, Used[]>} runs */
export function synthReport(runs) {
  const rows = CASES.map(({ count, title }) => {
    const series = runs.get(count) ?? [];
    const totals = series.map(total);
    const ofKind = (/** @type {string} */ kind) =>
      median(series.map((used) => used[kind] ?? Number.NaN)).toFixed(2);
    const parts = SPLIT.map(([point = '']) => part(series, point));
    return [title, median(totals).toFixed(2), range(totals), ofKind('user'), ofKind('system'), ...parts];
  });
  const headings = SPLIT.map(([, heading = '']) => heading);
  return [
    table([['', 'median s', 'min - max', 'user', 'system', ...headings], ...rows]),
    '  node, cdktf, library: start and load; construct: new GoImage, new Service; synth: app.synth() and what it writes',
  ].join('\n');
}

/** @param {Used} used */
function total(used) {
  return used.exit ?? Number.NaN;
}

/**
 * The seconds between a point and the one before it that was reached.
 *
 * @param {readonly Used[]} series
 * @param {string} point
 */
function part(series, point) {
  const points = SPLIT.map(([name = '']) => name).filter((name) => name in (series[0] ?? {}));
  const before = points[points.indexOf(point) - 1];
  if (!points.includes(point)) {
    return '-';
  }
  const spent = series.map((used) => (used[point] ?? 0) - (before === undefined ? 0 : (used[before] ?? 0)));
  return median(spent).toFixed(2);
}

/**
 * @param {Map<string, Used[]>} runs
 * @returns {import('./figures.mjs').Aim[]}
 */
export function synthAims(runs) {
  return CASES.flatMap(({ count, title, most }) =>
    most === undefined
      ? []
      : [
          {
            what: `synth of ${title}`,
            most,
            measured: median((runs.get(count) ?? []).map(total)),
            unit: 's',
          },
        ],
  );
}
