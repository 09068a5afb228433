import { constraintHolds } from './build-constraint';
import { type Answer, both, type BuildSettings, nameMatches, tagHolds } from './build-settings';
import { cFile, includedFiles } from './cgo-files';
import { embeddedFiles } from './embed';
import { type GoFile, readGoFile } from './go-file';
import { joined, type SourceTree } from './source-tree';

/** An import of a package, with its place. */
export interface PackageImport {
  readonly path: string;
  /** `/srv/notes/store/store.go:7`. */
  readonly at: string;
  /** Whether every build with these settings has it. */
  readonly certain: boolean;
}

/** One package of a module, as far as a build with certain settings may select it. */
export interface GoPackage {
  /** Names in the package clauses: more than one where the reader cannot tell which files a build takes. */
  readonly names: readonly string[];
  /** All files that the build may read, embedded and included ones too; relative to the module. */
  readonly files: readonly string[];
  readonly imports: readonly PackageImport[];
  /** A file that only cgo can compile, and for which there is none in its place without; nothing when there is none, or cgo is on. */
  readonly cgoFile?: string;
  readonly problems: readonly string[];
}

/** Reads the package in a directory of the tree, once for the same settings. */
export function readPackage(tree: SourceTree, directory: string, settings: BuildSettings): GoPackage {
  return tree.once(`package ${directory} ${JSON.stringify(settings)}`, () => {
    const selected = selectFiles(tree, directory, settings);
    return gather(tree, directory, selected);
  });
}

/** Whether a file says nothing about which builds take it: then whoever wrote it meant all. */
function isUnconstrained({ header }: GoFile): boolean {
  return header.goBuild === undefined && header.plusBuild.length === 0;
}

interface Selected {
  /** Go files that are taken, for certain or maybe. */
  readonly go: readonly { readonly path: string; readonly file: GoFile; readonly answer: Answer }[];
  /** C and assembly files, and what is linked. */
  readonly others: readonly string[];
  /** Of those, the ones that a compiler reads. */
  readonly compiled: readonly string[];
  readonly cgoFile?: string;
}

/** What the Go command lists with cgo or without: for its own assembler and linker, and Fortran, which it then refuses. */
const WITHOUT_CGO = /\.(s|h|hh|hpp|hxx|syso|f|F|for|f90)$/;
/** What it gives to a C compiler. */
const WITH_CGO = /\.(c|cc|cpp|cxx|m|S|sx|swig|swigcxx)$/;

function selectFiles(tree: SourceTree, directory: string, settings: BuildSettings): Selected {
  const go: { path: string; file: GoFile; answer: Answer }[] = [];
  const others: string[] = [];
  const compiled: string[] = [];
  let cgoFile: string | undefined;
  for (const { name, kind } of tree.list(directory)) {
    const byName = kind !== 'file' || /^[._]/.test(name) ? 'no' : nameMatches(name, settings);
    if (byName === 'no' || (name.endsWith('_test.go') && !settings.tests)) {
      continue;
    }
    const path = joined(directory, name);
    const ask = (tag: string): Answer => tagHolds(tag, settings);
    if (name.endsWith('.go')) {
      const file = tree.once(`Go file ${path}`, () => readGoFile(tree.text(path)));
      const answer = both(byName, constraintHolds(file.header, ask));
      // Go ignores a package of this name, so that documentation can stand beside any other.
      if (answer === 'no' || file.packageName === 'documentation') {
        continue;
      }
      if (!settings.cgo && file.imports.some(({ text }) => text === 'C')) {
        cgoFile ??= answer === 'yes' && isUnconstrained(file) ? path : undefined;
        continue;
      }
      go.push({ path, file, answer });
    } else if (name.endsWith('.syso')) {
      others.push(path);
    } else if (WITHOUT_CGO.test(name) || (settings.cgo && WITH_CGO.test(name))) {
      if (constraintHolds(cFile(tree, path).header, ask) !== 'no') {
        others.push(path);
        compiled.push(path);
      }
    }
  }
  // A file that is taken without cgo only stands in for those that need it.
  const withCgo = { ...settings, cgo: true };
  const hasAlternative = go.some(
    ({ file }) => constraintHolds(file.header, (tag) => tagHolds(tag, withCgo)) === 'no',
  );
  return { go, others, compiled, cgoFile: hasAlternative ? undefined : cgoFile };
}

function gather(tree: SourceTree, directory: string, { go, others, compiled, cgoFile }: Selected): GoPackage {
  const problems: string[] = [];
  const files = [...go.map(({ path }) => path), ...others];
  const imports: PackageImport[] = [];
  for (const { path, file, answer } of go) {
    const place = (line: number): string => `${tree.absolute(path)}:${line}`;
    const certain = answer === 'yes';
    // The test files of a package may import what imports the package.
    const inProgram = !path.endsWith('_test.go');
    for (const { text, line } of file.imports) {
      imports.push({ path: text, at: place(line), certain: certain && inProgram });
    }
    for (const { text, line } of file.embeds) {
      const { files: embedded, problem } = embeddedFiles(tree, directory, text);
      embedded.forEach((each) => files.push(each));
      if (problem !== undefined && certain) {
        problems.push(`${place(line)}: the pattern ${JSON.stringify(text)} of //go:embed ${problem}`);
      }
    }
  }
  const preambles = go.map(({ file }) => file.preamble).filter((text) => text !== '');
  includedFiles(tree, directory, compiled, preambles).forEach((each) => files.push(each));
  const inProgram = go.filter(({ path }) => !path.endsWith('_test.go'));
  return {
    names: [...new Set(inProgram.flatMap(({ file }) => file.packageName ?? []))],
    files: [...new Set(files)],
    imports,
    cgoFile,
    problems,
  };
}
