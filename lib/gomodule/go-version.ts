/** `1.27`, `1.27.4` or `1.28rc1`. */
const VERSION = /^([1-9][0-9]*)\.(0|[1-9][0-9]*)(?:\.(0|[1-9][0-9]*))?(?:([a-z]+)([0-9]+))?$/;
/** The first line of releases whose first one is `1.21.0`; before it, `1.20` was a release itself. */
const WITH_ZERO = 21;

/** Whether the text is a Go version, as go.mod has it. */
export function isGoVersion(text: string): boolean {
  return VERSION.test(text);
}

/** The minor number: 27 for `1.27.4`. */
export function minorOf(version: string): number {
  return Number(VERSION.exec(version)?.[2] ?? 0);
}

/** Whether the version names a release, and not a whole line of releases: `1.27.4`, but not `1.27`. */
export function isRelease(version: string): boolean {
  const [, , , patch, kind] = VERSION.exec(version) ?? [];
  return patch !== undefined || kind !== undefined;
}

/**
 * Negative, zero or positive, in Go's order: `1.27` (the language), `1.27rc1`, `1.27.0`, `1.27.1`.
 *
 * Both have to be versions.
 */
export function compareGoVersions(left: string, right: string): number {
  const [one, two] = [keyOf(left), keyOf(right)];
  const at = one.findIndex((value, index) => value !== two[index]);
  const [mine = 0, theirs = 0] = at === -1 ? [] : [one[at], two[at]];
  return mine < theirs ? -1 : mine > theirs ? 1 : 0;
}

/** Within a line: the language, what came before its first release, its releases. */
const STEP = { language: 0, before: 1, release: 2 };

/** What decides, first things first; `alpha`, `beta` and `rc` are in the order of the alphabet. */
function keyOf(version: string): (number | string)[] {
  const [, major, minor, patch, kind = '', count] = VERSION.exec(version) ?? [];
  const isOldRelease = Number(minor) < WITH_ZERO && kind === '';
  const step = kind !== '' ? STEP.before : patch !== undefined || isOldRelease ? STEP.release : STEP.language;
  return [Number(major), Number(minor), step, kind, Number(patch ?? 0), Number(count ?? 0)];
}
