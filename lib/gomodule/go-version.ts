/** `1.27`, `1.27.4` or `1.28rc1`. */
const VERSION = /^([1-9][0-9]*)\.(0|[1-9][0-9]*)(?:\.(0|[1-9][0-9]*))?(?:(alpha|beta|rc)([0-9]+))?$/;

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
  return at === -1 ? 0 : (one[at] ?? 0) - (two[at] ?? 0);
}

/** Before a line's first release come its language version and its release candidates. */
const STEPS = ['alpha', 'beta', 'rc'];

function keyOf(version: string): number[] {
  const [, major, minor, patch, kind, count] = VERSION.exec(version) ?? [];
  const step = patch !== undefined ? STEPS.length + 1 : kind !== undefined ? STEPS.indexOf(kind) + 1 : 0;
  return [Number(major), Number(minor), step, Number(patch ?? count ?? 0)];
}
