import { byCodeUnit, FramedHash } from './hash';

/** Characters that a name of a host may have, and so that of a container. */
export const LONGEST_NAME = 63;

/**
 * A name for the Engine from a construct path: `dev/Web Server` becomes `dev-web-server`.
 *
 * Lower case letters, digits and single dashes, at most 63 characters, so that it is also a valid host name.
 * A name that had to be cut ends in a digest of the whole path.
 */
export function nameFromPath(path: string, longest = LONGEST_NAME): string {
  const name = path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (name.length > 0 && name.length <= longest) {
    return name;
  }
  const digest = new FramedHash().record('name', path).digest();
  return `${name.slice(0, longest - digest.length - 1).replace(/-+$/, '')}-${digest}`.replace(/^-/, 'c');
}

/** The same entries in code-unit order of their keys. */
export function sortedEntries<T>(map: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(map).sort(([left], [right]) => byCodeUnit(left, right));
}
