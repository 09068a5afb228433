import { resolve } from 'node:path';
import { quote } from '../core/errors';
import type { ClosurePackage, ImportClosure } from './closure';
import { type ModuleSet, nearest } from './module-set';
import { pathFrom } from './placed-tree';
import { joined, type SourceTree } from './source-tree';

/** One of the programs that are built together. */
export interface MainPackage {
  /** The package as the Go command takes it, relative to the module: `.` or `./cmd/notes`. */
  readonly package: string;
  /** The last word of the package's import path: what `go build` would name the program. */
  readonly programName: string;
  /** Its directory, relative to the module; empty for the module's own. */
  readonly directory: string;
}

/** A main package of a module. */
export function mainPackage(modulePath: string, directory: string): MainPackage {
  return {
    package: directory === '' ? '.' : `./${directory}`,
    programName: programNameOf(joined(modulePath, directory)),
    directory,
  };
}

/** A major version suffix does not name a program: `example.com/notes/v2` builds `notes`. */
function programNameOf(importPath: string): string {
  const words = importPath.split('/');
  const last = words.at(-1) ?? importPath;
  return /^v([2-9]|[1-9][0-9]+)$/.test(last) && words.length > 1 ? (words.at(-2) ?? last) : last;
}

/** The packages that a request names, or what is wrong with them. */
export interface WantedPackages {
  /** Relative to the module. */
  readonly directories: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Finds the packages that a request names in its module.
 *
 * @param source absolute path that the packages count from
 */
export function wantedPackages(
  { main }: ModuleSet,
  source: string,
  packages: readonly string[],
): WantedPackages {
  const found = packages.map((written) => ({ written, ...directoryOf(main.tree, source, written) }));
  const directories = found.flatMap(({ directory }) => directory ?? []);
  const wrong = found.flatMap(({ problem }) => problem ?? []);
  return { directories, problems: [...wrong, ...doubleProblems(main.path, found)] };
}

function directoryOf(
  tree: SourceTree,
  source: string,
  written: string,
): { readonly directory?: string; readonly problem?: string } {
  const wanted = resolve(source, written);
  const directory = pathFrom(tree.root, wanted);
  if (directory === '..' || directory.startsWith('../') || !tree.isDirectory(directory)) {
    return {
      problem:
        `package ${quote(written)} is not a directory of the module in ${quote(tree.root)}; ` +
        'give a path relative to source, such as "./cmd/server"',
    };
  }
  const nested = nearest(wanted, 'go.mod');
  return nested !== undefined && nested !== tree.root
    ? {
        problem: `package ${quote(written)} belongs to another module, the one in ${quote(nested)}; point source there`,
      }
    : { directory };
}

/** The same package twice, and two programs that would be one file. */
function doubleProblems(
  modulePath: string,
  found: readonly { readonly written: string; readonly directory?: string }[],
): string[] {
  const byDirectory = new Map<string, string>();
  const byName = new Map<string, string>();
  return found.flatMap(({ written, directory }) => {
    if (directory === undefined) {
      return [];
    }
    const { programName } = mainPackage(modulePath, directory);
    const same = byDirectory.get(directory);
    const other = byName.get(programName);
    byDirectory.set(directory, written);
    byName.set(programName, written);
    if (same !== undefined) {
      const both = same === written ? '' : `, also as ${quote(same)}`;
      return [`package ${quote(written)} is asked for twice${both}; take one of the two out`];
    }
    return other === undefined
      ? []
      : [
          `packages ${quote(other)} and ${quote(written)} would both make a program ${quote(programName)}; rename one of the ` +
            'directories, or build them apart',
        ];
  });
}

/**
 * What is wrong with packages as the start of programs.
 *
 * @param source what the packages count from
 * @param written the packages as they were asked for
 */
export function mainProblems(
  { mains, certain }: ImportClosure,
  source: string,
  written: readonly string[],
): string[] {
  const own = mains.flatMap((main, index) => startProblems(main, source, written[index] ?? ''));
  return own.length > 0
    ? own
    : [...certain].flatMap((each) =>
        each.read.cgoFile === undefined || each.module === undefined
          ? []
          : [cgoProblem(each, each.read.cgoFile)],
      );
}

function startProblems(main: ClosurePackage, source: string, written: string): string[] {
  const { names, cgoFile } = main.read;
  const [name] = names;
  if (name === undefined) {
    return [
      cgoFile === undefined
        ? `package ${quote(written)} has no Go files that a build for Linux takes; give ${programsOf(main.tree, source)}`
        : cgoProblem(main, cgoFile),
    ];
  }
  return names.includes('main')
    ? []
    : [
        `package ${quote(written)} is "package ${name}", not "package main", so there is no program to run; ` +
          `give ${programsOf(main.tree, source)}`,
      ];
}

/** Where a module usually has its programs, as seen from `source`. */
function programsOf(tree: SourceTree, source: string): string {
  const programs = tree.list('cmd').filter(({ kind }) => kind === 'directory');
  const names = programs.map(({ name }) => quote(`./${pathFrom(source, tree.absolute(`cmd/${name}`))}`));
  const [first, ...others] = names;
  return first === undefined
    ? 'the directory that holds func main'
    : others.length === 0
      ? first
      : `one of ${names.join(', ')}`;
}

function cgoProblem({ tree }: ClosurePackage, file: string): string {
  return (
    `${tree.absolute(file)} imports "C", and cgo is off, so that the build would leave the file out; set cgo: true, or mark ` +
    'the file with "//go:build cgo" if the program can do without it'
  );
}
