import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';

/**
 * The absolute path of a source directory.
 *
 * A relative one counts from the directory of the nearest cdktf.json at the working directory or above it, so that it
 * means the same wherever a command is started; without any, from the working directory.
 */
export function absoluteSource(source: string): string {
  return isAbsolute(source) ? resolve(source) : resolve(projectDirectory(process.cwd()), source);
}

function projectDirectory(start: string): string {
  for (let directory = start; ; directory = dirname(directory)) {
    if (existsSync(join(directory, 'cdktf.json'))) {
      return directory;
    }
    if (directory === dirname(directory)) {
      return start;
    }
  }
}
