import { quote } from '../core/errors';
import { hasPassword } from '../core/passwords';

/**
 * Whether a text has a secret in it that is seen without its name: a password in an address, a private key, a line of a netrc
 * file, or a header of HTTP that lets its sender in.
 *
 * What the shell or printf fills in, such as `$TOKEN` or `$(cat /run/secrets/token)`, is none.
 */
export function holdsSecret(text: string): boolean {
  return hasPassword(text) || SECRETS.some((pattern) => pattern.test(text));
}

/** A text for a message, or what stands for it when a secret is in it. */
export function withoutSecret(text: string): string {
  return holdsSecret(text) ? '"..."' : quote(text);
}

/** What divides words, also in a string of printf, and in one that begins with another quote. */
const BLANK = String.raw`(?:["'\s]|\\[nt"])`;
const FILLED_IN = String.raw`${BLANK}*(?:\$[\w{(]|${'`'}|%s)`;
const LITERAL = String.raw`(?!${FILLED_IN})${BLANK}*[^\s"'\\;&|<>)]`;
const SCHEME = 'basic|bearer|digest|negotiate|token|api-?key';
const HEADER = '(?:proxy-)?authorization|(?:private|job|deploy)-token|x-api-key|x-auth-token';

const SECRETS = [
  /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----(?:\s|\\n)*[A-Za-z0-9+/=]/,
  new RegExp(
    String.raw`\b(?:machine${BLANK}+\S+|default)[^]{0,200}?(?:\b|\\[nt])password(?=${BLANK})${LITERAL}`,
    'i',
  ),
  // A scheme is not the secret: what comes after it is.
  new RegExp(
    String.raw`\b(?:${HEADER}):${BLANK}*(?:(?:${SCHEME})(?=${BLANK})|(?!${BLANK}*(?:${SCHEME})\b))${LITERAL}`,
    'i',
  ),
];
