import { quote } from '../core/errors';
import { minorOf } from '../gomodule/go-version';
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
  /**
   * Whether the user's own steps run something in the stage of the sources or of the build, where they may install a C compiler.
   *
   * @default - no
   */
  readonly ownSteps?: boolean;
  /**
   * GOARCH of the machine that the image is for.
   *
   * @default - that of the Docker host, which nobody knows here
   */
  readonly architecture?: string;
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
    ...staticProblems(use),
    ...architectureProblems(use),
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
export function compilerProblems({ cgo, race, builder, ownSteps = false }: RuntimeUse): string[] {
  if (ownSteps || builderFacts(builder)?.hasCompiler !== false) {
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

/** What is wrong with a static link that is none. */
export function staticProblems({ cgo, staticallyLinked }: RuntimeUse): string[] {
  return staticallyLinked && !cgo
    ? [
        'staticLink is for C libraries, and cgo is off, so every program is linked statically already; leave it out',
      ]
    : [];
}

const NEVER = Infinity;
/** First Go of each, without end for none yet. Source: internal/platform/supported.go of Go 1.26 and 1.27. */
const LINKS_POSITION_INDEPENDENT: Readonly<Record<string, number>> = {
  s390x: 27,
  arm: NEVER,
  riscv64: NEVER,
};
const HAS_RACE_DETECTOR: Readonly<Record<string, number>> = { riscv64: 26, arm: NEVER };

/** What Go cannot do for the machine that the image is for. */
export function architectureProblems(use: RuntimeUse): string[] {
  const { architecture = '', cgo, positionIndependent, race, builder } = use;
  const lacks = (since: Readonly<Record<string, number>>): boolean => {
    const version = builderFacts(builder)?.goVersion;
    const first = Object.hasOwn(since, architecture) ? (since[architecture] ?? 0) : 0;
    // Without a version the newest Go is taken to be there, so only what no Go can do is wrong.
    return first === NEVER || (version !== undefined && minorOf(version) < first);
  };
  return [
    ...(positionIndependent && !cgo && lacks(LINKS_POSITION_INDEPENDENT)
      ? [
          `positionIndependent is not possible for ${quote(architecture)} without cgo with the builder ${quote(builder)}, since Go ` +
            'leaves such a link to the C compiler there; leave positionIndependent out, or turn cgo on',
        ]
      : []),
    ...(race && lacks(HAS_RACE_DETECTOR)
      ? [
          `a gate uses the race detector, which the Go of the builder ${quote(builder)} does not have for ${quote(architecture)}; ` +
            'leave race out',
        ]
      : []),
  ];
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
