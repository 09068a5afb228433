import { quote } from '../core/errors';
import { builderFacts } from './builder-table';
import { isImage } from './image-name';
import { Libc } from './libc';
import type { Runtime } from './runtime';
import { builderFor, newestBuilder, runtimeFor } from './runtime-fixes';

/** How a program is linked, where, and what it is put on: all that decides whether it starts. */
export interface RuntimeUse {
  readonly cgo: boolean;
  /** Whether no shared library is needed at run time, although cgo is on. */
  readonly staticallyLinked: boolean;
  readonly positionIndependent: boolean;
  /** Whether a gate uses the race detector. */
  readonly race: boolean;
  /** The builder as the user wrote it, before any mirror. */
  readonly builder: string;
  readonly runtime: Runtime;
  /** The newest glibc that the program really needs, where that is known to be older than the builder's: `2.34`. */
  readonly assumeGlibc?: string;
}

/** Everything because of which the build would fail or the program would not start. */
export function runtimeProblems(use: RuntimeUse): string[] {
  const compiler = compilerProblems(use);
  return [
    ...toolchainProblems(use.runtime),
    ...compiler,
    // Where nothing can be linked, no C library is wrong yet.
    ...(compiler.length > 0 ? [] : libcProblems(use)),
    ...positionProblems(use),
  ];
}

/** Images that are for building: a compiler in production is hundreds of megabytes and help for an intruder. */
const TOOLCHAINS = ['golang', 'gcc', 'buildpack-deps'];

/** What is wrong with a runtime that is a toolchain. */
export function toolchainProblems({ base }: Runtime): string[] {
  return TOOLCHAINS.some((name) => isImage(base, name))
    ? [
        `the runtime ${quote(base)} is a toolchain, and compilers do not belong in a container that runs; write the runtime ` +
          'Runtime.distrolessStatic(), or Runtime.distrolessBaseNoSsl() with cgo',
      ]
    : [];
}

/** What a builder without a C compiler cannot do. */
export function compilerProblems({ cgo, race, builder }: RuntimeUse): string[] {
  if (builderFacts(builder)?.hasCompiler !== false) {
    return [];
  }
  const users = [...(cgo ? ['cgo'] : []), ...(race ? ['the race detector'] : [])];
  return users.map(
    (user) =>
      `the builder ${quote(builder)} has no C compiler, which ${user} needs; write ${quote(newestBuilder(builder))}`,
  );
}

/** What is wrong with the C library of the runtime for a program that is linked with the builder's. */
export function libcProblems({ cgo, staticallyLinked, builder, runtime, assumeGlibc }: RuntimeUse): string[] {
  const needed = neededLibc(builder, assumeGlibc);
  if (!cgo || staticallyLinked || runtime.builderLibraries) {
    return [];
  }
  if (runtime.libc.isLike(Libc.none())) {
    return [
      `the runtime ${quote(runtime.base)} has no C library, which a program with cgo needs; write ` +
        `${fixes(needed ?? ANY_GLIBC, runtime)}, or link the program statically by staticLink`,
    ];
  }
  if (needed === undefined || runtime.libc.runs(needed)) {
    return [];
  }
  return needed.isLike(runtime.libc)
    ? [olderThan(needed, builder, runtime, assumeGlibc)]
    : [otherThan(needed, builder, runtime)];
}

/** Go asks for the loader of the builder's C library when a program is position independent, also without cgo. */
export function positionProblems(use: RuntimeUse): string[] {
  const { cgo, staticallyLinked, positionIndependent, builder, runtime } = use;
  const built = builtWith(builder);
  if (cgo || staticallyLinked || runtime.builderLibraries || !positionIndependent) {
    return [];
  }
  if (runtime.libc.isLike(Libc.none())) {
    return [
      `the runtime ${quote(runtime.base)} has no dynamic loader, which a position independent program needs even without cgo; ` +
        `leave positionIndependent out, or write ${fixes(built ?? ANY_GLIBC, runtime)}`,
    ];
  }
  return built === undefined || built.isLike(runtime.libc) ? [] : [otherThan(built, builder, runtime)];
}

const ANY_GLIBC = Libc.glibc('2.0');

function builtWith(builder: string): Libc | undefined {
  return builderFacts(builder)?.distribution?.libc;
}

/** What is stated wins over what the builder has, but makes no other C library of it. */
function neededLibc(builder: string, assumeGlibc: string | undefined): Libc | undefined {
  const built = builtWith(builder);
  const assumed = assumeGlibc === undefined ? undefined : Libc.glibc(assumeGlibc);
  return built && assumed && !built.isLike(assumed) ? built : (assumed ?? built);
}

function olderThan(needed: Libc, builder: string, runtime: Runtime, assumeGlibc: string | undefined): string {
  const [has, fix] =
    assumeGlibc === undefined
      ? [
          `the builder ${quote(builder)} has ${needed.toText()}`,
          `${fixes(needed, runtime, builder)}, or say by assumeGlibc what the program really needs`,
        ]
      : [`assumeGlibc says that the program needs ${needed.toText()}`, fixes(needed, runtime)];
  return `${has}, and the runtime ${quote(runtime.base)} has ${runtime.libc.toText()}, which is older; write ${fix}`;
}

function otherThan(needed: Libc, builder: string, runtime: Runtime): string {
  return (
    `the builder ${quote(builder)} has ${needed.toText()}, and the runtime ${quote(runtime.base)} has ${runtime.libc.toText()}: ` +
    `a program starts only with the C library that it was linked with; write ${fixes(needed, runtime, builder)}`
  );
}

/** What to write instead of the runtime, and instead of the builder where one is given. */
function fixes(needed: Libc, runtime: Runtime, builder?: string): string {
  const otherBuilder = builder === undefined ? undefined : builderFor(runtime.libc, builder);
  const otherRuntime = runtimeFor(needed, runtime) ?? `Runtime.custom with ${needed.toText()} or newer`;
  return [
    ...(otherBuilder === undefined ? [] : [`the builder ${quote(otherBuilder)}`]),
    `the runtime ${otherRuntime}`,
  ].join(', or ');
}
