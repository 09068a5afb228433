import { sortedEntries } from '../core/names';
import type { CompilerSettings } from './compiler-options';
import type { Platform } from './platform';

/** What the Go command is told, the same for the build and for every gate. */
export interface GoSettings {
  readonly tags: readonly string[];
  readonly cgo: boolean;
  /** The machine that the program is for; the building one when it is not said. */
  readonly platform?: Platform;
  readonly compiler: CompilerSettings;
  /**
   * Whether the program keeps the paths of its sources, for a debugger.
   *
   * @default - it does not
   */
  readonly keepPaths?: boolean;
}

/** Environment of every step that runs Go: no other toolchain is fetched, and cgo is never left to what the builder has. */
export function goEnvironment({ cgo }: GoSettings): Record<string, string> {
  return { CGO_ENABLED: cgo ? '1' : '0', GOTOOLCHAIN: 'local' };
}

/**
 * Words for `env` that name the machine which the program is for. Said to the Go command alone: what the user's own steps compile, they
 * also run.
 */
export function platformWords({ platform }: GoSettings): string[] {
  return sortedEntries(platform?.toGoEnvironment() ?? {}).map(([name, value]) => `${name}=${value}`);
}

/** The flag for the build's tags; nothing without any. */
export function tagFlags({ tags }: GoSettings): string[] {
  return tags.length === 0 ? [] : [`-tags=${tags.join(',')}`];
}

/** What is compiled, and where to. */
export interface Compilation {
  /** A file, or a directory with a slash at its end. */
  readonly output: string;
  /** Packages, or files. */
  readonly packages: readonly string[];
  /** Values of string variables, by package and name. */
  readonly stamp: Readonly<Record<string, string>>;
}

/** `go build`. With `-trimpath` and without a version control stamp equal sources give equal bytes in every directory. */
export function goBuild(settings: GoSettings, { output, packages, stamp }: Compilation): string[] {
  const { compiler } = settings;
  const compilerFlags = compiler.compilerFlags.join(' ');
  return [
    ...['go', 'build', ...(settings.keepPaths === true ? [] : ['-trimpath']), '-buildvcs=false'],
    ...tagFlags(settings),
    ...(compiler.positionIndependent ? ['-buildmode=pie'] : []),
    ...(compilerFlags === '' ? [] : ['-gcflags', compilerFlags]),
    ...['-ldflags', linkerFlags(compiler, stamp)],
    ...compiler.flags,
    ...['-o', output, ...packages],
  ];
}

/** One word per flag, then one `-X` per stamp, quoted as the Go command splits such a list. */
function linkerFlags(compiler: CompilerSettings, stamp: Readonly<Record<string, string>>): string {
  const stamps = sortedEntries(stamp).flatMap(([symbol, value]) => {
    const quotes = value.includes("'") ? '"' : "'";
    return ['-X', `${quotes}${symbol}=${value}${quotes}`];
  });
  return [
    ...(compiler.strip ? ['-s', '-w'] : []),
    ...(compiler.staticLink ? ['-linkmode', 'external', '-extldflags', '-static'] : []),
    ...compiler.linkerFlags,
    ...stamps,
  ].join(' ');
}
