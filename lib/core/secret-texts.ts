import { quote } from './errors';
import { hasPassword } from './passwords';

/**
 * Whether a text has a secret in it that is seen without knowing its name: a password in an address or among the words of a connection, a
 * private key, a line of a netrc file, a header of HTTP that lets its sender in, or a token of a well-known service.
 *
 * What the shell, printf or a template fills in, such as `$TOKEN` or `$(cat /run/secrets/token)`, is none.
 */
export function holdsSecret(text: string): boolean {
  return hasPassword(text) || hasNetrcPassword(text) || SECRETS.some((pattern) => pattern.test(text));
}

/** A text for a message, or what stands for it when a secret is in it. */
export function withoutSecret(text: string): string {
  return holdsSecret(text) ? '"..."' : quote(text);
}

/** What divides words, also in a string of printf, and in one that begins with another quote. */
const BLANK = String.raw`(?:["'\s]|\\[nt"])`;
/** The shell, printf, a template or Terraform says it later. */
const LATER = String.raw`(?:\$[\w{(]|${'`'}|%s|\{)`;
const LITERAL = String.raw`(?!${BLANK}*${LATER})${BLANK}*[^\s"'\\;&|<>)]`;
const SCHEME = 'basic|bearer|digest|negotiate|token|api-?key';
const HEADER = '(?:proxy-)?authorization|(?:private|job|deploy)-token|x-api-key|x-auth-token';
/** A header is one line. */
const GAP = String.raw`["' \t]*`;

/** How well-known services begin their tokens, so that they are found when they got where they should not be. */
const KNOWN_TOKENS = [
  'gh[pousr]_[A-Za-z0-9]{36,}',
  'github_pat_[A-Za-z0-9_]{40,}',
  'glpat-[\\w-]{20,}',
  'npm_[A-Za-z0-9]{36}',
  'xox[abeoprs]-[A-Za-z0-9-]{10,}',
  '[rs]k_live_[A-Za-z0-9]{20,}',
  'dckr_pat_[\\w-]{20,}',
];

const SECRETS = [
  new RegExp(String.raw`(?<![\w-])(?:${KNOWN_TOKENS.join('|')})(?![\w-])`),
  /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----(?:\s|\\n)*[A-Za-z0-9+/=]/,
  // A scheme is not the secret: what comes after it is.
  new RegExp(
    String.raw`\b(?:${HEADER}):(?:${GAP}(?:${SCHEME})(?=["' \t])|(?!${GAP}(?:${SCHEME})\b))(?!${GAP}[\r\n])${LITERAL}`,
    'i',
  ),
  // Words of a connection, as libpq, mount and queries of addresses have them.
  new RegExp(String.raw`\b(?:password|passwd)=["']?(?!${LATER})[^\s"'\\;&|<>)]`, 'i'),
  // The address of a MySQL server, as Go's driver has it.
  new RegExp(String.raw`\w:(?!${LATER})[^\s@:/]+@(?:tcp|unix)\(`, 'i'),
  // Docker's own file of logins.
  /"auth":\s*"[A-Za-z0-9+/]{8,}={0,2}"/,
];

/** Whether a line of a netrc file is in a text. Word by word: a pattern for it takes for ever on texts that were made for that. */
function hasNetrcPassword(text: string): boolean {
  const words = /password/i.test(text) ? text.split(BLANKS) : [];
  return words.some((word, index) => {
    const [, kind = ''] = /\b(machine|default)$/i.exec(word) ?? [];
    const first = index + (kind.toLowerCase() === 'machine' ? 2 : 1);
    let next = first;
    while (isAccount(words[next])) {
      next += 2;
    }
    const isEntry = kind !== '' && (kind.toLowerCase() === 'machine' || next > first);
    return isEntry && words[next]?.toLowerCase() === 'password' && SAID.test(words[next + 1] ?? '');
  });
}

function isAccount(word: string | undefined): boolean {
  return word !== undefined && /^(?:login|account)$/i.test(word);
}

const BLANKS = new RegExp(`${BLANK}+`);
const SAID = new RegExp(String.raw`^(?!${LATER})[^\\;&|<>)]`);

/** Names of variables whose value is a secret itself, not a file or an address of one. */
const SECRET_NAME =
  /(PASSWORD|PASSWD|PASSPHRASE)$|_PWD$|^REQUIREPASS$|(^|_)(PASS|SECRET|TOKEN|API_?KEY|(ACCESS|PRIVATE|SECRET|SIGNING|ENCRYPTION)_KEY|CREDENTIALS)$/i;
/** Answers, and places of secrets in a container: `ALLOW_EMPTY_PASSWORD=yes`. */
const NO_SECRET = /^(?:|true|false|yes|no|on|off|0|1|\/run\/secrets\/.*)$/i;

/** Whether a variable, an option or an argument has a secret by its name. */
export function isNamedSecret(name: string, value: string): boolean {
  return SECRET_NAME.test(name.replaceAll('-', '_')) && !NO_SECRET.test(value);
}

/** The index of an argument whose flag says that it is a secret: `--password=hunter2`, or the one after `-api-key`; -1 for none. */
export function secretFlagAt(args: readonly string[]): number {
  return args.findIndex((each, index) => {
    const [, name = '', value] = FLAG.exec(each) ?? [];
    const [, before = '', own] = FLAG.exec(args[index - 1] ?? '') ?? [];
    return value === undefined
      ? own === undefined && !each.startsWith('-') && isNamedSecret(before, each)
      : isNamedSecret(name, value);
  });
}

const FLAG = /^--?([A-Za-z][\w-]*)(?:=([^]*))?$/;
