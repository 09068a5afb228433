#!/usr/bin/env node
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROUNDS, verdicts } from './bench/figures.mjs';
import { buildCommand, compileLibrary } from './bench/library.mjs';
import { run } from './process.mjs';
import { recipeAims } from './recipes/aims.mjs';
import { Bases } from './recipes/bases.mjs';
import { Builds } from './recipes/builds.mjs';
import { Ko } from './recipes/ko.mjs';
import { measure } from './recipes/measure.mjs';
import { RECIPES } from './recipes/recipe-list.mjs';
import { recipeReport } from './recipes/report.mjs';
import { stageImages } from './recipes/staged.mjs';
import { ourWay, textWay } from './recipes/way.mjs';
import { reportFailure, setUp } from './setup.mjs';
import { ensureBaseImages } from './setup/base-images.mjs';
import { SetupError, step } from './setup/report.mjs';

const ending = { isAsked: false };

/**
 * Builds every recipe as its text does it, as the library does it, and with ko; prints, judges, and leaves nothing behind. A missed
 * aim does not make it fail: it is no test.
 *
 * `npm run recipes -- --rounds 1 002` is a quick look at one recipe.
 */
async function recipes() {
  const start = performance.now();
  const { rounds, wanted } = asked();
  const { environment, engine: version, offlineBases } = await setUp();
  Object.assign(process.env, environment);
  await step('more bases', () => ensureBaseImages({ all: true }));
  await step('library', async () => {
    await compileLibrary();
    return { text: 'compiled to dist', value: undefined };
  });
  const command = await buildCommand();
  const builds = new Builds(command);
  const bases = await Bases.open(command);
  const ko = new Ko(command);
  const folder = await mkdtemp(join(tmpdir(), 'recipes-'));
  try {
    await step('ko', () => ko.install(folder, bases));
    const go = (await run('go', ['env', 'GOVERSION'], { GOTOOLCHAIN: 'local' })).toString('utf8').trim();
    console.log(
      `\nrecipes: an edit is the median of ${rounds}, after one that is not counted; cold is one build without any cache\n` +
        `  machine      ${availableParallelism()} processors, ${load()} before the start; what else runs on it is in the figures\n` +
        `  built with   Docker Engine ${version}, base images: ${offlineBases ? "the offline kit's" : 'the real ones'}; ` +
        `ko with ${go} of this machine`,
    );
    /** @type {import('./bench/figures.mjs').Aim[]} */
    const aims = [];
    for (const recipe of wanted) {
      console.log(`\n${recipe.id} ${recipe.title} (examples/${recipe.program})\n`);
      const workshop = { builds, bases, folder: await mkdtemp(join(folder, `${recipe.id}-`)) };
      const results = await measure(recipe, await waysOf(recipe, workshop, ko), {
        rounds,
        ending,
        log: console.log,
      });
      console.log(`\n${recipeReport(recipe.id, results)}\n  (${load()} at the end)`);
      aims.push(...recipeAims(recipe.id, results));
      await builds.clean();
    }
    console.log(`\naims\n${verdicts(aims)}`);
  } finally {
    await builds.clean();
    await ko.clean();
    await bases.clean();
    await rm(folder, { recursive: true, force: true });
  }
  console.log(`\ndone in ${((performance.now() - start) / 1000).toFixed(0)} s`);
}

function asked() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: 'string', default: String(ROUNDS) } },
  });
  const known = RECIPES.map(({ id }) => id);
  const unknown = positionals.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    throw new SetupError(`recipe "${unknown}" is not known; there are ${known.join(', ')}`);
  }
  if (!/^[1-9]\d?$/.test(values.rounds)) {
    throw new SetupError(`--rounds ${values.rounds} is no number of rounds; write 1 to 99`);
  }
  const wanted = RECIPES.filter(({ id }) => positionals.length === 0 || positionals.includes(id));
  return { rounds: Number(values.rounds), wanted };
}

/**
 * @param {import('./recipes/recipe-list.mjs').Recipe} recipe
 * @param {import('./recipes/way.mjs').Workshop} workshop
 * @param {Ko} ko
 */
async function waysOf(recipe, workshop, ko) {
  const ways = [];
  for (const row of recipe.texts) {
    ways.push(await textWay(workshop, recipe, row));
  }
  for (const staged of await stageImages(recipe, join(workshop.folder, 'out'))) {
    ways.push(await ourWay(workshop, recipe, staged));
  }
  ways.push(await ko.way(workshop, recipe));
  return ways;
}

function load() {
  return `load ${loadavg()[0]?.toFixed(1)}`;
}

function end() {
  ending.isAsked = true;
}

// The build that runs just now comes to its end, by itself or by the interrupt; then what was made for the table is removed.
process.once('SIGINT', end);
process.once('SIGTERM', end);
await recipes().catch(reportFailure);
