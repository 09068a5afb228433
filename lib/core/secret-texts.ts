import { quote } from './errors';
import { hasPassword } from './passwords';

/**
 * Whether a text has a secret in it that is seen without its name: a password in an address, a private key, a line of a netrc
 * file, a header of HTTP that lets its sender in, or a token of a well-known service.
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

/** How well-known services begin their keys and tokens, so that they are found when they got where they should not be. */
const KNOWN_TOKENS = [
  'gh[pousr]_[A-Za-z0-9]{36,}',
  'github_pat_[A-Za-z0-9_]{40,}',
  'glpat-[\\w-]{20,}',
  '(?:AKIA|ASIA)[0-9A-Z]{16}',
  'AIza[\\w-]{35}',
  'npm_[A-Za-z0-9]{36}',
  'xox[abeoprs]-[A-Za-z0-9-]{10,}',
  '[rs]k_live_[A-Za-z0-9]{20,}',
  'dckr_pat_[\\w-]{20,}',
];

const SECRETS = [
  new RegExp(String.raw`(?<![\w-])(?:${KNOWN_TOKENS.join('|')})(?![\w-])`),
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

/** Names of variables whose value is a secret itself, not a file or an address of one. */
const SECRET_NAME =
  /(PASSWORD|PASSWD|PASSPHRASE)$|(^|_)(SECRET|TOKEN|API_?KEY|ACCESS_KEY|PRIVATE_KEY|SECRET_KEY|CREDENTIALS)$/i;

/** Whether a variable, an option or an argument is called like a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Whether a text is a flag that says what its value is: `--password=hunter2`, `-api-key=...`. */
export function isSecretFlag(text: string): boolean {
  const [, name = '', value = ''] = /^--?([A-Za-z][\w-]*)=([^]*)$/.exec(text) ?? [];
  return value !== '' && isSecretName(name.replaceAll('-', '_'));
}
