#!/usr/bin/env node
import { createRequire } from 'node:module';
import { reportFailure, setUp } from './setup.mjs';
import { SetupError } from './setup/report.mjs';

/**
 * The cases and what records them, which are in TypeScript like everything that they use.
 *
 * @returns {typeof import('../test/review/recording/record.js')}
 */
function recording() {
  const require = createRequire(import.meta.url);
  require('ts-node/register/transpile-only');
  return require('../test/review/recording/record.ts');
}

/**
 * Records the plans that the review is tested with: real ones, of Terraform and the real Docker provider.
 *
 * `npm run record-reviews -- CR-DATA` records those whose names begin so.
 */
async function record() {
  const start = performance.now();
  const { environment, terraform, realProvider } = await setUp();
  if (realProvider === undefined) {
    throw new SetupError(
      'recording needs the real Docker provider, which Terraform cannot have on this machine',
    );
  }
  const provider = { name: `real ${realProvider}`, real: true, environment };
  Object.assign(process.env, environment, {
    GO_CONTAINERS_TEST_MACHINE: JSON.stringify({ terraform, providers: [provider] }),
  });
  const count = recording().recordReviews(process.argv.slice(2), console.log);
  const seconds = ((performance.now() - start) / 1_000).toFixed(0);
  console.log(`recorded ${count} plans in ${seconds} s; "git diff" shows what became of them`);
}

await record().catch(reportFailure);
