/** One part of a pattern: two stars and the slash after them, one star, `?`, an escaped character, a class, or any other. */
const PART = /(\*\*\/?)|(\*)|(\?)|\\([^])|\[(\^?)((?:\\[^]|[^\]\\])+)\]|([^[\\])/uy;

/** Whether a name, or a path, is one that a pattern means. */
export type Glob = (text: string) => boolean;

/**
 * Go's `path.Match` for one element of a path: `*`, `?`, `[a-z]`, `[^a-z]` and escapes; nothing for a pattern that is malformed.
 */
export function globOf(pattern: string): Glob | undefined {
  return compile(pattern, () => ONE_ELEMENT);
}

/**
 * The same for whole paths, with `**` for any number of elements, as Docker has it in a `.dockerignore`.
 *
 * A pattern of `**` and plain text means every path that ends in the text (moby/patternmatcher).
 */
export function pathGlobOf(pattern: string): Glob | undefined {
  const [, end = ''] = /^\*\*([^*?[\\]+)$/.exec(pattern) ?? [];
  return end === ''
    ? compile(pattern, (isLast) => (isLast ? '.*' : '(?:.*/)?'))
    : (path) => path.endsWith(end) || `/${path}` === end;
}

const ONE_ELEMENT = '[^/]*';

function compile(pattern: string, twoStars: (isLast: boolean) => string): Glob | undefined {
  let expression = '';
  for (let position = 0; position < pattern.length; position = PART.lastIndex) {
    PART.lastIndex = position;
    const match = PART.exec(pattern);
    if (!match) {
      return undefined;
    }
    const [, two, star, any, escaped, not = '', members, plain = ''] = match;
    if (two !== undefined) {
      expression += twoStars(PART.lastIndex === pattern.length);
    } else if (star !== undefined) {
      expression += ONE_ELEMENT;
    } else if (any !== undefined) {
      expression += '[^/]';
    } else if (members !== undefined) {
      expression += `[${not}${membersExpression(members)}]`;
    } else {
      expression += (escaped ?? plain).replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&');
    }
  }
  try {
    const compiled = new RegExp(`^${expression}$`, 'su');
    return (text) => compiled.test(text);
  } catch {
    return undefined;
  }
}

/** The members of a class, with their escapes, as a regular expression. */
function membersExpression(members: string): string {
  return members.replace(/\\?([^])/gu, (whole, each: string) =>
    whole === '-' ? '-' : each.replace(/[\\^\][-]/u, '\\$&'),
  );
}
