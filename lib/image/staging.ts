import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { BuildContext } from './build-context';

/** Where a stack keeps its build contexts, relative to its output folder. */
export const STAGING_FOLDER = 'images';

/** Writes a build context to an empty directory; one that holds the same image already stays as it is. */
export function stage(context: BuildContext, directory: string): void {
  const mark = `${directory}.image`;
  if (readText(mark) === context.imageName) {
    return;
  }
  rmSync(mark, { force: true });
  rmSync(directory, { recursive: true, force: true });
  const made = new Set<string>();
  // Modes are set and not only asked for: the umask of whoever deploys must not reach the image.
  const makeDirectory = (path: string, mode = 0o755): void => {
    if (made.has(path)) {
      return;
    }
    made.add(path);
    if (path !== '.') {
      makeDirectory(posix.dirname(path));
    }
    mkdirSync(join(directory, path), { recursive: true });
    chmodSync(join(directory, path), mode);
  };
  const write = (path: string, content: string | Uint8Array, mode: number): void => {
    makeDirectory(posix.dirname(path));
    writeFileSync(join(directory, path), content);
    chmodSync(join(directory, path), mode);
  };
  for (const { path, mode } of context.directories) {
    makeDirectory(path, mode);
  }
  for (const { path, bytes, executable } of context.files) {
    write(path, bytes, executable ? 0o755 : 0o644);
  }
  write('Dockerfile', context.dockerfile, 0o644);
  writeFileSync(mark, context.imageName);
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
