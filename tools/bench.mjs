#!/usr/bin/env node
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { editAims, editReport, measureEdits, waysToBuild } from './bench/edits.mjs';
import { edgeAims, edgeReport, measureEdge } from './bench/edge.mjs';
import { Engine } from './bench/engine.mjs';
import { ROUNDS, verdicts } from './bench/figures.mjs';
import { buildCommand, compileLibrary, HELLO, stageImages } from './bench/library.mjs';
import { measureNoChange, noChangeAims, noChangeReport } from './bench/no-change.mjs';
import { measureReading, readingAims, readingReport } from './bench/reading.mjs';
import { measureReviews, reviewAims, reviewReport } from './bench/review.mjs';
import { measureSizes, sizeAims, sizeReport } from './bench/sizes.mjs';
import { measureSynth, synthAims, synthReport } from './bench/synth.mjs';
import { run } from './process.mjs';
import { reportFailure, setUp } from './setup.mjs';
import { step } from './setup/report.mjs';

/** Measures, prints, and leaves nothing behind. It judges its aims but is no test: a missed one does not make it fail. */
async function bench() {
  const start = performance.now();
  const found = await setUp();
  const { environment, engine: version, offlineBases } = found;
  Object.assign(process.env, environment);
  await step('library', async () => {
    await compileLibrary();
    return { text: 'compiled to dist', value: undefined };
  });
  const command = await step('builds with', async () => {
    const docker = await buildCommand();
    return { text: `BuildKit through ${docker}`, value: docker };
  });
  const go = (await run('go', ['env', 'GOVERSION'], { GOTOOLCHAIN: 'local' })).toString('utf8').trim();
  console.log(
    `\nbench: every figure is a median of ${ROUNDS}, after a round that is not counted\n` +
      `  machine      ${availableParallelism()} processors, load ${loadavg()[0]?.toFixed(1)} before the start; ` +
      'what else runs on it is in the figures\n' +
      `  built with   Docker Engine ${version}, base images: ${offlineBases ? "the offline kit's" : 'the real ones'}; ` +
      `${go} on this machine`,
  );

  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const engine = new Engine(command);
  try {
    const source = join(folder, 'hello');
    await cp(HELLO, source, { recursive: true });
    const staged = await stageImages(source, join(folder, 'out'));

    console.log('\n1. one-line edit of examples/hello to image (wall clock)\n');
    const ways = await waysToBuild(engine, staged.standard, folder);
    const edits = await measureEdits(ways, console.log);
    console.log(`\n${editReport(ways, edits)}`);

    console.log('\n2. sizes of the images (MB of 1,000,000 bytes)\n');
    const sizes = await measureSizes(engine, staged);
    console.log(sizeReport(sizes));

    console.log(
      '\n3. synth of compiled JavaScript, each in a fresh process and into an empty folder\n' +
        '   (processor seconds, user + system of all threads, as process.resourceUsage() tells them at the end)\n',
    );
    const synth = await measureSynth(environment);
    console.log(synthReport(synth));

    console.log('\n4. reading a module of 2,000 Go files, each in a fresh process (processor seconds)\n');
    const readings = await measureReading();
    console.log(readingReport(readings));

    console.log(
      '\n5. cdktf deploy and terraform plan of ten services that are deployed already (wall clock)\n',
    );
    const noChange = await measureNoChange(join(folder, 'no-change'), found, staged.standard.builder);
    console.log(noChangeReport(noChange));

    console.log(
      '\n6. review of a plan, as the command does it, each in a fresh process (processor seconds)\n',
    );
    const reviews = await measureReviews();
    console.log(reviewReport(reviews));

    console.log(
      '\n7. eight clients without a pause, of one container: by its own address and by the edge (wall clock)\n',
    );
    await setUp({ edge: true });
    const edge = await measureEdge(environment);
    console.log(edgeReport(edge));

    const aims = [
      ...editAims(edits),
      ...sizeAims(sizes),
      ...synthAims(synth),
      ...readingAims(readings),
      ...noChangeAims(noChange),
      ...reviewAims(reviews),
      ...edgeAims(edge),
    ];
    console.log(`\naims\n${verdicts(aims)}`);
  } finally {
    await engine.clean();
    await rm(folder, { recursive: true, force: true });
  }
  console.log(`\ndone in ${((performance.now() - start) / 1000).toFixed(0)} s`);
}

// An interrupt ends the program that runs just now, and with it the bench, which then removes what it made.
process.once('SIGINT', () => undefined);
await bench().catch(reportFailure);
