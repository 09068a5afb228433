import { pathFrom } from './placed-tree';
import type { ModuleSet } from './module-set';

/** Whether a path is in one of the directories, or has one of them in it. */
export function isGenerated(absolutePath: string, generated: readonly string[]): boolean {
  const isBelow = (directory: string, path: string): boolean =>
    !/^\.\.(\/|$)/.test(pathFrom(directory, path));
  return generated.some((each) => isBelow(each, absolutePath) || isBelow(absolutePath, each));
}

/** Whether an import is of a package of the main module that a step of the build makes. */
export function isGeneratedImport(
  importPath: string,
  { main }: ModuleSet,
  generated: readonly string[],
): boolean {
  if (generated.length === 0 || !importPath.startsWith(`${main.path}/`)) {
    return false;
  }
  const absolute = main.tree.absolute(importPath.slice(main.path.length + 1));
  return generated.some((each) => !/^\.\.(\/|$)/.test(pathFrom(each, absolute)));
}
