import { minorOf } from './go-version';

/** What the Go command selects files by. */
export interface BuildSettings {
  /** GOOS. */
  readonly os: string;
  /** GOARCH; nothing when it is not known yet: then the files of all architectures may be selected. */
  readonly architecture?: string;
  /** Build tags. */
  readonly tags: readonly string[];
  /** Whether cgo is on. */
  readonly cgo: boolean;
  /**
   * Absolute paths of directories that a step of the build fills: what is missing there is no mistake.
   *
   * @default - none
   */
  readonly generated?: readonly string[];
  /** The oldest Go that may compile: the `go` line of the module. */
  readonly goVersion: string;
}

/** Whether something is so for a build; `maybe` where that depends on what is not known while reading. */
export type Answer = 'yes' | 'no' | 'maybe';

/** The answer to "both", of two answers. */
export function both(left: Answer, right: Answer): Answer {
  return left === 'no' || right === 'no' ? 'no' : left === 'maybe' || right === 'maybe' ? 'maybe' : 'yes';
}

/** The answer to "not". */
export function not(answer: Answer): Answer {
  return answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : 'maybe';
}

/** The answer to "one of the two", of two answers. */
export function either(left: Answer, right: Answer): Answer {
  return not(both(not(left), not(right)));
}

/** Whether a tag holds in a build (go/build, Context.matchTag). */
export function tagHolds(tag: string, settings: BuildSettings): Answer {
  const { os, architecture } = settings;
  if (settings.tags.includes(tag) || (settings.cgo && tag === 'cgo') || tag === 'gc') {
    return 'yes';
  }
  if (tag === os || OTHER_NAMES[os] === tag || (tag === 'unix' && UNIX.has(os))) {
    return 'yes';
  }
  if (ARCHITECTURES.has(tag)) {
    return architecture === undefined ? 'maybe' : tag === architecture ? 'yes' : 'no';
  }
  const [, minor] = /^go1\.([1-9][0-9]*)$/.exec(tag) ?? [];
  if (minor !== undefined) {
    return Number(minor) <= minorOf(settings.goVersion) ? 'yes' : 'maybe';
  }
  // Features of a processor (`amd64.v2`) and experiments are the builder's.
  return /^(goexperiment\.|boringcrypto$)/.test(tag) || ARCHITECTURES.has(tag.split('.')[0] ?? '')
    ? 'maybe'
    : 'no';
}

/** Whether the name of a file lets a build take it: `x_linux.go`, `x_arm64.s` (go/build, Context.goodOSArchFile). */
export function nameMatches(name: string, settings: BuildSettings): Answer {
  const [stem = ''] = name.split('.');
  const words = stem.split('_').slice(1);
  if (words.at(-1) === 'test') {
    words.pop();
  }
  const [last = '', before = ''] = words.reverse();
  if (SYSTEMS.has(before) && ARCHITECTURES.has(last)) {
    return both(tagHolds(before, settings), tagHolds(last, settings));
  }
  return SYSTEMS.has(last) || ARCHITECTURES.has(last) ? tagHolds(last, settings) : 'yes';
}

/** Systems whose files another one takes as well. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  android: 'linux',
  illumos: 'solaris',
  ios: 'darwin',
};

const UNIX = new Set([
  'aix',
  'android',
  'darwin',
  'dragonfly',
  'freebsd',
  'hurd',
  'illumos',
  'ios',
  'linux',
  'netbsd',
  'openbsd',
  'solaris',
]);

/** Every name that Go has had or has set aside for a system; the list grows no more, so that file names keep their meaning. */
const SYSTEMS = new Set([...UNIX, 'js', 'nacl', 'plan9', 'wasip1', 'windows', 'zos']);

const ARCHITECTURES = new Set([
  '386',
  'amd64',
  'amd64p32',
  'arm',
  'armbe',
  'arm64',
  'arm64be',
  'loong64',
  'mips',
  'mipsle',
  'mips64',
  'mips64le',
  'mips64p32',
  'mips64p32le',
  'ppc',
  'ppc64',
  'ppc64le',
  'riscv',
  'riscv64',
  's390',
  's390x',
  'sparc',
  'sparc64',
  'wasm',
]);
