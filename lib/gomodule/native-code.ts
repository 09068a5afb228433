import type { BuildSettings } from './build-settings';
import { byCodeUnit } from '../core/hash';
import { type CgoDirective, directiveHolds, readCgoDirectives } from './cgo-directives';
import { nameOf } from './source-tree';

/**
 * What the C part of a program asks of the machine that builds it, and of the one that runs it.
 *
 * Only what every build with the same settings has. C parts of the standard library and of modules that are downloaded are not
 * among it.
 */
export interface NativeCode {
  /** Whether a file imports "C". */
  readonly usesCgo: boolean;
  /**
   * Names after `-l` in `#cgo LDFLAGS`, each once, in code-unit order; without those that are linked from an archive beside the
   * package.
   */
  readonly libraries: readonly string[];
  /** Names after `#cgo pkg-config`, each once, in code-unit order. */
  readonly pkgConfig: readonly string[];
  /** Whether a C++ compiler, or its library, is needed. */
  readonly cxx: boolean;
}

/**
 * The native code of a package.
 *
 * @param preambles comments of the imports of "C"
 * @param sources its C and C++ files
 * @param files all files of the package
 */
export function nativeCodeOf(
  preambles: readonly string[],
  sources: readonly string[],
  files: readonly string[],
  settings: BuildSettings,
): NativeCode {
  const directives = preambles
    .flatMap((text) => readCgoDirectives(text))
    .filter((directive) => directiveHolds(directive, settings) === 'yes');
  const linked = directives.filter(({ verb }) => verb === 'LDFLAGS').flatMap(librariesOf);
  const names = new Set(files.map(nameOf));
  return {
    usesCgo: preambles.length > 0,
    libraries: sorted(linked.filter((name) => !isBundled(name, names))),
    pkgConfig: sorted(
      directives
        .filter(({ verb }) => verb === 'pkg-config')
        .flatMap(({ words }) => words.filter((word) => !word.startsWith('-'))),
    ),
    cxx: sources.some((path) => CXX_FILE.test(path)) || linked.some((name) => CXX_LIBRARY.test(name)),
  };
}

/** The native code of several packages together. */
export function allNativeCode(parts: readonly NativeCode[]): NativeCode {
  return {
    usesCgo: parts.some(({ usesCgo }) => usesCgo),
    libraries: sorted(parts.flatMap(({ libraries }) => libraries)),
    pkgConfig: sorted(parts.flatMap(({ pkgConfig }) => pkgConfig)),
    cxx: parts.some(({ cxx }) => cxx),
  };
}

const CXX_FILE = /\.(cc|cpp|cxx|swigcxx)$/;
const CXX_LIBRARY = /^(stdc|c)\+\+$/;

/** `-lm`, and `-l m`. */
function librariesOf({ words }: CgoDirective): string[] {
  return words.flatMap((word, index) =>
    words[index - 1] === '-l'
      ? [word]
      : word.startsWith('-l') && word !== '-l'
        ? [word.slice('-l'.length)]
        : [],
  );
}

/** Whether the package brings the archive itself, and no shared library, which the linker would prefer. */
function isBundled(library: string, names: ReadonlySet<string>): boolean {
  return library.startsWith(':')
    ? library.endsWith('.a') && names.has(library.slice(1))
    : names.has(`lib${library}.a`) && !names.has(`lib${library}.so`);
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort(byCodeUnit);
}
