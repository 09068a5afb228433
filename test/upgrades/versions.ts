/**
 * Whether what release `released` has deployed must go on when the library is upgraded to `current`.
 *
 * By semantic versioning (semver.org, 4 and 8): a new major version may change anything; before 1.0.0 that is a new minor version, as npm
 * understands "^0.1.0". Releases that are no final ones promise nothing.
 */
export function mustGoOn(released: string, current: string): boolean {
  const [before, now] = [partsOf(released), partsOf(current)];
  return !released.includes('-') && lineOf(before) === lineOf(now) && !isLater(before, now);
}

/** The next version that may replace what `version` has deployed. */
export function nextLine(version: string): string {
  const [major = 0, minor = 0] = partsOf(version);
  return major > 0 ? `${major + 1}.0.0` : `0.${minor + 1}.0`;
}

function isLater(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((part, index) => part !== other[index]);
  return at >= 0 && (one[at] ?? 0) > (other[at] ?? 0);
}

function lineOf([major, minor]: readonly number[]): string {
  return major === 0 ? `0.${minor}` : `${major}`;
}

function partsOf(version: string): number[] {
  const [, ...parts] = /^(\d+)\.(\d+)\.(\d+)(?:[-+].*)?$/.exec(version) ?? [];
  if (parts.length === 0) {
    throw new Error(`"${version}" is no version; write it like "1.4.0"`);
  }
  return parts.map(Number);
}
