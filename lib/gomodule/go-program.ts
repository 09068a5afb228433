import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { quote } from '../core/errors';
import type { BuildSettings } from './build-settings';
import { type ClosurePackage, type ImportClosure, importClosure } from './closure';
import { type GoLine, languageOf } from './go-lines';
import { contentsOf } from './module-contents';
import { moduleFiles, type ModuleSet, type ModuleSetResult, nearest, readModuleSet } from './module-set';
import { pathFrom, placed, type PlacedTree, unique } from './placed-tree';
import { readProblem } from './read-problem';
import type { SourceFile } from './source-file';
import { joined, SourceTree } from './source-tree';

/** Which program is meant, and how it will be built. */
export interface GoProgramRequest {
  /** Absolute path of a directory: the module is the nearest go.mod at it or above. */
  readonly source: string;
  /** Directory of the main package, relative to `source`. */
  readonly package: string;
  /** Whether a go.work that lists the module takes part. */
  readonly workspace: boolean;
  readonly settings: Omit<BuildSettings, 'goVersion'>;
}

/** A main package and everything that its build reads. Paths of files are relative to the build context. */
export interface GoProgram {
  /** Path of the module. */
  readonly module: string;
  /** The `go` line of its go.mod. */
  readonly goVersion: string;
  /** Where the module is in the context; empty when the context is the module. */
  readonly directory: string;
  /** The package as the Go command takes it, relative to the module: `.` or `./cmd/notes`. */
  readonly package: string;
  /** The last word of the package's import path: what `go build` would name the program. */
  readonly programName: string;
  /** Files of its own packages and of other modules whose files are here. */
  readonly sources: readonly SourceFile[];
  /** go.mod, go.sum and go.work, and what is vendored. */
  readonly modules: readonly SourceFile[];
  /** The directories of all modules, the program's own first. */
  readonly trees: readonly PlacedTree[];
  /** Where a build is started from: the directory of its module, and that of its go.work. */
  readonly roots: readonly PlacedTree[];
  /** Every `go` line that the toolchain has to satisfy. */
  readonly goLines: readonly GoLine[];
}

/** A program, or what is wrong with the request for it. */
export interface GoProgramResult {
  readonly program?: GoProgram;
  readonly problems: readonly string[];
}

/** Reads Go programs; whatever several of them share is read once. */
export class GoReader {
  private readonly trees = new Map<string, SourceTree>();
  private readonly sets = new Map<string, ModuleSetResult>();
  private readonly programs = new Map<string, GoProgramResult>();

  /** The program that is asked for; the same object for the same request. */
  public program(request: GoProgramRequest): GoProgramResult {
    const key = JSON.stringify(request);
    let result = this.programs.get(key);
    if (!result) {
      result = this.tryToRead(request);
      this.programs.set(key, result);
    }
    return result;
  }

  private tryToRead(request: GoProgramRequest): GoProgramResult {
    try {
      return this.read(request);
    } catch (error) {
      return failure(readProblem(error));
    }
  }

  private read(request: GoProgramRequest): GoProgramResult {
    const { source, package: packagePath, workspace, settings } = request;
    if (!existsSync(source) || !statSync(source).isDirectory()) {
      return failure(`source ${quote(source)} is not a directory; give the directory of the Go module`);
    }
    const root = nearest(source, 'go.mod');
    if (root === undefined) {
      return failure(
        `no go.mod in ${quote(source)} or above it; run "go mod init" there, or point source at the module`,
      );
    }
    const { set, problems } = this.moduleSet(root, workspace);
    if (!set) {
      return { problems };
    }
    const wanted = resolve(source, packagePath);
    const directory = pathFrom(root, wanted);
    if (directory === '..' || directory.startsWith('../') || !set.main.tree.isDirectory(directory)) {
      return failure(
        `package ${quote(packagePath)} is not a directory of the module in ${quote(root)}; ` +
          'give a path relative to source, such as "./cmd/server"',
      );
    }
    const nested = nearest(wanted, 'go.mod');
    if (nested !== undefined && nested !== root) {
      return failure(
        `package ${quote(packagePath)} belongs to another module, the one in ${quote(nested)}; point source there`,
      );
    }
    const goVersion = languageOf(set.main.goMod);
    const closure = importClosure(set, directory, { ...settings, goVersion });
    const wrong = [...mainProblems(closure, request), ...closure.problems];
    return wrong.length > 0
      ? { problems: wrong }
      : { program: programOf(set, directory, closure.packages, settings.tests), problems: [] };
  }

  private moduleSet(root: string, workspace: boolean): ModuleSetResult {
    const key = `${workspace} ${root}`;
    const result = this.sets.get(key) ?? readModuleSet(root, workspace, (folder) => this.tree(folder));
    this.sets.set(key, result);
    return result;
  }

  private tree(root: string): SourceTree {
    const tree = this.trees.get(root) ?? new SourceTree(root);
    this.trees.set(root, tree);
    return tree;
  }
}

/** What is wrong with a package as the start of a program. */
function mainProblems(
  { packages: [main], certain }: ImportClosure,
  { source, package: packagePath }: GoProgramRequest,
): string[] {
  const [name] = main?.read.names ?? [];
  if (main?.read.cgoFile !== undefined && name === undefined) {
    return [cgoProblem(main, main.read.cgoFile)];
  }
  if (main === undefined || name === undefined) {
    return [
      `package ${quote(packagePath)} has no Go files that a build for Linux takes; give ${programsOf(main?.tree, source)}`,
    ];
  }
  if (!main.read.names.includes('main')) {
    return [
      `package ${quote(packagePath)} is "package ${name}", not "package main", so there is no program to run; ` +
        `give ${programsOf(main.tree, source)}`,
    ];
  }
  return [...certain].flatMap((each) =>
    each.read.cgoFile === undefined || each.module === undefined ? [] : [cgoProblem(each, each.read.cgoFile)],
  );
}

/** Where a module usually has its programs, as seen from `source`. */
function programsOf(tree: SourceTree | undefined, source: string): string {
  const programs = (tree?.list('cmd') ?? []).filter(({ kind }) => kind === 'directory');
  const names = programs.map(({ name }) =>
    quote(`./${pathFrom(source, tree?.absolute(`cmd/${name}`) ?? '')}`),
  );
  const [first, ...others] = names;
  return first === undefined
    ? 'the directory that holds func main'
    : others.length === 0
      ? first
      : `one of ${names.join(', ')}`;
}

function cgoProblem({ tree }: ClosurePackage, file: string): string {
  return (
    `${tree.absolute(file)} imports "C", and cgo is not supported yet: the build would leave the file out; take the ` +
    'import out, or mark the file with "//go:build cgo" if the program can do without it'
  );
}

function programOf(
  set: ModuleSet,
  directory: string,
  packages: readonly ClosurePackage[],
  tests: boolean,
): GoProgram {
  const { main, workspace, modules } = set;
  const at = (tree: SourceTree): string => pathFrom(set.root, tree.root);
  const place = (tree: SourceTree, paths: readonly string[]): SourceFile[] =>
    placed({ tree, at: at(tree) }, paths);
  const filesOf = (chosen: readonly ClosurePackage[]): SourceFile[] =>
    chosen.flatMap(({ tree, read }) => place(tree, read.files));
  const profile = joined(directory, PROFILE);
  const testData = tests
    ? packages
        .filter(({ module }) => module === main)
        .flatMap((each) => contentsOf(each.tree, joined(each.directory, 'testdata')).files)
    : [];
  const extras = [...(main.tree.isFile(profile) ? [profile] : []), ...testData];
  const importPath = joined(main.path, directory);
  return {
    module: main.path,
    goVersion: languageOf(main.goMod),
    directory: at(main.tree),
    package: directory === '' ? '.' : `./${directory}`,
    programName: programNameOf(importPath),
    sources: unique([
      ...filesOf(packages.filter(({ module }) => module !== undefined)),
      ...place(main.tree, extras),
    ]),
    modules: unique([
      ...moduleFiles(set).flatMap(({ tree, path }) => place(tree, [path])),
      ...filesOf(packages.filter(({ module }) => module === undefined)),
    ]),
    trees: modules.map(({ tree }) => ({ tree, at: at(tree) })),
    roots: [...new Set([main.tree, workspace?.tree ?? main.tree])].map((tree) => ({ tree, at: at(tree) })),
    goLines: set.goLines,
  };
}

/** The profile that the Go command takes from a main package on its own. */
const PROFILE = 'default.pgo';

/** A major version suffix does not name a program: `example.com/notes/v2` builds `notes`. */
function programNameOf(importPath: string): string {
  const words = importPath.split('/');
  const last = words.at(-1) ?? importPath;
  return /^v[0-9]+$/.test(last) && words.length > 1 ? (words.at(-2) ?? last) : last;
}

function failure(problem: string): GoProgramResult {
  return { problems: [problem] };
}
