/**
 * Whether a text has an address with a password in it: `https://user:password@host`, also with `:` or `@` written as `%3a` or `%40`.
 *
 * A password that the shell fills in, `$PASSWORD` or `$(cat /run/secrets/password)`, or printf, `%s`, or a template, `{{.Password}}`, is
 * none.
 */
export function hasPassword(text: string): boolean {
  return ADDRESS.test(text);
}

/** Nothing of a password lies behind the `/`, `?` or `#` that ends the name of the host. The name of the user may be empty. */
const ADDRESS = /:\/\/[^\s/?#@:]*(?::|%3a)(?!%s|\{\{)(?:[^\s/?#@$]|\$(?![\w{(]))+(?:@|%40)/i;
