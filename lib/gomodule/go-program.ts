import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { quote } from '../core/errors';
import { byCodeUnit } from '../core/hash';
import type { BuildSettings } from './build-settings';
import { type ImportClosure, importClosure } from './closure';
import { type GoLine, languageOf } from './go-lines';
import { type MainPackage, mainPackage, mainProblems, wantedPackages } from './main-packages';
import { type ModuleSetResult, nearest, readModuleSet } from './module-set';
import { allNativeCode, type NativeCode } from './native-code';
import type { PlacedTree } from './placed-tree';
import { placeOf, programFiles } from './program-files';
import { readProblem } from './read-problem';
import type { SourceFile } from './source-file';
import { SourceTree } from './source-tree';
import { type TestClosure, testClosure } from './test-closure';

/** What a program is read for. */
export interface ProgramSettings extends Omit<BuildSettings, 'goVersion'> {
  /** Whether vet and the tests of the main module are run too: what they need is read beside the sources. */
  readonly tests: boolean;
}

/** Which program is meant, and how it will be built. */
export interface GoProgramRequest {
  /** Absolute path of a directory: the module is the nearest go.mod at it or above. */
  readonly source: string;
  /** Directory of the main package, relative to `source`. */
  readonly package: string;
  /**
   * Directories of further main packages of the same module, which are built together with it; relative to `source`.
   *
   * @default - none
   */
  readonly alsoPackages?: readonly string[];
  /**
   * Directories that a step of the build fills before the compiler runs; relative to `source`.
   *
   * @default - none
   */
  readonly generated?: readonly string[];
  /** Whether a go.work that lists the module takes part. */
  readonly workspace: boolean;
  readonly settings: ProgramSettings;
}

/** Main packages and everything that their build reads. Paths of files are relative to the build context. */
export interface GoProgram {
  /** Path of the module. */
  readonly module: string;
  /** The `go` line of its go.mod. */
  readonly goVersion: string;
  /** Where the module is in the context; empty when the context is the module. */
  readonly directory: string;
  /** The first package as the Go command takes it, relative to the module: `.` or `./cmd/notes`. */
  readonly package: string;
  /** The last word of the first package's import path: what `go build` would name the program. */
  readonly programName: string;
  /** All programs, in the order in which they were asked for. */
  readonly programs: readonly MainPackage[];
  /** Files of its own packages and of other modules whose files are here: the same whether tests are asked for or not. */
  readonly sources: readonly SourceFile[];
  /** go.mod, go.sum and go.work, and what is vendored. */
  readonly modules: readonly SourceFile[];
  /**
   * What vet and the tests of its packages of the main module need beyond that: test files, what they embed, `testdata`, and packages
   * that only tests import, vendored ones too. None when tests are not asked for.
   */
  readonly testFiles: readonly SourceFile[];
  /** The directories of all modules, the program's own first. */
  readonly trees: readonly PlacedTree[];
  /** Where a build is started from: the directory of its module, and that of its go.work. */
  readonly roots: readonly PlacedTree[];
  /** Every `go` line that the toolchain has to satisfy. */
  readonly goLines: readonly GoLine[];
  /** Its C part; nothing in it when cgo is off. */
  readonly native: NativeCode;
  /** Import paths of the packages that are here and that every build of it has, vendored ones too, in code-unit order. */
  readonly localImports: readonly string[];
  /** What those import that is neither here nor of the standard library: each path once, in code-unit order. */
  readonly outsideImports: readonly string[];
  /** Its packages, for further questions. */
  readonly closure: ImportClosure;
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
    const {
      source,
      package: packagePath,
      alsoPackages = [],
      generated = [],
      workspace,
      settings: asked,
    } = request;
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
    const written = [packagePath, ...alsoPackages];
    const wanted = wantedPackages(set, source, written);
    if (wanted.problems.length > 0) {
      return { problems: wanted.problems };
    }
    const { tests, ...settings } = asked;
    const goVersion = languageOf(set.main.goMod);
    const closure = importClosure(set, wanted.directories, {
      ...settings,
      goVersion,
      generated: generated.map((path) => resolve(source, path)),
    });
    const ofTests = tests ? testClosure(closure) : undefined;
    const wrong = [
      ...mainProblems(closure, source, written),
      ...closure.problems,
      ...(ofTests?.problems ?? []),
    ];
    return wrong.length > 0 ? { problems: wrong } : { program: programOf(closure, ofTests), problems: [] };
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

function programOf(closure: ImportClosure, tests: TestClosure | undefined): GoProgram | undefined {
  const { set, mains, certain, outsideImports } = closure;
  const { main, workspace, modules } = set;
  const placedTree = (tree: SourceTree): PlacedTree => ({ tree, at: placeOf(closure, tree) });
  const programs = mains.map(({ directory }) => mainPackage(main.path, directory));
  const [first] = programs;
  return (
    first && {
      module: main.path,
      goVersion: languageOf(main.goMod),
      directory: placeOf(closure, main.tree),
      package: first.package,
      programName: first.programName,
      programs,
      ...programFiles(closure, tests),
      trees: modules.map(({ tree }) => placedTree(tree)),
      roots: [...new Set([main.tree, workspace?.tree ?? main.tree])].map(placedTree),
      goLines: set.goLines,
      native: allNativeCode([...certain].flatMap(({ read }) => read.native ?? [])),
      localImports: [...certain].map(({ importPath }) => importPath).sort(byCodeUnit),
      outsideImports,
      closure,
    }
  );
}

function failure(problem: string): GoProgramResult {
  return { problems: [problem] };
}
