import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DeployedStack } from './deployed-stack';

/** A folder for each version, with a file for each stack. */
export const RELEASED = join(__dirname, 'released');

/** The version of the library that these sources are, or will be. */
export function currentVersion(): string {
  const text = readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

/** Every version that has goldens. */
export function recordedVersions(): string[] {
  return existsSync(RELEASED) ? readdirSync(RELEASED) : [];
}

/** The stacks as a version has synthesized them, by name. */
export function recordedStacks(version: string): Readonly<Record<string, DeployedStack>> {
  const folder = join(RELEASED, version);
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return Object.fromEntries(
    files.map((file) => [
      basename(file, '.json'),
      JSON.parse(readFileSync(join(folder, file), 'utf8')) as DeployedStack,
    ]),
  );
}
