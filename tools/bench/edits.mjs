import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../process.mjs';
import { seconds } from './engine.mjs';
import { median, range, ratio, ROUNDS, table } from './figures.mjs';
import { HELLO } from './library.mjs';

const GREETING = 'Hello from Go!';
/** No text of one run is that of another: every build has to compile. */
const RUN = Date.now().toString(36);

/** @param {string} name */
export const dockerfile = (name) => fileURLToPath(new URL(`${name}.Dockerfile`, import.meta.url));

/**
 * One way from an edited source to a result.
 *
 * @typedef {object} Way
 * @property {string} key
 * @property {string} title
 * @property {string} source directory of main.go
 * @property {(round: number) => Promise<number>} build gives the seconds that it took
 */

/**
 * The four ways, each with a copy of the program of its own.
 *
 * @param {import('./engine.mjs').Engine} engine
 * @param {import('./library.mjs').StagedImage} staged
 * @param {string} folder for the copies
 * @returns {Promise<Way[]>}
 */
export async function waysToBuild(engine, staged, folder) {
  const args = { BUILDER: staged.builder, RUNTIME: staged.base };
  /** @param {string} name @param {Omit<import('./engine.mjs').Build, 'tag'>} build */
  const image = (name, build) => async (/** @type {number} */ round) => {
    const took = await engine.build({ ...build, tag: imageTag(name, round) });
    // The last one stays for the sizes.
    if (round > 0) await engine.remove(imageTag(name, round - 1));
    return took;
  };
  const single = await copyOfHello(join(folder, 'single'));
  const multi = await copyOfHello(join(folder, 'multi'));
  const host = await copyOfHello(join(folder, 'host'));
  const ours = { context: staged.folder, dockerfile: join(staged.folder, 'Dockerfile') };
  const singleStage = {
    context: single,
    dockerfile: dockerfile('single-stage'),
    args: { BUILDER: args.BUILDER },
  };
  const multiStage = { context: multi, dockerfile: dockerfile('multi-stage'), args };
  return [
    {
      key: 'a',
      title: 'this library: its staged context and Dockerfile',
      source: join(staged.folder, 'src'),
      build: image('ours', ours),
    },
    { key: 'b', title: 'single-stage Dockerfile', source: single, build: image('single-stage', singleStage) },
    {
      key: 'c',
      title: 'multi-stage Dockerfile, no cache mounts',
      source: multi,
      build: image('multi-stage', multiStage),
    },
    { key: 'd', title: 'go build on this machine, no image', source: host, build: () => goBuild(host) },
  ];
}

/** @param {string} folder */
async function copyOfHello(folder) {
  await cp(HELLO, folder, { recursive: true });
  return folder;
}

/** @param {string} name @param {number} [round] by default the last */
export function imageTag(name, round = ROUNDS) {
  return `bench-${name}:${process.pid}-${round}`;
}

/**
 * The flags of the library's own build; the round before the first measured one has warmed the cache.
 *
 * @param {string} folder
 */
function goBuild(folder) {
  const flags = ['-trimpath', '-buildvcs=false', '-ldflags', '-s -w', '-o', join(folder, 'hello')];
  return seconds(() =>
    run('go', ['build', ...flags, '.'], { CGO_ENABLED: '0', GOTOOLCHAIN: 'local' }, { cwd: folder }),
  );
}

/**
 * Measures the ways in turns, so that whatever else the machine does hits all of them alike.
 *
 * @param {readonly Way[]} ways
 * @param {(line: string) => void} log
 * @returns {Promise<Map<string, number[]>>} seconds by key
 */
export async function measureEdits(ways, log) {
  const series = new Map(ways.map(({ key }) => [key, /** @type {number[]} */ ([])]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    const line = [];
    for (const { key, source, build } of ways) {
      await edit(join(source, 'main.go'), round);
      const took = await build(round);
      line.push(`${key} ${took.toFixed(2)}`);
      if (round > 0) series.get(key)?.push(took);
    }
    log(`  ${(round === 0 ? 'warm-up' : `round ${round}`).padEnd(8)} ${line.join('   ')} s`);
  }
  return series;
}

/**
 * Changes the greeting, and nothing else.
 *
 * @param {string} file
 * @param {number} round
 */
async function edit(file, round) {
  const original = await readFile(join(HELLO, 'main.go'), 'utf8');
  const edited = original.replace(GREETING, `${GREETING.slice(0, -1)}, edit ${RUN}-${round}!`);
  if (edited === original) {
    throw new Error(
      `examples/hello/main.go does not say "${GREETING}" any more: the benchmark must follow it`,
    );
  }
  await writeFile(file, edited);
}

/**
 * @param {readonly Way[]} ways
 * @param {Map<string, number[]>} series
 */
export function editReport(ways, series) {
  const of = (/** @type {string} */ key) => series.get(key) ?? [];
  const rows = ways.map(({ key, title }) => [`${key}  ${title}`, median(of(key)).toFixed(2), range(of(key))]);
  /** @param {string} other @param {string} one */
  const compare = (other, one) => {
    const { ofMedians, rounds } = ratio(of(other), of(one));
    const absolute = `${median(of(other)).toFixed(2)} s / ${median(of(one)).toFixed(2)} s`;
    return [`${other} / ${one}`, ofMedians.toFixed(1), range(rounds, 1), absolute];
  };
  return [
    table([['', 'median s', 'min - max'], ...rows]),
    '',
    table([['', 'ratio', 'min - max', 'seconds'], compare('b', 'a'), compare('c', 'a'), compare('a', 'd')]),
  ].join('\n');
}

/**
 * @param {Map<string, number[]>} series
 * @returns {import('./figures.mjs').Aim[]}
 */
export function editAims(series) {
  const { ofMedians } = ratio(series.get('b') ?? [], series.get('a') ?? []);
  return [{ what: 'one-line edit: single-stage / this library', least: 15, measured: ofMedians, unit: 'x' }];
}
