import { byCodeUnit } from '../core/hash';
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

/** Go's `path.Match` for one element: `*`, `?`, `[a-z]`, `[^a-z]` and escapes. */
function globOf(pattern: string): (name: string) => boolean {
  const expression = pattern.replace(
    /\\(.)|\*|\?|\[\^?[^\]]*\]|[.+^${}()|\\]/g,
    (token, escaped?: string) => {
      if (escaped !== undefined) {
        return `\\${escaped}`;
      }
      if (token === '*') {
        return '[^/]*';
      }
      if (token === '?') {
        return '[^/]';
      }
      return token.startsWith('[') ? token : `\\${token}`;
    },
  );
  const glob = new RegExp(`^${expression}$`, 'u');
  return (name) => glob.test(name);
}
