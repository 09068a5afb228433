import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { quote } from '../core/errors';
import { type GoMod, readGoMod } from './go-mod';
import type { Read } from './module-syntax';
import type { SourceTree } from './source-tree';

/** A module whose files are here: the program's own, one of its workspace, or one that a `replace` line leads to. */
export interface LocalModule {
  /** Its path; the start of the import paths of its packages. */
  readonly path: string;
  readonly tree: SourceTree;
  readonly goMod: GoMod;
  /** Whether it is the program's own or of its workspace: then its go.sum counts. */
  readonly isMain: boolean;
  /** Whether every build takes it, and not perhaps another version; what is wrong in another one is no problem. */
  readonly isCertain: boolean;
}

/** Gives the tree of a directory: the same one for the same directory. */
export type Trees = (root: string) => SourceTree;

/** What Go accepts in a module path (golang.org/x/mod/module, CheckPath). */
const MODULE_PATH = /^[A-Za-z0-9._~+/-]+$/;

/** A module and what is wrong with its go.mod. */
export interface LocalModuleResult {
  readonly module?: LocalModule;
  readonly problems: readonly string[];
}

/** Reads the go.mod at the root of the tree of a main module. */
export function readMainModule(tree: SourceTree): LocalModuleResult {
  const { value: goMod, problems } = readModuleFile(tree, 'go.mod', readGoMod);
  if (problems.length > 0) {
    return { problems };
  }
  const file = tree.absolute('go.mod');
  if (!goMod.module) {
    return { problems: [`${file}:1 names no module; its first line must be "module <path>"`] };
  }
  const { text: path, line } = goMod.module;
  return MODULE_PATH.test(path) && path.split('/').every((word) => !['', '.', '..'].includes(word))
    ? { module: { path, tree, goMod, isMain: true, isCertain: true }, problems: [] }
    : {
        problems: [
          `${file}:${line} names the module ${quote(path)}, which is no module path: letters, digits and "-._~/+" only`,
        ],
      };
}

/** Reads a file of Go's own, once per tree, and tells its mistakes with file and line. */
export function readModuleFile<T>(
  tree: SourceTree,
  path: string,
  read: (text: string) => Read<T>,
): { readonly value: T; readonly problems: readonly string[] } {
  return tree.once(`module file ${path}`, () => {
    const text = tree.text(path);
    const { value, mistakes } = read(text);
    const file = tree.absolute(path);
    // What is no UTF-8 has been read as this character, which no module file has.
    const broken = text.split('\n').findIndex((line) => line.includes('\uFFFD'));
    return {
      value,
      problems:
        broken === -1
          ? mistakes.map(({ line, text: mistake }) => `${file}:${line} ${mistake}`)
          : [`${file}:${broken + 1} has bytes that are not UTF-8; save the file as UTF-8`],
    };
  });
}

/**
 * Why a directory that a module file names cannot be sent along.
 *
 * @param sentence begins the problem: file, line and verb
 */
export function directoryProblem(written: string, folder: string, sentence: string): string | undefined {
  if (isAbsolute(written)) {
    return `${sentence} the absolute path ${quote(written)}, which is another one inside the build; write a relative path`;
  }
  const isThere = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (!isThere) {
    return `${sentence} the directory ${quote(written)}, which does not exist; correct the path, or take the line out`;
  }
  return statSync(join(folder, 'go.mod'), { throwIfNoEntry: false })?.isFile()
    ? undefined
    : `${sentence} the directory ${quote(written)}, which has no go.mod; run "go mod init" there, or correct the path`;
}
