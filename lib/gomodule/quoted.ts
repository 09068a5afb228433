/** Go's escapes of one character. */
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([0-7]{3})|([^]))/g;

/** The text of an interpreted string of Go, quotes included in what is given; nothing when an escape in it is none. */
export function unquoted(quoted: string): string | undefined {
  const inner = quoted.slice(1, -1);
  const escapes = [...inner.matchAll(ESCAPE)];
  return escapes.some(([, , , , escape]) => escape !== undefined && !(escape in ESCAPES))
    ? undefined
    : inner.replace(ESCAPE, (_, byte?: string, unit?: string, octal?: string, escape?: string) =>
        escape === undefined
          ? String.fromCharCode(octal === undefined ? parseInt(byte ?? unit ?? '', 16) : parseInt(octal, 8))
          : (ESCAPES[escape] ?? ''),
      );
}
