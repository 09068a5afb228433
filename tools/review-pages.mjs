#!/usr/bin/env node
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PROJECT } from './setup/project.mjs';

/**
 * The pages, which are made in TypeScript like everything that they show.
 *
 * @returns {typeof import('../test/review/documentation/compared-page.js') & typeof import('../test/review/documentation/rule-examples.js')}
 */
function documentation() {
  const require = createRequire(import.meta.url);
  require('ts-node/register/transpile-only');
  return {
    ...require('../test/review/documentation/compared-page.ts'),
    ...require('../test/review/documentation/rule-examples.ts'),
  };
}

/** Writes what the pages on the review show of it today. */
async function write() {
  const { COMPARED_PAGE, comparedPage, RULES_PAGE, withExamples } = documentation();
  const rules = join(PROJECT, RULES_PAGE);
  await writeFile(rules, withExamples(await readFile(rules, 'utf8')));
  await writeFile(join(PROJECT, COMPARED_PAGE), comparedPage());
  console.log(`wrote ${RULES_PAGE} and ${COMPARED_PAGE}; "git diff" shows what became of them`);
}

await write();
