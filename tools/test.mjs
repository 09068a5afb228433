#!/usr/bin/env node
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportFailure, kitEnvironment, setUp } from './setup.mjs';
import { PROJECT } from './setup/project.mjs';
import { KIT_VERSION, withoutKit } from './setup/provider.mjs';

/**
 * @typedef {object} Count
 * @property {number} passed
 * @property {number} failed
 *
 * @typedef {object} Check
 * @property {string} name also the word that selects it: `npm test -- engine`
 * @property {boolean} [isAsked] runs only when it is asked for by its name
 * @property {() => Promise<Count>} run
 */

const BIN = join(PROJECT, 'node_modules', '.bin');
/** Tested as a program, by test/image/probe.test.ts. */
const PROBE = 'lib/image/probe';
const GO_MODULES = [
  ...['hello', 'fetch', 'limits', 'shop', 'version'].map((name) => `examples/${name}`),
  // Without the tag and C compiler that its index needs; with both in the gates of its image, by test/engine/recipes.test.ts.
  'examples/search',
  'test/engine/programs/tls-server',
  'lib/edge/agent',
  PROBE,
  'tools/offline/provider',
];

/**
 * @param {Record<string, string>} environment
 * @param {readonly string[]} files words in the paths of test files: only those run
 */
function checks(environment, files) {
  // One name for all caches, so that the standard library is compiled once and not once per module.
  const shared = { ...environment, GO_CONTAINERS_CACHE: 'tests' };
  /** @type {Check[]} */
  const all = [
    single('types', join(BIN, 'tsc'), ['--project', PROJECT]),
    single('lint', join(BIN, 'eslint'), [PROJECT]),
    single('format', join(BIN, 'prettier'), ['--check', '--log-level', 'warn', PROJECT]),
    single('build', process.execPath, [join(PROJECT, 'tools', 'build.mjs')]),
    single('api', join(BIN, 'api-extractor'), ['run']),
    ...GO_MODULES.map((module) => single(`go vet ${module}`, 'go', ['vet', './...'], join(PROJECT, module))),
    ...GO_MODULES.filter((module) => module !== PROBE).map((module) =>
      single(`go test ${module}`, 'go', ['test', './...'], join(PROJECT, module)),
    ),
    { name: 'unit', run: () => jest(['cdktf', 'cdktn'], ['--maxWorkers=2', ...files], {}) },
    // Two at a time: most of their time is waiting. More would only wait for each other's builds.
    { name: 'engine', run: () => jest(['engine'], ['--maxWorkers=2', ...files], shared) },
    { name: 'long', isAsked: true, run: () => jest(['long'], ['--runInBand', ...files], shared) },
  ];
  return all;
}

/**
 * @param {string} name
 * @param {string} program
 * @param {readonly string[]} args
 * @param {string} [cwd]
 * @returns {Check}
 */
function single(name, program, args, cwd = PROJECT) {
  return {
    name,
    run: async () =>
      (await passes(program, args, cwd, {})) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 },
  };
}

/**
 * @param {readonly string[]} projects
 * @param {readonly string[]} args
 * @param {Record<string, string>} environment
 * @returns {Promise<Count>}
 */
async function jest(projects, args, environment) {
  const folder = await mkdtemp(join(tmpdir(), 'go-containers-results-'));
  const file = join(folder, 'results.json');
  try {
    const select = ['--ci', '--selectProjects', ...projects, '--json', '--outputFile', file];
    await passes(join(BIN, 'jest'), [...args, ...select], PROJECT, environment);
    const results = JSON.parse(await readFile(file, 'utf8'));
    // A file that cannot even be loaded has no test that could fail.
    return {
      passed: results.numPassedTests,
      // A test that is switched off counts as failed: nothing is skipped silently.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites + results.numPendingTests,
    };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {string} cwd
 * @param {Record<string, string>} environment
 * @returns {Promise<boolean>}
 */
function passes(program, args, cwd, environment) {
  return new Promise((resolve) => {
    const child = spawn(program, [...args], {
      cwd,
      // With --json, jest says everything a second time on its standard output.
      stdio: ['ignore', args.includes('--json') ? 'ignore' : 'inherit', 'inherit'],
      env: { ...process.env, ...environment },
    });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.on('close', (status) => resolve(status === 0));
  });
}

async function test() {
  const { environment, terraform, realProvider } = await setUp({ kit: true });
  const forKit = kitEnvironment();
  const common = Object.fromEntries(Object.entries(environment).filter(([name]) => !(name in forKit)));
  const kit = {
    name: `offline kit ${KIT_VERSION}`,
    real: false,
    environment: { ...common, ...forKit },
  };
  const real = { name: `real ${realProvider}`, real: true, environment: { ...common, ...withoutKit() } };
  const providers = realProvider === undefined ? [kit] : [kit, real];
  console.log(
    realProvider === undefined
      ? 'engine tests run with the offline kit only: Terraform cannot have the real provider on this machine'
      : `engine tests run with both providers: the offline kit and the real ${realProvider}`,
  );
  const wanted = process.argv.slice(2);
  const variables = { ...common, GO_CONTAINERS_TEST_MACHINE: JSON.stringify({ terraform, providers }) };
  const total = { passed: 0, failed: 0 };
  // `npm test -- engine recorded` is the engine tests in files with "recorded" in their path.
  const names = checks(variables, []).map(({ name }) => name);
  const groups = wanted.filter((word) => names.some((name) => name.startsWith(word)));
  const files = wanted.filter((word) => !groups.includes(word));
  for (const { name, isAsked, run } of checks(variables, files)) {
    const isWanted = wanted.length > 0 ? groups.some((word) => name.startsWith(word)) : isAsked !== true;
    if (!isWanted) {
      if (wanted.length === 0) {
        console.log(`left out ${name}: it takes minutes; run it by "npm run ${name}"`);
      }
      continue;
    }
    const start = performance.now();
    const { passed, failed } = await run();
    total.passed += passed;
    total.failed += failed;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(
      `${failed === 0 ? 'ok    ' : 'FAILED'} ${name}: ${passed} passed, ${failed} failed (${seconds} s)`,
    );
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
}

await test().catch((error) => {
  reportFailure(error);
  // Whoever counts tests must not take a machine that could not be set up for a pass.
  console.log('0 passed, 1 failed');
});
