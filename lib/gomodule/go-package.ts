import { constraintHolds } from './build-constraint';
import { type Answer, both, type BuildSettings, nameMatches, tagHolds } from './build-settings';
import { cFile, includedFiles } from './cgo-files';
import { embeddedFiles } from './embed';
import { isInGenerated, mayBeGenerated } from './generated';
import { type GoFile, readGoFile } from './go-file';
import { type NativeCode, nativeCodeOf } from './native-code';
import { joined, type SourceTree } from './source-tree';

/** An import of a package, with its place. */
export interface PackageImport {
  readonly path: string;
  /** `/srv/notes/store/store.go:7`. */
  readonly at: string;
  /** Whether every build with these settings has it. */
  readonly certain: boolean;
}

/** A Go file that a build takes, for certain or maybe. */
export interface TakenGoFile {
  readonly path: string;
  readonly file: GoFile;
  readonly certain: boolean;
}

/** Go files of a package, with what they embed and import. */
interface GoPart {
  readonly go: readonly TakenGoFile[];
  /** All files that the build may read; relative to the module. */
  readonly files: readonly string[];
  readonly imports: readonly PackageImport[];
  readonly problems: readonly string[];
}

/** One package of a module, as far as a build with certain settings may select it; without its tests. */
export interface GoPackage extends GoPart {
  /** Names in the package clauses: more than one where the reader cannot tell which files a build takes. */
  readonly names: readonly string[];
  /** A file that only cgo can compile, and for which there is none in its place without; nothing when there is none, or cgo is on. */
  readonly cgoFile?: string;
  /** What C there is for certain; nothing when cgo is off. */
  readonly native?: NativeCode;
}

/** Reads the package in a directory of the tree, once for the same settings. */
export function readPackage(tree: SourceTree, directory: string, settings: BuildSettings): GoPackage {
  return tree.once(`package ${directory} ${JSON.stringify(settings)}`, () => {
    const { taken, cgoFile } = goFilesOf(tree, directory, settings, false);
    const part = readGoPart(tree, directory, taken, settings);
    const { others, compiled, certain } = otherFilesOf(tree, directory, settings);
    const withC = taken.filter(({ file }) => importsC(file));
    const preambles = withC.map(({ file }) => file.preamble);
    const included = includedFiles(tree, directory, compiled, preambles);
    const files = [...new Set([...part.files, ...others, ...included])];
    const certainPreambles = withC.filter((each) => each.certain).map(({ file }) => file.preamble);
    return {
      ...part,
      files,
      names: [...new Set(taken.flatMap(({ file }) => file.packageName ?? []))],
      cgoFile,
      native: settings.cgo ? nativeCodeOf(certainPreambles, certain, files, settings) : undefined,
    };
  });
}

/** What vet and the tests of a package read beyond the package itself: its test files, what they embed and import. */
export type PackageTests = GoPart;

/** Reads the tests of the package in a directory of the tree, once for the same settings. */
export function readTests(tree: SourceTree, directory: string, settings: BuildSettings): PackageTests {
  return tree.once(`tests ${directory} ${JSON.stringify(settings)}`, () =>
    readGoPart(tree, directory, goFilesOf(tree, directory, settings, true).taken, settings),
  );
}

function importsC({ imports }: GoFile): boolean {
  return imports.some(({ text }) => text === 'C');
}

/** Whether a file says nothing about which builds take it: then whoever wrote it meant all. */
function isUnconstrained({ header }: GoFile): boolean {
  return header.goBuild === undefined && header.plusBuild.length === 0;
}

/** Names of files that a build may take as far as their names say, with the answer. */
function candidates(
  tree: SourceTree,
  directory: string,
  settings: BuildSettings,
  isWanted: (name: string) => boolean,
): readonly { readonly name: string; readonly byName: Answer }[] {
  return tree
    .list(directory)
    .filter(({ name, kind }) => kind === 'file' && isWanted(name) && !/^[._]/.test(name))
    .map(({ name }) => ({ name, byName: nameMatches(name, settings) }))
    .filter(({ byName }) => byName !== 'no');
}

function goFilesOf(
  tree: SourceTree,
  directory: string,
  settings: BuildSettings,
  ofTests: boolean,
): { readonly taken: readonly TakenGoFile[]; readonly cgoFile?: string } {
  const taken: TakenGoFile[] = [];
  let cgoFile: string | undefined;
  const isWanted = (name: string): boolean => name.endsWith('.go') && name.endsWith('_test.go') === ofTests;
  const ask = (tag: string): Answer => tagHolds(tag, settings);
  for (const { name, byName } of candidates(tree, directory, settings, isWanted)) {
    const path = joined(directory, name);
    const file = tree.once(`Go file ${path}`, () => readGoFile(tree.text(path)));
    const answer = both(byName, constraintHolds(file.header, ask));
    // Go ignores a package of this name, so that documentation can stand beside any other.
    if (answer === 'no' || file.packageName === 'documentation') {
      continue;
    }
    if (settings.cgo || !importsC(file)) {
      taken.push({ path, file, certain: answer === 'yes' });
    } else if (answer === 'yes' && isUnconstrained(file)) {
      cgoFile ??= path;
    }
  }
  // A file that is taken without cgo only stands in for those that need it.
  const withCgo = { ...settings, cgo: true };
  const hasAlternative = taken.some(
    ({ file }) => constraintHolds(file.header, (tag) => tagHolds(tag, withCgo)) === 'no',
  );
  return { taken, cgoFile: hasAlternative ? undefined : cgoFile };
}

/** What the Go command lists with cgo or without: for its own assembler and linker, and Fortran, which it then refuses. */
const WITHOUT_CGO = /\.(s|h|hh|hpp|hxx|syso|f|F|for|f90)$/;
/** What it gives to a C compiler. */
const WITH_CGO = /\.(c|cc|cpp|cxx|m|S|sx|swig|swigcxx)$/;

interface OtherFiles {
  /** C and assembly files, and what is linked. */
  readonly others: readonly string[];
  /** Of those, the ones that a compiler reads. */
  readonly compiled: readonly string[];
  /** Of those, the ones that it reads for certain. */
  readonly certain: readonly string[];
}

function otherFilesOf(tree: SourceTree, directory: string, settings: BuildSettings): OtherFiles {
  const others: string[] = [];
  const compiled: string[] = [];
  const certain: string[] = [];
  const ask = (tag: string): Answer => tagHolds(tag, settings);
  const isWanted = (name: string): boolean => WITHOUT_CGO.test(name) || (settings.cgo && WITH_CGO.test(name));
  for (const { name, byName } of candidates(tree, directory, settings, isWanted)) {
    const path = joined(directory, name);
    if (name.endsWith('.syso')) {
      others.push(path);
      continue;
    }
    const answer = both(byName, constraintHolds(cFile(tree, path).header, ask));
    if (answer !== 'no') {
      others.push(path);
      compiled.push(path);
    }
    if (answer === 'yes') {
      certain.push(path);
    }
  }
  return { others, compiled, certain };
}

function readGoPart(
  tree: SourceTree,
  directory: string,
  go: readonly TakenGoFile[],
  { generated = [] }: BuildSettings,
): GoPart {
  const problems: string[] = [];
  const files = go.map(({ path }) => path);
  const imports: PackageImport[] = [];
  for (const { path, file, certain } of go) {
    const place = (line: number): string => `${tree.absolute(path)}:${line}`;
    for (const { text, line } of file.imports) {
      imports.push({ path: text, at: place(line), certain });
    }
    for (const { text, line } of file.embeds) {
      const { files: embedded, problem } = embeddedFiles(tree, directory, text);
      files.push(...embedded.filter((each) => !isInGenerated(tree.absolute(each), generated)));
      // The part without wildcards says where the files will be.
      const [path = ''] = text.replace(/^all:/, '').split(/[*?[\\]/);
      if (
        problem !== undefined &&
        certain &&
        !mayBeGenerated(tree.absolute(joined(directory, path)), generated)
      ) {
        problems.push(`${place(line)}: the pattern ${JSON.stringify(text)} of //go:embed ${problem}`);
      }
    }
  }
  return { go, files: [...new Set(files)], imports, problems };
}
