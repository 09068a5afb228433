import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, posix } from 'node:path';
import { quote, ValidationError } from '../core/errors';
import { readFileOnce, type SourceFile, stampOf } from '../gomodule/source-file';
import { joined } from '../gomodule/source-tree';
import type { BuildContext } from './build-context';

/** What staging has to do with of a build context. */
export type StagedFiles = Pick<BuildContext, 'files' | 'directories'>;

/**
 * Makes a folder hold a build context and nothing else.
 *
 * What is there already, with the same bytes and mode, is not written again.
 */
export function stage(context: StagedFiles, folder: string): void {
  try {
    write(context, folder);
  } catch (error) {
    if (ValidationError.isValidationError(error)) {
      throw error;
    }
    throw new ValidationError(
      `the build context ${quote(folder)} cannot be written: ${(error as Error).message}; remove the folder, or make it writable`,
    );
  }
}

function write(context: StagedFiles, folder: string): void {
  const directories = directoriesOf(context);
  const files = new Set(context.files.map(({ path }) => path));
  // What a link leads to is not this library's: the link itself makes way.
  if (!(lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? true)) {
    rmSync(folder);
  }
  const found = entriesBelow(folder);
  for (const [path, kind] of found) {
    if (kind === 'directory' ? !directories.has(path) : kind !== 'file' || !files.has(path)) {
      rmSync(join(folder, path), { recursive: true, force: true });
      found.delete(path);
    }
  }
  // An embedded file may be one that only its owner can read: nobody else gets in here. The folder itself is not sent.
  mkdirSync(folder, { recursive: true });
  makeDirectory(folder, 0o700, true);
  // Modes are set and not only asked for: the umask of whoever deploys must not reach the image.
  for (const [path, mode] of directories) {
    makeDirectory(join(folder, path), mode, found.has(path));
  }
  for (const file of context.files) {
    makeFile(join(folder, file.path), file, found.has(file.path));
  }
}

/** Every directory of the context with its mode, each after the one that it is in. */
function directoriesOf({ files, directories }: StagedFiles): Map<string, number> {
  const modes = new Map<string, number>();
  const add = (path: string): void => {
    if (path !== '.' && !modes.has(path)) {
      add(posix.dirname(path));
      modes.set(path, 0o755);
    }
  };
  for (const { path, mode } of directories) {
    add(path);
    modes.set(path, mode);
  }
  files.forEach(({ path }) => {
    add(posix.dirname(path));
  });
  return modes;
}

/** What is below a folder, each after the directory that it is in; links are not followed. */
function entriesBelow(folder: string): Map<string, 'directory' | 'file' | 'other'> {
  const entries = new Map<string, 'directory' | 'file' | 'other'>();
  const walk = (path: string): void => {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
      const below = joined(path, entry.name);
      entries.set(below, entry.isDirectory() ? 'directory' : entry.isFile() ? 'file' : 'other');
      if (entry.isDirectory()) {
        walk(below);
      }
    }
  };
  if (existsSync(folder)) {
    walk('');
  }
  return entries;
}

function makeDirectory(path: string, mode: number, isThere: boolean): void {
  if (!isThere) {
    mkdirSync(path);
  }
  if (!isThere || (statSync(path).mode & 0o7777) !== mode) {
    chmodSync(path, mode);
  }
}

function makeFile(path: string, { executable, digest, content }: SourceFile, isThere: boolean): void {
  const mode = executable ? 0o755 : 0o644;
  const before = isThere ? readFileOnce(path) : undefined;
  if (before?.digest !== digest) {
    if (content.kind === 'text') {
      writeFileSync(path, content.text);
    } else {
      copyFileSync(content.absolutePath, path);
      if (stampOf(statSync(content.absolutePath)) !== content.stamp) {
        throw new ValidationError(
          `${quote(content.absolutePath)} was changed while the app was synthesized, after it had been read; synthesize again`,
        );
      }
    }
  }
  if (before?.digest !== digest || before.mode !== mode) {
    chmodSync(path, mode);
  }
}
