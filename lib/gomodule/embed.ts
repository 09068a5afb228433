import { globOf } from './glob';
import { VERSION_CONTROL } from './module-contents';
import { joined, nameOf, type SourceTree, type TreeEntry } from './source-tree';

/** What an embed pattern takes, or why Go refuses it. */
export interface Embedded {
  readonly files: readonly string[];
  /** Continues a sentence that begins with the pattern. */
  readonly problem?: string;
}

/**
 * The files that an embed pattern of the package in `directory` takes.
 *
 * A directory means all files below it but those that begin with `.` or `_`; with the prefix `all:` those too. As for the Go
 * command, links and nested modules do not count (cmd/go/internal/load, resolveEmbed).
 */
export function embeddedFiles(tree: SourceTree, directory: string, pattern: string): Embedded {
  const all = pattern.startsWith('all:');
  const glob = all ? pattern.slice('all:'.length) : pattern;
  const parts = glob.split('/');
  if (parts.some((part) => ['', '.', '..'].includes(part))) {
    return refused('must be a path below its package, without "." and ".."');
  }
  const globs = parts.map(globOf);
  if (!globs.every((each) => each !== undefined)) {
    return refused("is malformed; write it as Go's path.Match takes it");
  }
  let found = [directory];
  for (const matches of globs) {
    found = found.flatMap((path) =>
      tree
        .list(path)
        .filter(({ name }) => matches(name))
        .map(({ name }) => joined(path, name)),
    );
  }
  const problem = found.map((path) => problemOf(tree, directory, path)).find((each) => each !== undefined);
  if (problem !== undefined) {
    return refused(problem);
  }
  const taken = found.map((path) => ({ path, below: filesBelow(tree, path, all) }));
  const files = [...new Set(taken.flatMap(({ below }) => below))];
  const bad = files.find((path) => isBadName(path));
  const empty = taken.find(({ below }) => below.length === 0);
  return bad !== undefined
    ? refused(`takes ${bad}, ${BAD_NAME}`)
    : files.length === 0 && !empty
      ? refused('matches no file; make the file, or take the pattern out')
      : empty
        ? refused(
            `takes the directory ${empty.path}, which has no file that can be embedded; use "all:" for hidden ones`,
          )
        : { files };
}

const BAD_NAME = 'which has a name that no file of a module can have; rename it';

function refused(problem: string): Embedded {
  return { files: [], problem };
}

/** Why Go does not embed what a pattern names. */
function problemOf(tree: SourceTree, directory: string, path: string): string | undefined {
  const relative = directory === '' ? path : path.slice(directory.length + 1);
  let current = directory;
  for (const name of relative.split('/')) {
    current = joined(current, name);
    const entry = tree.find(current);
    if (entry?.kind === 'directory' && tree.isFile(joined(current, 'go.mod'))) {
      return `takes ${path}, which is in another module`;
    }
    if (entry?.link === true || entry?.kind === 'other') {
      return `takes ${path}, which is, or is reached by, a link: Go embeds none; copy the file`;
    }
    if (isBadName(name)) {
      return `takes ${path}, ${BAD_NAME}`;
    }
  }
  return undefined;
}

function filesBelow(tree: SourceTree, path: string, all: boolean): string[] {
  if (!tree.isDirectory(path)) {
    return [path];
  }
  // Go passes over hidden files and directories of a bad name, and refuses other files of one.
  const isTaken = ({ name, kind, link }: TreeEntry): boolean => {
    const isHidden = /^[._]/.test(name);
    if (link || (isHidden && (!all || isBadName(name)))) {
      return false;
    }
    return kind === 'directory'
      ? !isBadName(name) && !tree.isFile(joined(joined(path, name), 'go.mod'))
      : kind === 'file';
  };
  return tree
    .list(path)
    .filter(isTaken)
    .flatMap(({ name }) => filesBelow(tree, joined(path, name), all));
}

const RESERVED = /^(con|com[1-9]|lpt[1-9]|nul|prn|aux)(\.|$)/i;

/** Names that a module cannot contain (golang.org/x/mod/module, CheckFilePath). */
function isBadName(path: string): boolean {
  const name = nameOf(path);
  return (
    VERSION_CONTROL.has(name) ||
    RESERVED.test(name) ||
    name.endsWith('.') ||
    !/^[\p{L}0-9!#$%&()+,\-.=@[\]^_{}~ ]+$/u.test(name)
  );
}
