import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../process.mjs';
import { PROJECT } from './project.mjs';

const STAMP = join(PROJECT, 'node_modules', '.cdktf-go-containers-lock');

/** Installs exactly what the lock file names, unless that is what is there. */
export async function ensurePackages() {
  const digest = createHash('sha256')
    .update(await readFile(join(PROJECT, 'package-lock.json')))
    .digest('hex');
  if ((await readFile(STAMP, 'utf8').catch(() => '')) === digest) {
    return { text: 'as in the lock file', value: undefined };
  }
  await run('npm', ['--prefix', PROJECT, 'ci', '--no-audit', '--no-fund'], {}, { cwd: PROJECT });
  await writeFile(STAMP, digest);
  return { text: 'installed from the lock file', value: undefined };
}
