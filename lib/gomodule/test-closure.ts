import { addPackages, type ClosurePackage, type ImportClosure, keyOf } from './closure';
import { readTests } from './go-package';
import { testDataOf } from './module-contents';
import type { SourceTree } from './source-tree';

/** Files of a tree. */
export interface TreeFiles {
  readonly tree: SourceTree;
  readonly paths: readonly string[];
}

/** What vet and the tests of programs read beyond the programs. */
export interface TestClosure {
  readonly files: readonly TreeFiles[];
  readonly problems: readonly string[];
}

/**
 * Follows the test files of all packages of the main module that programs have.
 *
 * Packages that only tests import come without tests of their own: they are no part of the programs.
 */
export function testClosure({ set, settings, locate, packages, certain }: ImportClosure): TestClosure {
  const isOwn = ({ module }: ClosurePackage): boolean => module === set.main;
  const tested = packages
    .filter(isOwn)
    .map((each) => ({ each, tests: readTests(each.tree, each.directory, settings) }));
  const known = new Set(packages.map(keyOf));
  const found = new Map(packages.map((each) => [keyOf(each), each]));
  const imported = tested.flatMap(({ tests }) => tests.imports.flatMap(({ path }) => locate(path)));
  addPackages(found, imported, locate, settings);
  const all = [...found.values()];
  return {
    files: [
      ...tested.map(({ each, tests }) => ({ tree: each.tree, paths: tests.files })),
      ...all.filter((each) => !known.has(keyOf(each))).map(({ tree, read }) => ({ tree, paths: read.files })),
      ...all.filter(isOwn).map(({ tree, directory }) => ({ tree, paths: testDataOf(tree, directory) })),
    ],
    problems: tested.filter(({ each }) => certain.has(each)).flatMap(({ tests }) => tests.problems),
  };
}
