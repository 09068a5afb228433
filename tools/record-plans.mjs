#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { reportFailure, setUp } from './setup.mjs';
import { PROJECT } from './setup/project.mjs';
import { SetupError } from './setup/report.mjs';

/** Records what the real provider plans for the stacks of test/engine/recorded-plans.test.ts. */
async function record() {
  const { environment, realProvider } = await setUp();
  if (realProvider === undefined) {
    throw new SetupError(
      'recording needs the real Docker provider, which Terraform cannot have on this machine',
    );
  }
  const script = join(PROJECT, 'tools', 'test.mjs');
  const { status } = spawnSync(process.execPath, [script, 'engine', 'recorded-plans'], {
    stdio: 'inherit',
    env: { ...process.env, ...environment, GO_CONTAINERS_RECORD_PLANS: 'true' },
  });
  process.exitCode = status ?? 1;
}

await record().catch(reportFailure);
