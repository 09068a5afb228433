import { dirname, join, relative, resolve, sep } from 'node:path';
import { existsSync, statSync } from 'node:fs';
import { quote } from '../core/errors';
import { importClosure } from './closure';
import { parseGoMod } from './go-mod-file';
import { type SourceFile, SourceTree } from './source-tree';

/** A main package and everything of its module that its build reads. */
export interface GoProgram {
  /** Path of the module. */
  readonly module: string;
  /** The `go` line of go.mod. */
  readonly goVersion: string;
  /** The package as the Go command takes it, relative to the module: `.` or `./cmd/notes`. */
  readonly package: string;
  /** The last word of the package's import path: what `go build` would name the program. */
  readonly programName: string;
  /** Sources, embedded files and a vendor directory. */
  readonly sources: readonly SourceFile[];
  /** go.mod and go.sum. */
  readonly manifests: readonly SourceFile[];
}

/** What Go accepts in a module path (golang.org/x/mod/module, CheckPath). */
const MODULE_PATH = /^[A-Za-z0-9._~+/-]+$/;

/** A program, or what is wrong with the request for it. */
export interface GoProgramResult {
  readonly program?: GoProgram;
  readonly problems: readonly string[];
}

/** Trees by their root, so that all images of one module share one read of it. */
export type TreeCache = Map<string, SourceTree>;

/**
 * Reads the program in `packagePath`, a directory relative to `source`.
 *
 * The module is the nearest go.mod at `source` or above it, as for the Go command.
 *
 * @param source absolute path of a directory
 */
export function readGoProgram(source: string, packagePath: string, trees: TreeCache): GoProgramResult {
  try {
    return read(resolve(source), packagePath, trees);
  } catch (error) {
    // What the file system refuses, and what a file in it says: told like any other problem, with the construct's path.
    const reason = error instanceof Error ? error.message : String(error);
    return failure(`the Go module of ${quote(source)} cannot be read: ${reason}`);
  }
}

function read(source: string, packagePath: string, trees: TreeCache): GoProgramResult {
  if (!existsSync(source) || !statSync(source).isDirectory()) {
    return failure(`source ${quote(source)} is not a directory; give the directory of the Go module`);
  }
  const root = moduleRoot(source);
  if (root === undefined) {
    return failure(
      `no go.mod in ${quote(source)} or above it; run "go mod init" there, or point source at the module`,
    );
  }
  const tree = trees.get(root) ?? new SourceTree(root);
  trees.set(root, tree);
  const manifest = parseGoMod(tree.readText('go.mod'));
  if (!manifest) {
    return failure(`${quote(join(root, 'go.mod'))} names no module; its first line must be "module <path>"`);
  }
  if (!MODULE_PATH.test(manifest.module)) {
    return failure(
      `go.mod names the module ${quote(manifest.module)}, which is no module path: letters, digits and "-._~/+" only`,
    );
  }
  const isVendored = tree.isFile('vendor/modules.txt');
  if (manifest.localReplacements.length > 0 && !isVendored) {
    return failure(
      `go.mod replaces a module by the directory ${quote(manifest.localReplacements[0] ?? '')}, which is not ` +
        'supported yet; remove the replace line, or vendor the module',
    );
  }
  if (manifest.hasRequirements && !isVendored && !tree.isFile('go.sum')) {
    return failure(`go.mod in ${quote(root)} requires modules but there is no go.sum; run "go mod tidy"`);
  }
  const directory = slashed(relative(root, resolve(source, packagePath)));
  if (directory === '..' || directory.startsWith('../') || !tree.isDirectory(directory)) {
    return failure(
      `package ${quote(packagePath)} is not a directory of the module in ${quote(root)}; ` +
        'give a path relative to source, such as "./cmd/server"',
    );
  }
  const nested = moduleRoot(resolve(source, packagePath));
  if (nested !== undefined && nested !== root) {
    return failure(
      `package ${quote(packagePath)} belongs to another module, the one in ${quote(nested)}; point source there`,
    );
  }
  const { packageNames, cgoFile, files } = importClosure(tree, manifest.module, directory);
  // A file of "package documentation" is beside every other package (cmd/go says so).
  const [packageName] = packageNames.filter((name) => name !== 'documentation');
  if (packageName === undefined) {
    return failure(`package ${quote(packagePath)} has no Go files; give the directory that holds func main`);
  }
  if (!packageNames.includes('main')) {
    return failure(
      `package ${quote(packagePath)} is "package ${packageName}", not "package main", so there is no program to ` +
        'run; give the directory that holds func main',
    );
  }
  if (cgoFile !== undefined) {
    return failure(
      `${quote(cgoFile)} imports "C", and cgo is not supported yet: the build would leave the file out; take the ` +
        'import out, or mark the file with "//go:build cgo" if the program can do without it',
    );
  }
  const vendored = isVendored ? allFilesBelow(tree, 'vendor') : [];
  const importPath = directory === '' ? manifest.module : `${manifest.module}/${directory}`;
  return {
    problems: [],
    program: {
      module: manifest.module,
      goVersion: manifest.goVersion,
      package: directory === '' ? '.' : `./${directory}`,
      programName: programNameOf(importPath),
      sources: [...files, ...vendored].map((path) => tree.read(path)),
      manifests: ['go.mod', 'go.sum'].filter((path) => tree.isFile(path)).map((path) => tree.read(path)),
    },
  };
}

function failure(problem: string): GoProgramResult {
  return { problems: [problem] };
}

function moduleRoot(start: string): string | undefined {
  for (let directory = start; ; directory = dirname(directory)) {
    if (existsSync(join(directory, 'go.mod'))) {
      return directory;
    }
    if (directory === dirname(directory)) {
      return undefined;
    }
  }
}

function allFilesBelow(tree: SourceTree, directory: string): string[] {
  return tree
    .list(directory)
    .flatMap(({ name, directory: nested }) =>
      nested ? allFilesBelow(tree, `${directory}/${name}`) : [`${directory}/${name}`],
    );
}

/** A major version suffix does not name a program: `example.com/notes/v2` builds `notes`. */
function programNameOf(importPath: string): string {
  const words = importPath.split('/');
  const last = words.at(-1) ?? importPath;
  return /^v[0-9]+$/.test(last) && words.length > 1 ? (words.at(-2) ?? last) : last;
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
