#!/usr/bin/env node
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './process.mjs';
import { PROJECT } from './setup/project.mjs';

/** The compiled package in `dist`, with the probe's Go source beside the code that sends it to the builder. */
rmSync(join(PROJECT, 'dist'), { recursive: true, force: true });
const compiler = join(PROJECT, 'node_modules', 'typescript', 'bin', 'tsc');
await run(process.execPath, [compiler, '--project', join(PROJECT, 'tsconfig.build.json')]);
const probe = join('lib', 'image', 'probe');
cpSync(join(PROJECT, probe), join(PROJECT, 'dist', probe), { recursive: true });
