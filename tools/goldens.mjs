#!/usr/bin/env node
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

/**
 * The stacks of the upgrade test, which are in TypeScript like everything that they use.
 *
 * @returns {typeof import('../test/upgrades/golden-files.js') & typeof import('../test/upgrades/synthesized.js')}
 */
function upgrades() {
  const require = createRequire(import.meta.url);
  require('ts-node/register/transpile-only');
  return { ...require('../test/upgrades/golden-files.ts'), ...require('../test/upgrades/synthesized.ts') };
}

/** Records what the stacks of the upgrade test synthesize to. What other versions have recorded is never touched. */
async function record() {
  const { currentVersion, RELEASED, synthesizedStacks } = upgrades();
  const version = currentVersion();
  const folder = join(RELEASED, version);
  const stacks = Object.entries(synthesizedStacks());
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, stack] of stacks) {
    const filepath = join(folder, `${name}.json`);
    const text = JSON.stringify(stack, undefined, 2);
    await writeFile(filepath, await format(text, { ...(await resolveConfig(filepath)), filepath }));
  }
  console.log(
    `recorded ${stacks.length} stacks as those of version ${version}; "git diff" shows what became of them`,
  );
}

await record();
