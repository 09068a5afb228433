import { relative, resolve, sep } from 'node:path';
import { quote } from '../core/errors';
import { type GoProgram, placed, type PlacedTree, unique } from '../gomodule/go-program';
import { contentsOf } from '../gomodule/module-contents';
import { readProblem } from '../gomodule/read-problem';
import type { SourceFile } from '../gomodule/source-file';
import { joined } from '../gomodule/source-tree';
import { IgnoreFile } from './ignore-file';
import { looksLikeSecret } from './secret-names';

/** Which files a build gets beside those that the program needs. */
export interface ContextOptions {
  /** Whether it gets the whole module. */
  readonly isWholeModule: boolean;
  /** Files and directories, relative to `source`. */
  readonly include: readonly string[];
  /** Absolute path that `include` counts from. */
  readonly source: string;
  /** Absolute paths of directories that are written while synthesizing. */
  readonly leaveOut: readonly string[];
}

/** The files of a context, by the cause of a rebuild that an edit of them is. */
export interface ContextFiles {
  readonly sources: readonly SourceFile[];
  readonly modules: readonly SourceFile[];
  readonly problems: readonly string[];
}

/**
 * The files that a build of the program gets.
 *
 * A `.dockerignore` beside the program's go.mod, or beside its go.work, leaves out of what is asked for by directory. What the
 * program needs, and what is named by itself, it must not leave out.
 */
export function contextFiles(program: GoProgram, options: ContextOptions): ContextFiles {
  try {
    return chooseFiles(program, options);
  } catch (error) {
    return { sources: [], modules: [], problems: [readProblem(error)] };
  }
}

function chooseFiles(program: GoProgram, options: ContextOptions): ContextFiles {
  const included = options.include.map((path) => resolveInclude(program.trees, path, options));
  const named = new Set(included.flatMap(({ isNamed, paths }) => (isNamed ? paths.map(pathOf) : [])));
  const ignoreFiles = program.roots.flatMap((root) => IgnoreFile.in(root));
  const needed = new Set([...program.sources, ...program.modules].map(({ path }) => path));

  const extras = [...wholeModule(program, options), ...included.flatMap(({ paths }) => paths)].filter(
    (each) => {
      const path = pathOf(each);
      return !needed.has(path) && (named.has(path) || !ignoreFiles.some((file) => file.leavesOut(path)));
    },
  );
  const sources =
    extras.length === 0
      ? program.sources
      : unique([...program.sources, ...extras.map(({ root, path }) => placed(root.tree, root.at, path))]);
  return {
    sources,
    modules: program.modules,
    problems: [
      ...included.flatMap(({ problems }) => problems),
      ...ignoreFiles.flatMap((file) => file.problems([...needed, ...named])),
      ...secretProblems(
        [...needed].filter((path) => !named.has(path)),
        program,
        options,
        'keep it elsewhere, or narrow the pattern that embeds it',
      ),
      ...secretProblems(
        extras.map(pathOf).filter((path) => !named.has(path)),
        program,
        options,
        'leave it out by a .dockerignore',
      ),
      ...caseProblems([...sources, ...program.modules].map(({ path }) => path)),
    ],
  };
}

/** A file that is not read yet. */
interface Unread {
  readonly root: PlacedTree;
  /** Relative to the root. */
  readonly path: string;
}

function pathOf({ root, path }: Unread): string {
  return joined(root.at, path);
}

function wholeModule({ trees: [main] }: GoProgram, { isWholeModule, leaveOut }: ContextOptions): Unread[] {
  return main && isWholeModule
    ? contentsOf(main.tree, '', leaveOut).map((path) => ({ root: main, path }))
    : [];
}

interface Included {
  readonly paths: readonly Unread[];
  /** Whether it is a file, named by itself. */
  readonly isNamed: boolean;
  readonly problems: readonly string[];
}

function resolveInclude(trees: readonly PlacedTree[], written: string, options: ContextOptions): Included {
  const absolute = resolve(options.source, written);
  const inside = ({ tree }: PlacedTree): string => slashed(relative(tree.root, absolute));
  // The innermost module that it is in.
  const [root] = trees
    .filter((each) => !/^\.\.(\/|$)/.test(inside(each)))
    .sort((left, right) => right.tree.root.length - left.tree.root.length);
  if (!root) {
    return wrong(
      `include ${quote(written)} is outside of every module that takes part in the build; copy it into the module, or ` +
        'correct the path, which counts from source',
    );
  }
  const path = inside(root);
  if (root.tree.isFile(path)) {
    return { paths: [{ root, path }], isNamed: true, problems: [] };
  }
  return root.tree.isDirectory(path)
    ? {
        paths: contentsOf(root.tree, path, options.leaveOut).map((each) => ({ root, path: each })),
        isNamed: false,
        problems: [],
      }
    : wrong(
        `include ${quote(written)} is not there: ${quote(absolute)} does not exist; ` +
          (/[*?[]/.test(written)
            ? 'name files and directories, since patterns are not read'
            : 'make it before the synthesis, or correct the path, which counts from source'),
      );
}

/** Where a file of the context comes from. */
function absoluteOf(trees: readonly PlacedTree[], path: string): string {
  const [root] = trees
    .filter(({ at }) => at === '' || path.startsWith(`${at}/`))
    .sort((left, right) => right.at.length - left.at.length);
  return root ? root.tree.absolute(path.slice(root.at === '' ? 0 : root.at.length + 1)) : path;
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}

function wrong(problem: string): Included {
  return { paths: [], isNamed: false, problems: [problem] };
}

/** So many files are told of; the fix is the same for the rest. */
const TOLD = 5;

/** @param fix what to do when the files do hold a secret */
function secretProblems(
  paths: readonly string[],
  { trees }: GoProgram,
  { source }: ContextOptions,
  fix: string,
): string[] {
  const secrets = paths.filter(looksLikeSecret);
  const rest = secrets.length > TOLD ? ` and ${secrets.length - TOLD} more` : '';
  const names = secrets
    .slice(0, TOLD)
    .map((path) => quote(slashed(relative(source, absoluteOf(trees, path)))));
  return secrets.length === 0
    ? []
    : [
        `${names.join(', ')}${rest} would be in the build, by a name that says it holds a secret; ${fix}; if it holds none, ` +
          'name it in include, as it is written here',
      ];
}

/** Paths that many file systems take for one. */
function caseProblems(paths: readonly string[]): string[] {
  const known = new Map<string, string>();
  const problems = new Set<string>();
  const check = (path: string): void => {
    const other = known.get(path.toLowerCase());
    if (other === path) {
      return;
    }
    if (other !== undefined) {
      problems.add(
        `${quote(other)} and ${quote(path)} differ by upper and lower case only, so that many file systems take them for ` +
          'one; rename one of them',
      );
      return;
    }
    known.set(path.toLowerCase(), path);
    if (path.includes('/')) {
      check(path.slice(0, path.lastIndexOf('/')));
    }
  };
  paths.forEach(check);
  return [...problems];
}
