import { statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { quote } from '../core/errors';
import { readGoSum } from './go-sum';
import { type GoLine, goLineProblems, goLinesOf } from './go-lines';
import { type LocalModule, readMainModule, readModuleFile, type Trees } from './local-module';
import { type MissingModule, readReplacedModules } from './replaced-modules';
import type { SourceTree } from './source-tree';
import { vendorDisagreements, vendorInUse } from './vendor-use';
import { readWorkspace, type Workspace } from './workspace';

/** All modules whose files a build reads, and what says so. */
export interface ModuleSet {
  /** The nearest directory that everything is in; files are staged by their path from it. */
  readonly root: string;
  readonly main: LocalModule;
  /** The main one first. */
  readonly modules: readonly LocalModule[];
  readonly workspace?: Workspace;
  /** The tree that has a `vendor` directory in use. */
  readonly vendor?: SourceTree;
  /** Modules that the build would take from a directory in which there is none. */
  readonly missing: readonly MissingModule[];
  readonly goLines: readonly GoLine[];
}

/** The modules of a build, or what is wrong with them. */
export interface ModuleSetResult {
  readonly set?: ModuleSet;
  readonly problems: readonly string[];
}

/**
 * Finds every module that takes part in a build of the one in `root`.
 *
 * A go.work above it that lists it counts, as for the Go command; one that does not list it is passed over.
 */
export function readModuleSet(root: string, useWorkspace: boolean, trees: Trees): ModuleSetResult {
  const { module: main, problems } = readMainModule(trees(root));
  if (!main) {
    return { problems };
  }
  const workFolder = useWorkspace ? nearest(root, 'go.work') : undefined;
  const found = workFolder === undefined ? undefined : readWorkspace(trees(workFolder), root, trees);
  const own = [main, ...(found?.modules ?? [])];
  const vendor = vendorInUse(main, found?.workspace);
  // What is vendored is taken from there, and not from the directory that it was copied from.
  const replaced = vendor ? { modules: [], missing: [] } : readReplacedModules(own, found?.workspace, trees);
  const modules = [...own, ...replaced.modules];
  const folders = [
    ...modules.map(({ tree }) => tree.root),
    ...(found?.workspace ? [found.workspace.tree.root] : []),
  ];
  const set: ModuleSet = {
    root: commonDirectory(folders),
    main,
    modules,
    workspace: found?.workspace,
    vendor,
    missing: replaced.missing,
    goLines: goLinesOf(modules, found?.workspace),
  };
  // What requires a module that could not be read would only be told a second time.
  const unread = found?.problems ?? [];
  const wrong =
    unread.length > 0
      ? unread
      : [
          ...goLineProblems(modules, found?.workspace),
          ...(vendor ? vendorDisagreements(modules, found?.workspace, vendor) : checksumProblems(set)),
        ];
  return wrong.length > 0 ? { problems: wrong } : { set, problems: [] };
}

/** The nearest directory at or above `start` that has a file of this name. */
export function nearest(start: string, name: string): string | undefined {
  for (let directory = start; ; directory = dirname(directory)) {
    if (statSync(join(directory, name), { throwIfNoEntry: false })?.isFile()) {
      return directory;
    }
    if (directory === dirname(directory)) {
      return undefined;
    }
  }
}

/** A file of Go's own that the build of every package reads. */
export interface ModuleFile {
  readonly tree: SourceTree;
  readonly path: string;
}

/**
 * go.mod of every module, go.work, and the checksums that Go looks at: those of a replaced module are not among them.
 */
export function moduleFiles({ modules, workspace, vendor }: ModuleSet): ModuleFile[] {
  const files = [
    ...modules.flatMap(({ tree, isMain }) =>
      ['go.mod', ...(isMain ? ['go.sum'] : [])].map((path) => ({ tree, path })),
    ),
    ...(workspace ? ['go.work', 'go.work.sum'].map((path) => ({ tree: workspace.tree, path })) : []),
    ...(vendor ? [{ tree: vendor, path: 'vendor/modules.txt' }] : []),
  ];
  return files.filter(({ tree, path }) => tree.isFile(path));
}

/** Mistakes in the checksum files, and their absence where a module of somebody else is required. */
function checksumProblems(set: ModuleSet): string[] {
  const sums = moduleFiles(set).filter(({ path }) => path.endsWith('.sum'));
  if (sums.length > 0) {
    return sums.flatMap(({ tree, path }) => readModuleFile(tree, path, readGoSum).problems);
  }
  const local = new Set([...set.modules, ...set.missing].map(({ path }) => path));
  return set.modules
    .filter(({ isMain }) => isMain)
    .flatMap(({ tree, goMod }) => {
      const first = goMod.require.find(({ path }) => !local.has(path));
      return first
        ? [
            `${tree.absolute('go.mod')}:${first.line} requires ${quote(first.path)} but there is no go.sum; ` +
              'run "go mod tidy"',
          ]
        : [];
    });
}

function commonDirectory(directories: readonly string[]): string {
  const [first = [], ...others] = directories.map((each) => each.split(sep));
  const differs = (word: string, at: number): boolean => others.some((words) => words[at] !== word);
  const end = first.findIndex(differs);
  return first.slice(0, end === -1 ? first.length : end).join(sep) || sep;
}
