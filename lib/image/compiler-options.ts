import { quote } from '../core/errors';
import { byCodeUnit } from '../core/hash';

/** How the Go command compiles and links, beyond what every image gets (`-trimpath`, `-buildvcs=false`, an explicit cgo setting). */
export interface CompilerOptions {
  /**
   * Whether the symbol table and debug data are left out (`-ldflags "-s -w"`): about a third of the size. Stack traces stay.
   *
   * @default true
   */
  readonly strip?: boolean;

  /**
   * Whether the program is linked so that it can be loaded anywhere in memory (`-buildmode=pie`).
   *
   * Go then needs the dynamic loader of a C library even without cgo, so not for `Runtime.scratch()` and static bases.
   *
   * @default false
   */
  readonly positionIndependent?: boolean;

  /**
   * Whether C libraries are linked into the program (`-linkmode external -extldflags -static`). Only with cgo: without, every program is
   * static.
   *
   * With glibc, names of hosts and users are then looked up in Go (tags `netgo` and `osusergo`). With musl, in an Alpine builder,
   * nothing is lost.
   *
   * @default false
   */
  readonly staticLink?: boolean;

  /**
   * Further arguments of the linker, each one word: `['-B', 'gobuildid']`.
   *
   * @default []
   */
  readonly linkerFlags?: string[];

  /**
   * Arguments of the compiler (`-gcflags`), each one word: `['all=-B']`.
   *
   * @default []
   */
  readonly compilerFlags?: string[];

  /**
   * Further flags of `go build`, each one word as in `-flag=value`: `['-cover']`.
   *
   * @default []
   */
  readonly flags?: string[];
}

/** The documented defaults of `CompilerOptions`. */
export const COMPILER_DEFAULTS = {
  strip: true,
  positionIndependent: false,
  staticLink: false,
  linkerFlags: [],
  compilerFlags: [],
  flags: [],
} as const;

/** The same options, every one answered. */
export type CompilerSettings = Required<CompilerOptions>;

/** Answers what was left open. */
export function compilerSettings(options: CompilerOptions = {}): CompilerSettings {
  return {
    strip: options.strip ?? COMPILER_DEFAULTS.strip,
    positionIndependent: options.positionIndependent ?? COMPILER_DEFAULTS.positionIndependent,
    staticLink: options.staticLink ?? COMPILER_DEFAULTS.staticLink,
    linkerFlags: [...(options.linkerFlags ?? COMPILER_DEFAULTS.linkerFlags)],
    compilerFlags: [...(options.compilerFlags ?? COMPILER_DEFAULTS.compilerFlags)],
    flags: [...(options.flags ?? COMPILER_DEFAULTS.flags)],
  };
}

/** Tags that link nothing of a C library for names of hosts and users. */
const STATIC_TAGS = ['netgo', 'osusergo'];

/** The tags of a build: those that were given, and those that a static link needs. */
export function buildTags(tags: readonly string[], { staticLink }: CompilerSettings): string[] {
  return [...new Set([...tags, ...(staticLink ? STATIC_TAGS : [])])].sort(byCodeUnit);
}

/** Everything that is wrong with tags and flags. */
export function compilerProblems(tags: readonly string[], settings: CompilerSettings): string[] {
  return [
    ...tags.flatMap(tagProblems),
    ...settings.flags.flatMap(flagProblems),
    ...settings.linkerFlags.flatMap((flag) => linkerProblems(flag)),
    ...settings.compilerFlags.flatMap((flag) => wordProblems('compiler flag', flag)),
  ];
}

function tagProblems(tag: string): string[] {
  if (!/^[\p{L}_][\p{L}\p{Nd}_.]*$/u.test(tag)) {
    return [
      `build tag ${quote(tag)} is not possible: letters, digits, "_" and "."; give each tag as an element of its own`,
    ];
  }
  return SETTINGS_AS_TAGS.has(tag)
    ? [`build tag ${quote(tag)} is set by Go itself, from the platform and from cgo; use those properties`]
    : [];
}

const SETTINGS_AS_TAGS = new Set([
  'cgo',
  'linux',
  'windows',
  'darwin',
  'amd64',
  'arm64',
  'arm',
  'unix',
  'gc',
  'race',
]);

/** Flags that are refused, and why; a flag of the Go command may be written with one dash or with two. */
const REFUSED: Readonly<Record<string, string>> = {
  a: 'compiles everything anew, 16 to 33 s instead of one; leave it out, since the caches know what has changed',
  i: 'was removed in Go 1.20; leave it out',
  installsuffix: 'has done nothing of use since Go 1.10; leave it out',
  toolexec: 'runs any program in place of the compiler; run it in a step of its own',
  tags: 'would not be known to the reader of the sources and to the gates; use the property tags',
  ldflags: 'would replace the ones that are rendered; use strip, linkerFlags and stamp',
  gcflags: 'has a property of its own; use compilerFlags',
  o: 'is where the image takes the program from; leave it out',
  trimpath: 'is always set; leave it out',
  buildvcs: 'is always false, so that a commit alone changes nothing; use version and stamp',
  buildmode: 'decides which runtime the program can have; use positionIndependent',
  race: 'makes a program slow and big; use it in a gate, Gate.test({ race: true })',
  mod: 'is what the module and its vendor directory say; leave it out',
  modfile: 'would be another module than the one that was read; leave it out',
  overlay: 'would replace files that were read; leave it out',
  C: 'is where the module is; leave it out',
  n: 'builds nothing; leave it out',
};

function flagProblems(flag: string): string[] {
  const words = wordProblems('build flag', flag);
  if (words.length > 0) {
    return words;
  }
  const [, name = ''] = /^--?([A-Za-z][A-Za-z0-9]*)(=.*)?$/.exec(flag) ?? [];
  if (name === '') {
    return [`build flag ${quote(flag)} is no flag of "go build"; write "-name" or "-name=value"`];
  }
  const reason = Object.hasOwn(REFUSED, name) ? REFUSED[name] : undefined;
  return reason === undefined ? [] : [`build flag ${quote(flag)} ${reason}`];
}

function linkerProblems(flag: string): string[] {
  const words = wordProblems('linker flag', flag);
  if (words.length > 0) {
    return words;
  }
  const reasons: Readonly<Record<string, string>> = {
    X: 'is not checked against the sources; use stamp',
    s: 'has a property of its own; use strip',
    w: 'has a property of its own; use strip',
    linkmode: 'decides which runtime the program can have; use staticLink',
    extldflags: 'decides which runtime the program can have; use staticLink',
  };
  const [, name = ''] = /^--?([A-Za-z]+)(=.*)?$/.exec(flag) ?? [];
  const reason = Object.hasOwn(reasons, name) ? reasons[name] : undefined;
  return reason === undefined ? [] : [`linker flag ${quote(flag)} ${reason}`];
}

/** One with a blank would fall apart, and one half would be lost without a word (as in GOFLAGS). */
function wordProblems(what: string, flag: string): string[] {
  return flag !== '' && !/[\s'"\\]/.test(flag)
    ? []
    : [
        `${what} ${quote(flag)} is empty or has a blank, a quote or a backslash in it; give each word as an element of its own`,
      ];
}
