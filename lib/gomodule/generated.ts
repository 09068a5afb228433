import type { ModuleSet } from './module-set';
import { pathFrom } from './placed-tree';

/** Whether a path is in one of the directories. */
export function isInGenerated(absolutePath: string, generated: readonly string[]): boolean {
  return generated.some((directory) => isBelow(directory, absolutePath));
}

/** Whether what a path stands for may come from one of the directories: it is in one, or has one in it. */
export function mayBeGenerated(absolutePath: string, generated: readonly string[]): boolean {
  return isInGenerated(absolutePath, generated) || generated.some((each) => isBelow(absolutePath, each));
}

/** Whether an import is of a package of the main module that a step of the build makes. */
export function isGeneratedImport(
  importPath: string,
  { main }: ModuleSet,
  generated: readonly string[],
): boolean {
  return (
    generated.length > 0 &&
    importPath.startsWith(`${main.path}/`) &&
    isInGenerated(main.tree.absolute(importPath.slice(main.path.length + 1)), generated)
  );
}

function isBelow(directory: string, path: string): boolean {
  return !/^\.\.(\/|$)/.test(pathFrom(directory, path));
}
