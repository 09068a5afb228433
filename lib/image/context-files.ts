import type { GoProgram } from '../gomodule/go-program';
import { placed, unique } from '../gomodule/placed-tree';
import { readProblem } from '../gomodule/read-problem';
import type { SourceFile } from '../gomodule/source-file';
import { type Asked, askFor, contextPath, wholeModule } from './asked-files';
import { caseProblems, secretProblems } from './context-problems';
import { IgnoreFile } from './ignore-file';

/** Which files a build gets beside those that the program needs. */
export interface ContextOptions {
  /** Whether it gets the whole module. */
  readonly isWholeModule: boolean;
  /** Files and directories, relative to `source`. */
  readonly include: readonly string[];
  /** Whether a `.dockerignore` counts. */
  readonly dockerignore: boolean;
  /** What is needed beside the program, by gates. A `.dockerignore` must not leave it out either. */
  readonly alsoNeeded: readonly SourceFile[];
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
  const ignoreFiles = options.dockerignore ? program.roots.flatMap((root) => IgnoreFile.in(root)) : [];
  const isIgnored = (path: string): boolean => ignoreFiles.some((file) => file.leavesOut(path));
  const included = [...new Set(options.include)].map((path) => askFor(program, path, options));
  const asked = [...(options.isWholeModule ? [wholeModule(program, options.leaveOut)] : []), ...included];
  const named = new Set(asked.flatMap(({ isNamed, files }) => (isNamed ? files.map(contextPath) : [])));
  const needed = new Set([...program.sources, ...program.modules].map(({ path }) => path));

  const extras = asked
    .flatMap(({ files }) => files)
    .filter((file) => {
      const path = contextPath(file);
      return !needed.has(path) && (named.has(path) || !(isIgnored(path) || WORKSPACE_FILE.test(path)));
    });
  const sources =
    extras.length === 0
      ? program.sources
      : unique([...program.sources, ...extras.flatMap(({ root, path }) => placed(root, [path]))]);
  const unnamed = (paths: Iterable<string>): string[] => [...paths].filter((path) => !named.has(path));
  return {
    sources,
    modules: program.modules,
    problems: [
      ...asked.flatMap((each) => problemsOf(each, isIgnored)),
      ...ignoreFiles.flatMap((file) =>
        file.problems([...needed, ...named, ...options.alsoNeeded.map(({ path }) => path)]),
      ),
      ...secretProblems(
        unnamed(needed),
        program,
        options.source,
        'keep it elsewhere, or narrow the pattern that embeds it',
      ),
      ...secretProblems(
        unnamed(extras.map(contextPath)),
        program,
        options.source,
        'leave it out by a .dockerignore',
      ),
      // Who vendors has not chosen the names.
      ...caseProblems(
        [...sources, ...program.modules].map(({ path }) => path).filter((path) => !VENDORED.test(path)),
      ),
    ],
  };
}

/** One that takes no part would make the Go command build another way. */
const WORKSPACE_FILE = /(^|\/)go\.work(\.sum)?$/;
const VENDORED = /(^|\/)vendor\//;

function problemsOf(
  { problems, unreadable, files, written }: Asked,
  isIgnored: (path: string) => boolean,
): string[] {
  const isEmpty =
    written !== undefined && files.length > 0 && files.every((file) => isIgnored(contextPath(file)));
  return [
    ...problems,
    ...unreadable.filter(({ path }) => !isIgnored(path)).map(({ problem }) => problem),
    ...(isEmpty
      ? [
          `include ${JSON.stringify(written)} brings nothing, since a .dockerignore leaves out all of it; change one of the two`,
        ]
      : []),
  ];
}
