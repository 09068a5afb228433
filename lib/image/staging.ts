import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { BuildContext } from './build-context';

/** Where a stack keeps its build contexts, relative to its output folder. */
export const STAGING_FOLDER = 'images';

/**
 * Writes a build context to a folder of its own.
 *
 * The Dockerfile is written last and ends in the name of the image, which is a digest of all that is in the folder: one that
 * names the same image is complete and stays as it is.
 */
export function stage(context: BuildContext, folder: string): void {
  const dockerfile = `${context.dockerfile}\n# ${context.imageName}\n`;
  if (existsSync(folder)) {
    if (readIfThere(join(folder, 'Dockerfile')) === dockerfile) {
      return;
    }
    rmSync(folder, { recursive: true });
  }
  const made = new Set<string>();
  // Modes are set and not only asked for: the umask of whoever deploys must not reach the image.
  const makeDirectory = (path: string, mode = 0o755): void => {
    if (made.has(path)) {
      return;
    }
    made.add(path);
    if (path === '.') {
      // An embedded file may be one that only its owner can read: nobody else gets in here. The folder itself is not sent.
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return;
    }
    makeDirectory(posix.dirname(path));
    mkdirSync(join(folder, path));
    chmodSync(join(folder, path), mode);
  };
  const write = (path: string, content: string | Uint8Array, mode: number): void => {
    makeDirectory(posix.dirname(path));
    writeFileSync(join(folder, path), content);
    chmodSync(join(folder, path), mode);
  };
  for (const { path, mode } of context.directories) {
    makeDirectory(path, mode);
  }
  for (const { path, bytes, executable } of context.files) {
    write(path, bytes, executable ? 0o755 : 0o644);
  }
  write('Dockerfile', dockerfile, 0o644);
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
