import type { LocalModule } from './local-module';
import type { ModuleSet } from './module-set';
import { joined, parentOf, type SourceTree } from './source-tree';

/** A package, and the tree that it is in. */
export interface Located {
  readonly importPath: string;
  readonly tree: SourceTree;
  readonly directory: string;
  /** The module that it is in; nothing when it is vendored. */
  readonly module?: LocalModule;
}

/** The places where an import may be; none for the standard library and for modules that are downloaded. */
export type Locate = (importPath: string) => readonly Located[];

/** Finds packages in all modules whose files are here, and remembers them. */
export function locator({ modules, vendor }: ModuleSet): Locate {
  // The longest path first: a module below another one has its packages for itself.
  const byLength = [...modules].sort((left, right) => right.path.length - left.path.length);
  const answers = new Map<string, readonly Located[]>();
  const find = (importPath: string): Located[] => {
    const places = byLength.flatMap((module) => {
      const directory = directoryIn(module, importPath);
      return directory === undefined ? [] : [{ importPath, tree: module.tree, directory, module }];
    });
    const [first] = places;
    if (first) {
      return places.filter(({ module }) => module.path === first.module.path);
    }
    const directory = `vendor/${importPath}`;
    return isProper(importPath) && vendor?.isDirectory(directory)
      ? [{ importPath, tree: vendor, directory }]
      : [];
  };
  return (importPath) => {
    const known = answers.get(importPath) ?? find(importPath);
    answers.set(importPath, known);
    return known;
  };
}

/** The directory of a package in a module, if the module has it. */
function directoryIn({ path, tree }: LocalModule, importPath: string): string | undefined {
  if (importPath === path) {
    return '';
  }
  const directory = importPath.startsWith(`${path}/`) ? importPath.slice(path.length + 1) : undefined;
  if (directory === undefined || !isProper(directory) || !tree.isDirectory(directory)) {
    return undefined;
  }
  for (let above = directory; above !== ''; above = parentOf(above)) {
    if (tree.isFile(joined(above, 'go.mod'))) {
      return undefined;
    }
  }
  return directory;
}

/** No valid import has such words; taken as a path they would lead out of the module. */
function isProper(importPath: string): boolean {
  return importPath.split('/').every((word) => !['', '.', '..'].includes(word));
}
