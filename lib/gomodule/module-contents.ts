import { realpathSync } from 'node:fs';
import { quote } from '../core/errors';
import { readProblem } from './read-problem';
import { joined, type SourceTree } from './source-tree';

/** Folders of version control, which no module contains. */
export const VERSION_CONTROL = new Set(['.bzr', '.git', '.hg', '.svn']);

/** Everything below a directory, as far as it can be read. */
export interface Contents {
  readonly files: readonly string[];
  /** Directories that cannot be gone into, and why. */
  readonly problems: readonly { readonly path: string; readonly problem: string }[];
}

/**
 * Every file below a directory of a module, but for version control, modules below it, and what `leaveOut` names.
 *
 * @param leaveOut absolute paths of directories
 */
export function contentsOf(tree: SourceTree, directory: string, leaveOut: readonly string[] = []): Contents {
  const isNested = (path: string): boolean => tree.isFile(joined(path, 'go.mod'));
  return walkAll(tree, directory, leaveOut, isNested);
}

/** Every file of a tree, modules below it too, but for version control and what `leaveOut` names. */
export function everythingIn(
  tree: SourceTree,
  directory: string,
  leaveOut: readonly string[] = [],
): Contents {
  return walkAll(tree, directory, leaveOut, () => false);
}

/** What the tests of the package in a directory find in its `testdata`: modules too, which some tests work on. */
export function testDataOf(tree: SourceTree, directory: string): readonly string[] {
  return walkAll(tree, joined(directory, 'testdata'), [], () => false).files;
}

function walkAll(
  tree: SourceTree,
  directory: string,
  leaveOut: readonly string[],
  isNested: (path: string) => boolean,
): Contents {
  const excluded = new Set(leaveOut.flatMap(realPath));
  const files: string[] = [];
  const problems: { path: string; problem: string }[] = [];
  const walk = (path: string, above: readonly string[]): void => {
    const real = tree.realDirectory(path);
    if (excluded.has(real)) {
      return;
    }
    if (above.includes(real)) {
      problems.push({
        path,
        problem: `${quote(tree.absolute(path))} is a link that leads back to a directory that it is in; take it out`,
      });
      return;
    }
    for (const { name, kind } of tree.list(path)) {
      const below = joined(path, name);
      if (kind === 'file') {
        files.push(below);
      } else if (kind === 'directory' && !VERSION_CONTROL.has(name) && !isNested(below)) {
        tryTo(below, [...above, real]);
      }
    }
  };
  const tryTo = (path: string, above: readonly string[]): void => {
    try {
      walk(path, above);
    } catch (error) {
      problems.push({ path, problem: readProblem(error) });
    }
  };
  if (tree.isDirectory(directory)) {
    tryTo(directory, []);
  }
  return { files, problems };
}

function realPath(path: string): string[] {
  try {
    return [realpathSync.native(path)];
  } catch {
    return [];
  }
}
