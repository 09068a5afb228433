#!/usr/bin/env node
import { chmodSync, cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './process.mjs';
import { PROJECT } from './setup/project.mjs';

/** The compiled package in `dist`, with the Go sources of its own programs beside the code that sends them to the builder. */
rmSync(join(PROJECT, 'dist'), { recursive: true, force: true });
const compiler = join(PROJECT, 'node_modules', 'typescript', 'bin', 'tsc');
await run(process.execPath, [compiler, '--project', join(PROJECT, 'tsconfig.build.json')]);
for (const program of [join('lib', 'image', 'probe'), join('lib', 'edge', 'agent')]) {
  cpSync(join(PROJECT, program), join(PROJECT, 'dist', program), {
    recursive: true,
    filter: (path) => !path.endsWith('_test.go'),
  });
}
// A package manager does it for a package that it installs; in a checkout nobody does.
chmodSync(join(PROJECT, 'dist', 'bin', 'go-containers.js'), 0o755);
