import { quote } from '../core/errors';
import type { GoProgram } from '../gomodule/go-program';
import { pathFrom } from '../gomodule/placed-tree';
import { looksLikeSecret } from './secret-names';

/** So many files are told of; the fix is the same for the rest. */
const TOLD = 5;

/**
 * Files whose names say that they hold a secret.
 *
 * @param fix what to do when they do
 */
export function secretProblems(
  paths: readonly string[],
  program: Pick<GoProgram, 'trees' | 'roots'>,
  source: string,
  fix: string,
): string[] {
  const secrets = paths.filter(looksLikeSecret);
  const rest = secrets.length > TOLD ? ` and ${secrets.length - TOLD} more` : '';
  const names = secrets.slice(0, TOLD).map((path) => quote(pathFrom(source, absoluteOf(program, path))));
  return secrets.length === 0
    ? []
    : [
        `${names.join(', ')}${rest} would be in the build, by a name that says it holds a secret; ${fix}; if it holds none, ` +
          'name it in include, as it is written here',
      ];
}

/** Paths that many file systems take for one. */
export function caseProblems(paths: readonly string[]): string[] {
  const known = new Map<string, string>();
  const problems = new Set<string>();
  const check = (path: string): void => {
    const other = known.get(path.toLowerCase());
    if (other === path) {
      return;
    }
    if (other !== undefined) {
      problems.add(
        `${quote(other)} and ${quote(path)} differ by upper and lower case only, so that many file systems take them for ` +
          'one; rename one of them',
      );
      return;
    }
    known.set(path.toLowerCase(), path);
    if (path.includes('/')) {
      check(path.slice(0, path.lastIndexOf('/')));
    }
  };
  paths.forEach(check);
  return [...problems];
}

/** Where a file of the context comes from. */
function absoluteOf({ trees, roots }: Pick<GoProgram, 'trees' | 'roots'>, path: string): string {
  const root = [...trees, ...roots].find(({ at }) => at === '' || path.startsWith(`${at}/`));
  return root ? root.tree.absolute(path.slice(root.at === '' ? 0 : root.at.length + 1)) : path;
}
