import { quote, ValidationError } from '../core/errors';

/** One part of a pattern: an escaped character, a wildcard, a class, or a plain character. */
const PART = /\\([^])|(\*)|(\?)|\[(\^?)((?:\\[^]|[^\]\\])+)\]|([^\\*?[])/uy;

/**
 * Go's `path.Match` for one element of a path: `*`, `?`, `[a-z]`, `[^a-z]` and escapes.
 *
 * Throws for a pattern that Go calls malformed.
 */
export function globOf(pattern: string): (name: string) => boolean {
  let expression = '';
  for (let position = 0; position < pattern.length; position = PART.lastIndex) {
    PART.lastIndex = position;
    const match = PART.exec(pattern);
    if (!match) {
      throw new ValidationError(
        `the pattern ${quote(pattern)} is malformed; write it as Go's path.Match takes it`,
      );
    }
    const [, escaped, star, any, not, range, plain] = match;
    if (star !== undefined) {
      expression += '[^/]*';
    } else if (any !== undefined) {
      expression += '[^/]';
    } else if (range !== undefined) {
      expression += `[${not ?? ''}${range.replace(/\\?([^])/gu, (_, each: string) => (each === '-' ? '-' : literal(each)))}]`;
    } else {
      expression += literal(escaped ?? plain ?? '');
    }
  }
  try {
    const glob = new RegExp(`^${expression}$`, 'u');
    return (name) => glob.test(name);
  } catch {
    throw new ValidationError(
      `the pattern ${quote(pattern)} is malformed; write it as Go's path.Match takes it`,
    );
  }
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/u, '\\$&');
}
