import { quote } from '../core/errors';
import type { BuildSettings } from './build-settings';
import { type GoPackage, readPackage } from './go-package';
import type { LocalModule } from './local-module';
import { missingImports } from './missing-imports';
import { reachableFromOutside } from './outside-imports';
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

/** A package that takes part in a build. */
export interface ClosurePackage extends Located {
  readonly read: GoPackage;
}

/** Every package that the build of one reads, itself first. */
export interface ImportClosure {
  readonly packages: readonly ClosurePackage[];
  /** Those that every build reads, whatever its platform is. */
  readonly certain: ReadonlySet<ClosurePackage>;
  /** What is wrong with those. */
  readonly problems: readonly string[];
}

/** Follows the imports of a package through all modules whose files are here. */
export function importClosure(set: ModuleSet, directory: string, settings: BuildSettings): ImportClosure {
  const locate = locator(set);
  const found = new Map<string, ClosurePackage>();
  const visit = (start: readonly Located[]): void => {
    const queue = [...start];
    for (let next = queue.shift(); next; next = queue.shift()) {
      const key = next.tree.absolute(next.directory);
      if (!found.has(key)) {
        // The tests of other modules are not run.
        const tests = settings.tests && next.module === set.main;
        const read = readPackage(next.tree, next.directory, { ...settings, tests });
        found.set(key, { ...next, read });
        queue.push(...read.imports.flatMap(({ path }) => locate(path)));
      }
    }
  };
  const main: Located = {
    importPath: joined(set.main.path, directory),
    tree: set.main.tree,
    directory,
    module: set.main,
  };
  visit([main]);
  const isProgram = ({ tree, directory: at }: Located): boolean =>
    readPackage(tree, at, { ...settings, tests: false }).names.join() === 'main';
  visit(reachableFromOutside(set).filter((each) => !isProgram(each)));
  const packages = [...found.values()];
  const byPath = new Map<string, ClosurePackage>();
  for (const each of packages) {
    // Of several versions of a package nobody knows yet which one is taken.
    if (locate(each.importPath).length <= 1) {
      byPath.set(each.importPath, each);
    }
  }
  const { reached, problems } = certainPart(packages[0], byPath);
  const isFound = (path: string): boolean => locate(path).length > 0;
  return {
    packages,
    certain: reached,
    problems: [
      ...[...reached].flatMap(({ read }) => read.problems),
      ...problems,
      ...missingImports(set, [...reached], isFound),
    ],
  };
}

/** Finds the places where an import may be; none for the standard library and for modules that are downloaded. */
function locator({ modules, vendor }: ModuleSet): (importPath: string) => readonly Located[] {
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

/** Goes by the imports that every build compiles, and finds those that lead back to the package that has them. */
function certainPart(
  main: ClosurePackage | undefined,
  byPath: ReadonlyMap<string, ClosurePackage>,
): { readonly reached: ReadonlySet<ClosurePackage>; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const reached = new Set<ClosurePackage>();
  const way: ClosurePackage[] = [];
  const visit = (current: ClosurePackage): void => {
    reached.add(current);
    way.push(current);
    for (const { path, at } of current.read.imports.filter(({ certain }) => certain)) {
      const next = byPath.get(path);
      const start = next === undefined ? -1 : way.indexOf(next);
      if (start !== -1) {
        const circle = [...way.slice(start).map(({ importPath }) => importPath), path].join(' -> ');
        problems.push(
          `${at}: the import of ${quote(path)} closes a cycle, ${circle}; move what they share into a package of its own`,
        );
      } else if (next !== undefined && !reached.has(next)) {
        visit(next);
      }
    }
    way.pop();
  };
  if (main) {
    visit(main);
  }
  return { reached, problems };
}
