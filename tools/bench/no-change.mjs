import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../process.mjs';
import { PROJECT } from '../setup/project.mjs';
import { seconds } from './engine.mjs';
import { median, range, ratio, ROUNDS, table } from './figures.mjs';

const APP = fileURLToPath(new URL('no-change-app.mjs', import.meta.url));
/** As the app names it. */
const IMAGE = 'bench-no-change';
const COUNT = 10;
/** As a share of what the provider's bindings alone take. */
const MOST = 1.5;

/** What is timed, for each kind of stack. */
const KINDS = [
  { kind: 'library', title: 'this library' },
  { kind: 'bare', title: 'the bindings alone' },
];
const STEPS = ['deploy', 'plan'];

/** @typedef {Map<string, number[]>} Times seconds by kind and step: `bare deploy` */

/**
 * Deploys ten services in two ways, and again and again without a change.
 *
 * @param {string} folder of its own
 * @param {{ terraform: string, environment: Record<string, string> }} setUp
 * @param {string} image that the Engine has
 * @returns {Promise<Times>}
 */
export async function measureNoChange(folder, { terraform, environment }, image) {
  const variables = { ...environment, BENCH_IMAGE: image, FORCE_COLOR: '0' };
  const places = KINDS.map(({ kind }) => ({ kind, cwd: join(folder, kind) }));
  for (const { kind, cwd } of places) {
    await mkdir(cwd, { recursive: true });
    const app = [process.execPath, APP, kind, `${COUNT}`, join(cwd, 'state')].map((word) => `"${word}"`);
    await writeFile(
      join(cwd, 'cdktf.json'),
      JSON.stringify({
        language: 'typescript',
        app: app.join(' '),
        projectId: kind,
        sendCrashReports: 'false',
      }),
    );
  }
  /** @type {Times} */
  const times = new Map();
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const { kind, cwd } of places) {
        const stackFolder = join(cwd, 'cdktf.out', 'stacks', `bench-${kind}`);
        const deploy = await seconds(() => cdktf('deploy', kind, cwd, variables));
        const plan = await seconds(() =>
          // Exits with 2, and so fails, when there is anything to change.
          run(terraform, ['plan', '-detailed-exitcode', '-input=false'], variables, { cwd: stackFolder }),
        );
        // The first deploy makes everything.
        if (round > 0) {
          note(times, `${kind} deploy`, deploy);
          note(times, `${kind} plan`, plan);
        }
      }
    }
  } finally {
    for (const { kind, cwd } of places) {
      await cdktf('destroy', kind, cwd, variables, ['--parallelism', '1']);
    }
    await removeImages();
  }
  return times;
}

/** A stack leaves its images on the Engine. */
async function removeImages() {
  const label = `label=cdktf-go-containers.image=${IMAGE}`;
  const ids = (await run('docker', ['image', 'ls', '--quiet', '--filter', label])).toString('utf8');
  for (const id of new Set(ids.split('\n').filter(Boolean))) {
    await run('docker', ['image', 'rm', '--force', id]);
  }
}

/**
 * @param {'deploy' | 'destroy'} verb
 * @param {string} kind
 * @param {string} cwd
 * @param {Record<string, string>} environment
 * @param {string[]} [options]
 */
async function cdktf(verb, kind, cwd, environment, options = []) {
  const command = join(PROJECT, 'node_modules', '.bin', 'cdktf');
  await run(
    command,
    [verb, `bench-${kind}`, '--auto-approve', '--skip-provider-lock', ...options],
    environment,
    { cwd },
  );
}

/**
 * @param {Times} times
 * @param {string} name
 * @param {number} value
 */
function note(times, name, value) {
  times.set(name, [...(times.get(name) ?? []), value]);
}

/** @param {Times} times */
export function noChangeReport(times) {
  const of = (/** @type {string} */ name) => times.get(name) ?? [];
  return table([
    ['', ...STEPS.flatMap((step) => [`${step} s`, 'min - max'])],
    ...KINDS.map(({ kind, title }) => [
      title,
      ...STEPS.flatMap((step) => [median(of(`${kind} ${step}`)).toFixed(2), range(of(`${kind} ${step}`))]),
    ]),
  ]);
}

/**
 * @param {Times} times
 * @returns {import('./figures.mjs').Aim[]}
 */
export function noChangeAims(times) {
  return STEPS.map((step) => ({
    what: `${step} of ${COUNT} services without a change, beside the bindings alone`,
    most: MOST,
    measured: ratio(times.get(`library ${step}`) ?? [], times.get(`bare ${step}`) ?? []).ofMedians,
    unit: 'x',
  }));
}
