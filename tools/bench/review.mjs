import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../process.mjs';
import { PROJECT } from '../setup/project.mjs';
import { median, megabytes, range, ROUNDS, table } from './figures.mjs';

const APP = fileURLToPath(new URL('review-app.mjs', import.meta.url));
/** A plan that real Terraform made: an image and its container are replaced. */
const RECORDED = join(PROJECT, 'test/review/plans/docs/base-image-bumped.json');
const RESOURCES = 1_000;
/** Blanks fill it up to there. */
const BYTES = 10_000_000;
const FORMATS = ['text', 'markdown', 'json', 'sarif'];

/**
 * @typedef {object} Cost
 * @property {number} seconds of processors
 * @property {number} peak bytes of memory
 *
 * @typedef {object} ReviewCosts
 * @property {number} resources
 * @property {number} bytes of JSON
 * @property {Readonly<Record<string, readonly Cost[]>>} byFormat
 */

/** @returns {Promise<ReviewCosts>} */
export async function measureReviews() {
  const folder = await mkdtemp(join(tmpdir(), 'bench-review-'));
  try {
    const { resources, text } = largePlan(await readFile(RECORDED, 'utf8'));
    const plan = join(folder, 'plan.json');
    await writeFile(plan, text);
    /** @type {Record<string, Cost[]>} */
    const byFormat = Object.fromEntries(FORMATS.map((format) => [format, []]));
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const format of FORMATS) {
        const cost = await reviewed(plan, format, join(folder, 'costs.json'));
        // The first one only brings the files into memory.
        if (round > 0) {
          byFormat[format]?.push(cost);
        }
      }
    }
    return { resources, bytes: text.length, byFormat };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} plan
 * @param {string} format
 * @param {string} costs
 * @returns {Promise<Cost>}
 */
async function reviewed(plan, format, costs) {
  await run(process.execPath, [
    ...[APP, costs, 'review', '--plan', plan],
    ...['--format', format, '--fail-on', 'never'],
  ]);
  return JSON.parse(await readFile(costs, 'utf8'));
}

/**
 * The recorded plan so many times over that it has a thousand resources, each time with other names.
 *
 * @param {string} recorded
 */
function largePlan(recorded) {
  const plan = JSON.parse(recorded);
  const times = Math.ceil(RESOURCES / plan.resource_changes.length);
  /** @param {Record<string, unknown>} holder @param {string} member */
  const repeat = (holder, member) => {
    const list = JSON.stringify(holder[member] ?? []);
    holder[member] = Array.from({ length: times }, (_, index) =>
      JSON.parse(
        list
          .replace(/\b(docker_\w+|terraform_data)\.([\w-]+)/g, `$1.$2_${index}`)
          .replace(/"name":"([\w-]+)","provider/g, `"name":"$1_${index}","provider`),
      ),
    ).flat();
  };
  repeat(plan, 'resource_changes');
  repeat(plan, 'resource_drift');
  repeat(plan.planned_values.root_module, 'resources');
  repeat(plan.prior_state.values.root_module, 'resources');
  repeat(plan.configuration.root_module, 'resources');
  return { resources: plan.resource_changes.length, text: JSON.stringify(plan).padEnd(BYTES) };
}

/** @param {ReviewCosts} costs */
export function reviewReport({ resources, bytes, byFormat }) {
  return [
    `  ${resources} resources, ${megabytes(bytes)} MB of JSON`,
    table([
      ['', 'median s', 'min - max', 'most memory'],
      ...Object.entries(byFormat).map(([format, series]) => [
        format,
        median(series.map(({ seconds }) => seconds)).toFixed(2),
        range(series.map(({ seconds }) => seconds)),
        `${megabytes(median(series.map(({ peak }) => peak)))} MB`,
      ]),
    ]),
  ].join('\n');
}

/**
 * @param {ReviewCosts} costs
 * @returns {import('./figures.mjs').Aim[]}
 */
export function reviewAims({ byFormat }) {
  const markdown = byFormat.markdown ?? [];
  return [
    {
      what: 'review of a plan of 1,000 resources',
      most: 1,
      measured: median(markdown.map(({ seconds }) => seconds)),
      unit: 's',
    },
    {
      what: 'memory of it',
      most: 300,
      measured: median(markdown.map(({ peak }) => peak)) / 1e6,
      unit: 'MB',
    },
  ];
}
