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
      expression += classExpression(not ?? '', range);
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

/** A character as a regular expression, outside of a class. */
export function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&');
}

/** The members of a class, with their escapes, as a regular expression. */
export function classExpression(not: string, members: string): string {
  const escaped = members.replace(/\\?([^])/gu, (whole, each: string) =>
    whole === '-' ? '-' : each.replace(/[\\^\][-]/u, '\\$&'),
  );
  return `[${not}${escaped}]`;
}
