import { quote } from '../core/errors';
import type { BuildSettings } from './build-settings';
import { type GoPackage, readPackage } from './go-package';
import type { LocalModule } from './local-module';
import { missingImports } from './missing-imports';
import type { ModuleSet } from './module-set';
import { joined, parentOf, type SourceTree } from './source-tree';

/** A package, and the tree that it is in. */
interface Located {
  readonly tree: SourceTree;
  readonly directory: string;
  /** The module that it is in; nothing when it is vendored. */
  readonly module?: LocalModule;
}

/** A package that takes part in a build. */
export interface ClosurePackage extends Located {
  readonly importPath: string;
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
  const queue: { readonly importPath: string; readonly at: Located }[] = [
    {
      importPath: joined(set.main.path, directory),
      at: { tree: set.main.tree, directory, module: set.main },
    },
  ];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { importPath, at } = next;
    if (found.has(importPath)) {
      continue;
    }
    // The tests of other modules are not run.
    const read = readPackage(at.tree, at.directory, {
      ...settings,
      tests: settings.tests && at.module === set.main,
    });
    found.set(importPath, { ...at, importPath, read });
    for (const { path } of read.imports) {
      const located = found.has(path) ? undefined : locate(path);
      if (located) {
        queue.push({ importPath: path, at: located });
      }
    }
  }
  const packages = [...found.values()];
  const { reached, problems } = certainPart(packages);
  return {
    packages,
    certain: reached,
    problems: [
      ...packages.filter((each) => reached.has(each)).flatMap(({ read }) => read.problems),
      ...problems,
      ...missingImports(set, [...reached], (path) => found.has(path)),
    ],
  };
}

/** Finds where an import is; nothing for the standard library and for modules that are downloaded. */
function locator({ modules, vendor }: ModuleSet): (importPath: string) => Located | undefined {
  // The longest path first: a module below another one has its packages for itself.
  const byLength = [...modules].sort((left, right) => right.path.length - left.path.length);
  const answers = new Map<string, Located | undefined>();
  const find = (importPath: string): Located | undefined => {
    for (const module of byLength) {
      const directory = directoryIn(module, importPath);
      if (directory !== undefined) {
        return { tree: module.tree, directory, module };
      }
    }
    const vendored = `vendor/${importPath}`;
    return isProper(importPath) && vendor?.isDirectory(vendored)
      ? { tree: vendor, directory: vendored }
      : undefined;
  };
  return (importPath) => {
    if (!answers.has(importPath)) {
      answers.set(importPath, find(importPath));
    }
    return answers.get(importPath);
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
function certainPart(packages: readonly ClosurePackage[]): {
  readonly reached: ReadonlySet<ClosurePackage>;
  readonly problems: readonly string[];
} {
  const byPath = new Map(packages.map((each) => [each.importPath, each]));
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
  const [first] = packages;
  if (first) {
    visit(first);
  }
  return { reached, problems };
}
