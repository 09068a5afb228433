import { quote } from '../core/errors';
import { CERTIFICATES, PROGRAMS, ZONES } from './build-paths';
import { containerPathProblems } from './container-path';

/** Files that the library makes in images, and the property that they come from. */
const OWN_FILES: Readonly<Record<string, string>> = {
  '/etc/passwd': 'user',
  '/etc/group': 'user',
  [CERTIFICATES]: 'certificates',
  [ZONES]: 'timeZones',
};
const OWN_DIRECTORY = `${PROGRAMS}/`;

/** Links in the bases of Debian and Ubuntu, or the kernel's: nothing can be put there. */
const TAKEN = /^\/(bin|sbin|lib|lib64|dev|proc|sys|var\/run|var\/lock|tmp)(\/|$)/;

/** What is wrong with directories that shall belong to the image's user. */
export function writableProblems(paths: readonly string[]): string[] {
  const sorted = [...paths].sort();
  return sorted.flatMap((path, index) => {
    const problems = containerPathProblems(path);
    if (problems.length > 0) {
      return problems;
    }
    if (sorted[index + 1] === path) {
      return [`writable directory ${quote(path)} is named twice; name it once`];
    }
    const below = sorted.find((other) => other.startsWith(`${path}/`));
    if (below !== undefined) {
      return [
        `writable directory ${quote(below)} is below ${quote(path)}, which is writable already; leave it out, the program can make it`,
      ];
    }
    return TAKEN.test(path) || `${path}/`.startsWith(OWN_DIRECTORY)
      ? [
          `writable directory ${quote(path)} is in a place that bases or the kernel have for themselves; write one like "/data" or "/run/notes"` +
            (path.startsWith('/tmp') ? ' (every service has a /tmp anyway)' : ''),
        ]
      : filesInside(path, [...Object.keys(OWN_FILES), OWN_DIRECTORY]);
  });
}

/** What is wrong with files of an image, given by their paths in it: beside one another, and in writable directories. */
export function assetProblems(paths: readonly string[], writable: readonly string[]): string[] {
  const all = new Set(paths);
  return [
    ...[...all].flatMap((path) => placeProblems(path, all)),
    ...paths
      .filter((path, index) => paths.indexOf(path) !== index)
      .map((path) => `${quote(path)} is two assets at once; give each path of the image to one file`),
    ...writable.flatMap((directory) => filesInside(directory, [...all])),
  ];
}

function placeProblems(path: string, all: ReadonlySet<string>): string[] {
  const property = OWN_FILES[path];
  if (property !== undefined) {
    return [`asset ${quote(path)} is a file that the library makes; leave it out, and use ${property}`];
  }
  if (path.startsWith(OWN_DIRECTORY)) {
    return [
      `asset ${quote(path)} is among the programs, of which it could replace one; write a path like "/srv/notes/site"`,
    ];
  }
  if (TAKEN.test(path)) {
    return [
      `asset ${quote(path)} is in a place that bases, the kernel or the service have for themselves; write a path like ` +
        '"/srv/notes/site"',
    ];
  }
  const own = Object.keys(OWN_FILES).find(
    (each) => each.startsWith(`${path}/`) || path.startsWith(`${each}/`),
  );
  if (own !== undefined || OWN_DIRECTORY.startsWith(`${path}/`)) {
    return [
      `asset ${quote(path)} is a file, and ${quote(own ?? OWN_DIRECTORY)} needs ${quote(path)} to be something else; write a path like ` +
        '"/srv/notes/site"',
    ];
  }
  const above = ancestors(path).find((each) => all.has(each));
  return above === undefined
    ? []
    : [`asset ${quote(path)} is below ${quote(above)}, which is a file; give one of the two another path`];
}

/** A directory has one owner: of root's and the user's, the one that is copied last. */
function filesInside(directory: string, paths: readonly string[]): string[] {
  const inside = paths.find((path) => path === directory || path.startsWith(`${directory}/`));
  return inside === undefined
    ? []
    : [
        `writable directory ${quote(directory)} would have ${quote(inside)} in it, which belongs to root, as would the directory then; ` +
          'write one that has nothing else in it',
      ];
}

function ancestors(path: string): string[] {
  const at = path.lastIndexOf('/');
  return at <= 0 ? [] : [path.slice(0, at), ...ancestors(path.slice(0, at))];
}
