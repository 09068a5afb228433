import { byCodeUnit } from '../core/hash';
import { globOf } from './glob';
import { joined, type SourceTree } from './source-tree';

/**
 * The files that an embed pattern of the package in `directory` takes.
 *
 * A directory means all files below it but those that begin with `.` or `_`; with the prefix `all:` those too (Go's
 * `embed` documentation).
 */
export function embeddedFiles(tree: SourceTree, directory: string, pattern: string): string[] {
  const all = pattern.startsWith('all:');
  const parts = (all ? pattern.slice('all:'.length) : pattern).split('/');
  let found = [directory];
  for (const part of parts) {
    const matches = part === '.' ? (name: string) => name === '.' : globOf(part);
    found = found.flatMap((path) =>
      part === '.'
        ? [path]
        : tree
            .list(path)
            .filter((entry) => matches(entry.name))
            .map((entry) => joined(path, entry.name)),
    );
  }
  return found.flatMap((path) => filesBelow(tree, path, all)).sort(byCodeUnit);
}

function filesBelow(tree: SourceTree, path: string, all: boolean): string[] {
  if (!tree.isDirectory(path)) {
    return [path];
  }
  return tree
    .list(path)
    .filter(({ name }) => all || !/^[._]/.test(name))
    .filter(({ name, directory }) => !directory || !tree.isFile(joined(joined(path, name), 'go.mod')))
    .flatMap(({ name }) => filesBelow(tree, joined(path, name), all));
}
