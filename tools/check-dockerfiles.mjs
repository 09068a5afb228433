#!/usr/bin/env node
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkByBuildKit } from './check-dockerfiles/buildkit.mjs';
import { checkByCheckov } from './check-dockerfiles/checkov.mjs';
import { judge } from './check-dockerfiles/findings.mjs';
import { renderAll } from './check-dockerfiles/rendered.mjs';
import { reportFailure } from './setup.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { step } from './setup/report.mjs';

/**
 * Lets BuildKit and Checkov look at every Dockerfile that the library renders for the recipes and for presets of every option.
 * What they find has to be explained in one line. It builds nothing, and leaves nothing behind but what pip and the Engine keep in
 * caches of their own.
 */
async function checkDockerfiles() {
  console.log('check-dockerfiles');
  const folder = await mkdtemp(join(tmpdir(), 'check-dockerfiles-'));
  try {
    await step('Node packages', ensurePackages);
    const { different } = await step('synthesis', async () => {
      const value = await renderAll(folder);
      const { recipes, presets, different } = value;
      return {
        text: `${recipes} Dockerfiles of recipes, ${presets} of presets, ${different.length} different`,
        value,
      };
    });
    const tools = await Promise.allSettled([
      step('BuildKit', () => checkByBuildKit(different, folder)),
      step('Checkov', () => checkByCheckov(different, folder)),
    ]);
    // Both have ended: what one of them still wrote would outlive the folder.
    const [byBuildKit, byCheckov] = tools.map(valueOf);
    if (byBuildKit === undefined && byCheckov === undefined) {
      throw new Error(
        'neither BuildKit nor Checkov is here, so nothing was checked: see why each was left out',
      );
    }
    const { table, problems } = judge([
      { tool: 'BuildKit', findings: byBuildKit },
      { tool: 'Checkov', findings: byCheckov },
    ]);
    console.log(`\n${table}`);
    if (problems.length > 0) {
      throw new Error(problems.join('\n'));
    }
    console.log('\nall that was found is explained');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @template T
 * @param {PromiseSettledResult<T>} result
 */
function valueOf(result) {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

// An interrupt ends the program that runs just now, and with it this, which then removes what was made for it.
process.once('SIGINT', () => undefined);
await checkDockerfiles().catch(reportFailure);
