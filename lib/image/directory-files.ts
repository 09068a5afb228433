import { posix } from 'node:path';
import { quote } from '../core/errors';
import { everythingIn } from '../gomodule/module-contents';
import { placed, unique } from '../gomodule/placed-tree';
import { readProblem } from '../gomodule/read-problem';
import type { SourceFile } from '../gomodule/source-file';
import type { SourceTree } from '../gomodule/source-tree';
import { caseProblems, secretProblems } from './context-problems';
import { IgnoreFile } from './ignore-file';

/** What a build gets of a directory. */
export interface DirectoryRequest {
  readonly tree: SourceTree;
  /** Path of the Dockerfile, which is staged by itself. */
  readonly dockerfile: string;
  /** Files and directories, relative to the directory. */
  readonly include: readonly string[];
  /** Absolute paths of directories that are written while synthesizing. */
  readonly leaveOut: readonly string[];
}

/** The files of a build context, and what is wrong with them. */
export interface DirectoryFiles {
  readonly files: readonly SourceFile[];
  readonly problems: readonly string[];
}

/**
 * The files of a directory as Docker sends them: what `.dockerignore` does not leave out, or the file of that kind that is beside
 * the Dockerfile and has its name in front.
 *
 * Neither those files nor the Dockerfile are among them.
 */
export function directoryFiles(request: DirectoryRequest): DirectoryFiles {
  try {
    return chooseFiles(request);
  } catch (error) {
    return { files: [], problems: [readProblem(error)] };
  }
}

function chooseFiles({ tree, dockerfile, include, leaveOut }: DirectoryRequest): DirectoryFiles {
  const ownIgnore = `${dockerfile}${IGNORE}`;
  const ignorePath = [ownIgnore, IGNORE].find((path) => tree.isFile(path));
  const ignore =
    ignorePath === undefined
      ? undefined
      : new IgnoreFile(tree.text(ignorePath), '', tree.absolute(ignorePath));
  const isSent = (path: string): boolean =>
    path !== dockerfile && path !== ownIgnore && path !== IGNORE && !ignore?.leavesOut(path);

  const asked = include.map((written) => askFor(tree, written, leaveOut));
  const named = new Set(asked.flatMap((each) => each.named));
  const found = asked.flatMap((each) => each.found).filter(isSent);
  const paths = [...new Set([...named, ...found])];
  return {
    files: unique(placed({ tree, at: '' }, paths)),
    problems: [
      ...asked.flatMap(({ problems }) => problems),
      ...asked.flatMap(({ unreadable }) =>
        unreadable.filter(({ path }) => isSent(path)).map(({ problem }) => problem),
      ),
      ...(ignore?.problems([]) ?? []),
      ...secretProblems(
        paths.filter((path) => !named.has(path)),
        { trees: [{ tree, at: '' }], roots: [] },
        tree.root,
        'leave it out by a .dockerignore',
      ),
      ...caseProblems(paths),
    ],
  };
}

const IGNORE = '.dockerignore';

interface Asked {
  /** The file, when one is named by itself. */
  readonly named: readonly string[];
  /** What is in the directory, when it is one. */
  readonly found: readonly string[];
  readonly problems: readonly string[];
  readonly unreadable: readonly { readonly path: string; readonly problem: string }[];
}

function askFor(tree: SourceTree, written: string, leaveOut: readonly string[]): Asked {
  const path = posix.normalize(written).replace(/\/$/, '').replace(/^\.$/, '');
  const nothing = { named: [], found: [], problems: [], unreadable: [] };
  if (path.startsWith('/') || /^\.\.(\/|$)/.test(path)) {
    const problem = `include ${quote(written)} leads out of the directory; write a path below it, or point directory higher`;
    return { ...nothing, problems: [problem] };
  }
  if (tree.isFile(path)) {
    return { ...nothing, named: [path] };
  }
  if (!tree.isDirectory(path)) {
    const problem = `include ${quote(written)} is not there: ${quote(tree.absolute(path))} does not exist; make it before the synthesis, or correct the path`;
    return { ...nothing, problems: [problem] };
  }
  const { files, problems } = everythingIn(tree, path, leaveOut);
  return { ...nothing, found: files, unreadable: problems };
}
