/** Values of variables by name. */
export type Variables = Readonly<Record<string, string>>;

/**
 * A text with its variables replaced as the builder does it: `$NAME`, `${NAME}`, `${NAME:-default}` and `${NAME:+other}`.
 *
 * @returns nothing when a variable has no value that is known
 */
export function substitute(text: string, variables: Variables): string | undefined {
  const unknown: string[] = [];
  const result = text.replace(VARIABLE, (whole: string, ...groups: (string | undefined)[]) => {
    const [escaped, plain, braced, kind, word = ''] = groups;
    if (escaped !== undefined) {
      return escaped;
    }
    const value = variables[plain ?? braced ?? ''];
    switch (kind) {
      case ':+':
        return value === undefined || value === '' ? '' : word;
      case '+':
        return value === undefined ? '' : word;
      case ':-':
        return value === undefined || value === '' ? word : value;
      case '-':
        return value ?? word;
      default:
        if (value === undefined) {
          unknown.push(whole);
        }
        return value ?? '';
    }
  });
  return unknown.length > 0 || text.replace(VARIABLE, '').includes(NOT_UNDERSTOOD) ? undefined : result;
}

/** What is left begins a variable in a form that this function does not know. */
const NOT_UNDERSTOOD = '${';
const VARIABLE = /\\(\$)|\$([A-Za-z_]\w*)|\$\{([A-Za-z_]\w*)(?:(:?[-+])([^{}]*))?\}/g;
