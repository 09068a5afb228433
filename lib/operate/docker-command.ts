import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';

/**
 * A Docker command that can build with BuildKit.
 *
 * The first on the PATH may not: since release 23 it needs the buildx plugin, which some installations leave out, while
 * an older one behind it has BuildKit built in.
 */
export function buildKitCommand(path = process.env.PATH ?? ''): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, 'docker'))
    .find(canBuild);
}

function canBuild(command: string): boolean {
  const version = spawnSync(command, ['--version'], { encoding: 'utf8' });
  const major = Number(/version (\d+)\./.exec(version.stdout)?.[1] ?? 0);
  if (major === 0) {
    return false;
  }
  return major < 23 || spawnSync(command, ['buildx', 'version']).status === 0;
}
