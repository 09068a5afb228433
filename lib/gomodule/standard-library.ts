import type { ModuleSet } from './module-set';

/**
 * Whether an import path that is nowhere here is one of the standard library's: without a dot in its first word, and of no module
 * that somebody requires. "C" is one too.
 */
export function isStandard(importPath: string, { modules }: ModuleSet): boolean {
  return (
    !/^[^/]*\./.test(importPath) &&
    !modules.some(({ goMod }) => goMod.require.some(({ path }) => isWithin(path, importPath)))
  );
}

/** Whether a package of this path can be in the module. */
export function isWithin(module: string, importPath: string): boolean {
  return importPath === module || importPath.startsWith(`${module}/`);
}
