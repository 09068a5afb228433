import { byCodeUnit } from '../core/hash';
import { embeddedFiles } from './embed';
import { parseGoFile } from './go-file';
import { joined, type SourceTree } from './source-tree';

/** What a package needs of its own module. */
export interface ImportClosure {
  /** Names in the package clauses of the package itself: more than one where build constraints tell files apart. */
  readonly packageNames: readonly string[];
  /** A file that needs cgo whatever the platform is; nothing when there is none. */
  readonly cgoFile?: string;
  /** Sorted paths of all files that its build reads, go.mod and go.sum apart. */
  readonly files: readonly string[];
}

/** What the Go command compiles or links beside Go files, and the profile that it takes from a main package. */
const COMPILED = /\.(c|cc|cpp|cxx|m|h|hh|hpp|hxx|s|S|sx|f|F|for|f90|swig|swigcxx|syso)$/;
const PROFILE = 'default.pgo';

/**
 * Follows the imports of a package through its own module.
 *
 * Takes the files of all build constraints, tests apart: which of them a platform selects is decided by the Go command
 * inside the build.
 */
export function importClosure(tree: SourceTree, module: string, packageDirectory: string): ImportClosure {
  return tree.once(`closure of ${packageDirectory}`, () => follow(tree, module, packageDirectory));
}

function follow(tree: SourceTree, module: string, packageDirectory: string): ImportClosure {
  const files = new Set<string>();
  const visited = new Set<string>();
  const packageNames = new Set<string>();
  let cgoFile: string | undefined;

  const visit = (directory: string): void => {
    if (visited.has(directory)) {
      return;
    }
    visited.add(directory);
    for (const { name, directory: isDirectory } of tree.list(directory)) {
      const path = joined(directory, name);
      if (isDirectory || /^[._]/.test(name) || name.endsWith('_test.go')) {
        continue;
      }
      if (COMPILED.test(name) || (name === PROFILE && directory === packageDirectory)) {
        files.add(path);
      } else if (name.endsWith('.go')) {
        const file = parseGoFile(tree.readText(path));
        if (file.ignored) {
          continue;
        }
        files.add(path);
        if (directory === packageDirectory && file.packageName !== undefined) {
          packageNames.add(file.packageName);
        }
        if (file.imports.includes('C') && !file.constrained) {
          cgoFile ??= path;
        }
        file.embeds
          .flatMap((pattern) => embeddedFiles(tree, directory, pattern))
          .forEach((each) => files.add(each));
        file.imports.flatMap((each) => directoryOf(module, each)).forEach(visit);
      }
    }
  };
  visit(packageDirectory);
  return { packageNames: [...packageNames], cgoFile, files: [...files].sort(byCodeUnit) };
}

/** The directory of an import that is inside the module; none for any other. */
function directoryOf(module: string, importPath: string): string[] {
  if (importPath === module) {
    return [''];
  }
  const below = importPath.startsWith(`${module}/`) ? importPath.slice(module.length + 1) : undefined;
  // No valid import has such words; taken as a path they would lead out of the module.
  return below === undefined || below.split('/').some((word) => ['', '.', '..'].includes(word))
    ? []
    : [below];
}
