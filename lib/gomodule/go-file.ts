/** What this library reads of a Go source file. */
export interface GoFile {
  /** Name in the package clause; nothing when there is none. */
  readonly packageName?: string;
  readonly imports: readonly string[];
  /** Patterns of `//go:embed` lines. */
  readonly embeds: readonly string[];
  /** Whether the file says that no build takes it (`//go:build ignore`). */
  readonly ignored: boolean;
}

/** One token of Go's grammar, as far as package and import clauses need it. */
const TOKEN =
  /\s+|\/\/[^\n]*|\/\*[^]*?\*\/|("(?:[^"\\\n]|\\.)*")|(`[^`]*`)|([\p{L}_][\p{L}\p{Nd}_]*)|([^])/uy;

/**
 * Reads the package clause, the imports and the embed patterns of a Go file.
 *
 * Every file is read, whatever its build constraints say: what one platform does not compile does no harm in the
 * context of a build.
 */
export function parseGoFile(text: string): GoFile {
  const tokens = tokensOf(text);
  let packageName: string | undefined;
  const imports: string[] = [];
  let token = tokens.next().value;
  if (token === 'package') {
    packageName = tokens.next().value ?? undefined;
    token = tokens.next().value;
  }
  while (token === ';') {
    token = tokens.next().value;
  }
  while (token === 'import') {
    token = tokens.next().value;
    const block = token === '(';
    do {
      while (token && token !== ')' && !isText(token)) {
        token = tokens.next().value;
      }
      if (token && isText(token)) {
        imports.push(token.slice(1, -1));
        token = tokens.next().value;
      }
    } while (block && token && token !== ')');
    if (block) {
      token = tokens.next().value;
    }
    while (token === ';') {
      token = tokens.next().value;
    }
  }
  return { packageName, imports, embeds: embedsOf(text), ignored: isIgnored(text) };
}

function isText(token: string): boolean {
  return token.startsWith('"') || token.startsWith('`');
}

function* tokensOf(text: string): Generator<string, undefined> {
  TOKEN.lastIndex = 0;
  let position = text.startsWith('\uFEFF') ? 1 : 0;
  while (position < text.length) {
    TOKEN.lastIndex = position;
    const match = TOKEN.exec(text);
    if (!match) {
      return undefined;
    }
    position = TOKEN.lastIndex;
    const token = match[1] ?? match[2] ?? match[3] ?? match[4];
    if (token !== undefined) {
      yield token;
    }
  }
  return undefined;
}

function embedsOf(text: string): string[] {
  return [...text.matchAll(/^\/\/go:embed[ \t]+(.+)$/gm)].flatMap((match) =>
    [...(match[1] ?? '').matchAll(/"((?:[^"\\]|\\.)*)"|`([^`]*)`|(\S+)/g)].map(
      ([, quoted, raw, plain]) => quoted ?? raw ?? plain ?? '',
    ),
  );
}

function isIgnored(text: string): boolean {
  const head = text.split(/^package\s/m, 1)[0] ?? '';
  return /^\/\/go:build[ \t]+ignore[ \t]*$/m.test(head);
}
