import { posix } from 'node:path';
import { type FileHeader, readHeader } from './build-constraint';
import { readCgoDirectives } from './cgo-directives';
import { joined, parentOf, type SourceTree } from './source-tree';

/** An `#include` line of a C or assembly file. */
export interface Include {
  readonly name: string;
  /** In quotes, so that the file's own directory is looked at first. */
  readonly quoted: boolean;
}

/** What this library reads of a C or assembly file. */
export interface CFile {
  readonly header: FileHeader;
  readonly includes: readonly Include[];
}

/** A C or assembly file of the tree, read once. */
export function cFile(tree: SourceTree, path: string): CFile {
  return tree.once(`C file ${path}`, () => {
    const text = tree.text(path);
    return { header: readHeader(text), includes: includesOf(text) };
  });
}

/**
 * What the C compiler and the assembler may read beside the files that the Go command lists.
 *
 * Follows `#include` lines, and the paths below `${SRCDIR}` that `#cgo` lines name. The Go command lists files of the package's
 * own directory only, but C code often includes from directories below it. What is not in the tree is the system's. Includes by
 * a macro cannot be followed.
 *
 * @param files C and assembly files of the package
 * @param preambles texts of the comments beside `import "C"`
 */
export function includedFiles(
  tree: SourceTree,
  directory: string,
  files: readonly string[],
  preambles: readonly string[],
): readonly string[] {
  const named = preambles
    .flatMap((text) => readCgoDirectives(text))
    .flatMap(({ words }) => pathsIn(words, directory));
  const search = named.filter(({ kind }) => kind === 'include').map(({ path }) => path);
  const found = new Set(named.flatMap((each) => filesNamed(tree, each)));
  const follow = (includes: readonly Include[], from: string): void => {
    for (const { name, quoted } of includes) {
      const places = quoted ? [from, directory, ...search] : search;
      const there = places
        .map((place) => within(place, name))
        .filter((each) => each !== undefined)
        .filter((each) => tree.isFile(each));
      // The compiler looks beside the including file first, the assembler in the package only: both are taken.
      const paths = there
        .slice(0, 1)
        .concat(quoted ? there.filter((each) => each === within(directory, name)) : []);
      for (const path of paths.filter((each) => !found.has(each))) {
        found.add(path);
        follow(cFile(tree, path).includes, parentOf(path));
      }
    }
  };
  files.forEach((path) => {
    follow(cFile(tree, path).includes, parentOf(path));
  });
  preambles.forEach((text) => {
    follow(includesOf(text), directory);
  });
  return [...found];
}

const INCLUDE = /^(?:[ \t]|\/\*.*?\*\/)*#[ \t]*(?:include|import)[ \t]*(["<])([^">\n]+)/gm;

function includesOf(text: string): Include[] {
  return [...text.matchAll(INCLUDE)].map(([, mark, name = '']) => ({ name, quoted: mark === '"' }));
}

interface NamedPath {
  readonly kind: 'include' | 'libraries' | 'file';
  readonly path: string;
}

/** The flags that name a directory of headers. */
const HEADERS = ['-I', '-isystem', '-iquote', '-idirafter'];
const FLAG = new RegExp(`^(${[...HEADERS, '-L'].join('|')})(.*)$`);

/** `-I${SRCDIR}/include -L${SRCDIR}/lib ${SRCDIR}/lib/libx.a`; a relative path counts from the package as well. */
function pathsIn(words: readonly string[], directory: string): NamedPath[] {
  return words.flatMap((word, index): NamedPath[] => {
    const before = words[index - 1] ?? '';
    const [, flag, path = ''] = FLAG.exec(FLAG.exec(before)?.[2] === '' ? `${before}${word}` : word) ?? [];
    if (flag === undefined) {
      // Others, such as `-Wl,--script=${SRCDIR}/x.ld`, name files.
      return word.split(/[,=]/).flatMap((part) => pathFrom(directory, part, 'file', true));
    }
    return pathFrom(directory, path, flag === '-L' ? 'libraries' : 'include', false);
  });
}

function pathFrom(
  directory: string,
  path: string,
  kind: NamedPath['kind'],
  onlyOfPackage: boolean,
): NamedPath[] {
  const isOfPackage = path.startsWith(PACKAGE);
  const inside = isOfPackage ? within(directory, `.${path.slice(PACKAGE.length)}`) : within(directory, path);
  return path === '' || inside === undefined || (onlyOfPackage && !isOfPackage)
    ? []
    : [{ kind, path: inside }];
}

/** What the Go command replaces by the directory of the package. */
const PACKAGE = '${SRCDIR}';

function filesNamed(tree: SourceTree, { kind, path }: NamedPath): string[] {
  if (kind === 'file') {
    return tree.isFile(path) ? [path] : [];
  }
  return kind === 'include'
    ? []
    : tree
        .list(path)
        .filter((entry) => entry.kind === 'file' && /\.(a|o|so|lib)(\.|$)/.test(entry.name))
        .map(({ name }) => joined(path, name));
}

/** A path relative to a directory; nothing when it leads out of the tree. */
function within(directory: string, path: string): string | undefined {
  const inside = posix.normalize(posix.join(directory, path)).replace(/\/$/, '');
  return posix.isAbsolute(path) || inside === '..' || inside.startsWith('../')
    ? undefined
    : inside === '.'
      ? ''
      : inside;
}
