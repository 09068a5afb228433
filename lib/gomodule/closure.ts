import { byCodeUnit } from '../core/hash';
import { quote } from '../core/errors';
import type { BuildSettings } from './build-settings';
import { type GoPackage, readPackage } from './go-package';
import { isGeneratedImport } from './generated';
import { missingImports } from './missing-imports';
import type { ModuleSet } from './module-set';
import { reachableFromOutside } from './outside-imports';
import { type Locate, type Located, locator } from './package-places';
import { joined } from './source-tree';
import { isStandard } from './standard-library';

/** A package that takes part in a build. */
export interface ClosurePackage extends Located {
  readonly read: GoPackage;
}

/** Every package that the build of some programs reads; their own tests are not among it. */
export interface ImportClosure {
  readonly set: ModuleSet;
  readonly settings: BuildSettings;
  /** Where packages are. */
  readonly locate: Locate;
  /** The packages that were asked for, in their order. */
  readonly mains: readonly ClosurePackage[];
  /** Those first. */
  readonly packages: readonly ClosurePackage[];
  /** Those that every build reads, whatever its platform is. */
  readonly certain: ReadonlySet<ClosurePackage>;
  /** Import paths that those have and that are neither here nor of the standard library: each once, in code-unit order. */
  readonly outsideImports: readonly string[];
  /** What is wrong with those. */
  readonly problems: readonly string[];
}

/** Packages by the absolute paths of their directories, in the order in which they were found. */
type Found = Map<string, ClosurePackage>;

/**
 * Follows the imports of packages through all modules whose files are here.
 *
 * @param directories of packages of the main module
 */
export function importClosure(
  set: ModuleSet,
  directories: readonly string[],
  settings: BuildSettings,
): ImportClosure {
  const { main } = set;
  const placesOf = locator(set);
  const isMade = (path: string): boolean => isGeneratedImport(path, set, settings.generated ?? []);
  // What lies there already is left from another run: every checkout has to give the same image.
  const locate: Locate = (path) => (isMade(path) ? [] : placesOf(path));
  const found: Found = new Map();
  const starts = directories.map((directory): Located => ({
    importPath: joined(main.path, directory),
    tree: main.tree,
    directory,
    module: main,
  }));
  addPackages(found, starts, locate, settings);
  const isProgram = ({ tree, directory }: Located): boolean =>
    readPackage(tree, directory, settings).names.join() === 'main';
  const fromOutside = reachableFromOutside(set).filter((each) => !isProgram(each));
  const mains = starts.flatMap((each) => found.get(keyOf(each)) ?? []);
  addPackages(found, fromOutside, locate, settings);
  const packages = [...found.values()];
  const byPath = new Map<string, ClosurePackage>();
  for (const each of packages) {
    // Of several versions of a package nobody knows yet which one is taken.
    if (locate(each.importPath).length <= 1) {
      byPath.set(each.importPath, each);
    }
  }
  const { reached, problems } = certainPart(mains, byPath);
  const isFound = (path: string): boolean => locate(path).length > 0 || isMade(path);
  return {
    set,
    settings,
    locate,
    mains,
    packages,
    certain: reached,
    outsideImports: certainImports(reached).filter((path) => !isFound(path) && !isStandard(path, set)),
    problems: [
      ...[...reached].flatMap(({ read }) => read.problems),
      ...problems,
      ...missingImports(set, [...reached], isFound),
    ],
  };
}

/** Adds packages and everything that they import. */
export function addPackages(
  found: Found,
  start: readonly Located[],
  locate: Locate,
  settings: BuildSettings,
): void {
  const queue = [...start];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const key = keyOf(next);
    if (!found.has(key)) {
      const read = readPackage(next.tree, next.directory, settings);
      found.set(key, { ...next, read });
      queue.push(...read.imports.flatMap(({ path }) => locate(path)));
    }
  }
}

/** What is the same for the same package only. */
export function keyOf({ tree, directory }: Located): string {
  return tree.absolute(directory);
}

/** Import paths that packages certainly have: each once, in code-unit order. */
function certainImports(packages: Iterable<ClosurePackage>): string[] {
  const paths = new Set<string>();
  for (const { read } of packages) {
    for (const { path, certain } of read.imports) {
      if (certain) {
        paths.add(path);
      }
    }
  }
  return [...paths].sort(byCodeUnit);
}

/** Goes by the imports that every build compiles, and finds those that lead back to the package that has them. */
function certainPart(
  mains: readonly ClosurePackage[],
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
  mains.filter((main) => !reached.has(main)).forEach(visit);
  return { reached, problems };
}
