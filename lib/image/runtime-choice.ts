import { quote } from '../core/errors';
import { cgoImports, type CgoNeed } from './cgo-modules';
import { Runtime } from './runtime';

/** What decides about the base of a program when the user does not. */
export interface RuntimeNeeds {
  readonly cgo: boolean;
  /** Whether no shared library is needed at run time, although cgo is on. */
  readonly staticallyLinked: boolean;
  /** Names of libraries that the program's own packages link, without `-l`. */
  readonly libraries: readonly string[];
  /** Whether there are C++ files among them. */
  readonly cxx: boolean;
  /** Import paths of packages whose sources are not here. */
  readonly outsideImports: readonly string[];
}

/** The smallest base that has everything, and what none of them has. */
export interface RuntimeChoice {
  readonly runtime: Runtime;
  readonly problems: readonly string[];
}

/**
 * Chooses a base for a program of a Debian builder; those of Alpine have no C compiler, so that only programs without cgo are built
 * there.
 */
export function chooseRuntime(needs: RuntimeNeeds): RuntimeChoice {
  if (!needs.cgo || needs.staticallyLinked) {
    return { runtime: Runtime.distrolessStatic(), problems: [] };
  }
  const modules = cgoImports(needs.outsideImports);
  const levels = [
    ...needs.libraries.flatMap((name) => LEVELS.get(name) ?? []),
    ...(needs.cxx ? [LEVEL.cc] : []),
    ...modules.map(({ module }) => LEVEL_OF_NEED[module.needs]),
  ];
  return {
    runtime: runtimeOf(Math.max(LEVEL.libc, ...levels)),
    problems: [
      ...[...new Set(needs.libraries)].filter((name) => !LEVELS.has(name)).map(libraryProblem),
      ...modules.flatMap(({ importPath, module: { library } }) =>
        library === undefined ? [] : [moduleProblem(importPath, library)],
      ),
    ],
  };
}

/** Bases that contain each other, the smallest first. */
const LEVEL = { libc: 0, ssl: 1, cc: 2 } as const;

const LEVEL_OF_NEED: Readonly<Record<CgoNeed, number>> = {
  libc: LEVEL.libc,
  'c++': LEVEL.cc,
  own: LEVEL.libc,
};

/** Libraries by the base that has them; the first row is glibc and what became a part of it. */
const LEVELS: ReadonlyMap<string, number> = new Map([
  ...['c', 'm', 'dl', 'pthread', 'rt', 'resolv', 'util'].map((name) => [name, LEVEL.libc] as const),
  ...['ssl', 'crypto', 'z', 'zstd'].map((name) => [name, LEVEL.ssl] as const),
  ...['stdc++', 'gomp', 'gcc_s'].map((name) => [name, LEVEL.cc] as const),
]);

function runtimeOf(level: number): Runtime {
  if (level === LEVEL.cc) {
    return Runtime.distrolessCc();
  }
  return level === LEVEL.ssl ? Runtime.distrolessBase() : Runtime.distrolessBaseNoSsl();
}

const FIX =
  'give the runtime: an image of your own on Runtime.debianSlim() with that library, as Runtime.custom; or ' +
  'Runtime.distrolessBaseNoSsl(), where the library is linked statically';

function libraryProblem(name: string): string {
  return `the program links the library ${quote(name)}, which is in no base that is chosen by itself; ${FIX}`;
}

function moduleProblem(importPath: string, library: string): string {
  return `the program imports ${quote(importPath)}, which needs ${library} at run time, and no base that is chosen by itself has it; ${FIX}`;
}
