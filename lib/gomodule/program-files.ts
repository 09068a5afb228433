import type { ClosurePackage, ImportClosure } from './closure';
import { moduleFiles } from './module-set';
import { pathFrom, placed, unique } from './placed-tree';
import type { SourceFile } from './source-file';
import { joined, type SourceTree } from './source-tree';
import type { TestClosure } from './test-closure';

/** The files of programs, under their paths in the build context: each path once, in code-unit order. */
export interface ProgramFiles {
  readonly sources: readonly SourceFile[];
  readonly modules: readonly SourceFile[];
  readonly testFiles: readonly SourceFile[];
}

/** The profile that the Go command takes from a main package on its own. */
const PROFILE = 'default.pgo';

/** Where a tree is in the build context. */
export function placeOf({ set }: ImportClosure, tree: SourceTree): string {
  return pathFrom(set.root, tree.root);
}

/** Reads the digests of everything that a build gets. */
export function programFiles(closure: ImportClosure, tests: TestClosure | undefined): ProgramFiles {
  const { set, mains, packages } = closure;
  const place = (tree: SourceTree, paths: readonly string[]): SourceFile[] =>
    placed({ tree, at: placeOf(closure, tree) }, paths);
  const filesOf = (chosen: readonly ClosurePackage[]): SourceFile[] =>
    chosen.flatMap(({ tree, read }) => place(tree, read.files));
  const profiles = mains
    .map(({ directory }) => joined(directory, PROFILE))
    .filter((path) => set.main.tree.isFile(path));
  const sources = unique([
    ...filesOf(packages.filter(({ module }) => module !== undefined)),
    ...place(set.main.tree, profiles),
  ]);
  const modules = unique([
    ...moduleFiles(set).flatMap(({ tree, path }) => place(tree, [path])),
    ...filesOf(packages.filter(({ module }) => module === undefined)),
  ]);
  if (!tests) {
    return { sources, modules, testFiles: [] };
  }
  const known = new Set([...sources, ...modules].map(({ path }) => path));
  const ofTests = unique(tests.files.flatMap(({ tree, paths }) => place(tree, paths)));
  return { sources, modules, testFiles: ofTests.filter(({ path }) => !known.has(path)) };
}
