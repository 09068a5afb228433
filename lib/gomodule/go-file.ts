/** What this library reads of a Go source file. */
export interface GoFile {
  /** Name in the package clause; nothing when there is none. */
  readonly packageName?: string;
  readonly imports: readonly string[];
  /** Patterns of `//go:embed` lines. */
  readonly embeds: readonly string[];
  /** Whether the file says that no build takes it: `//go:build ignore`, or its older form. */
  readonly ignored: boolean;
  /** Whether it says which builds take it, in any way. */
  readonly constrained: boolean;
}

/** One token of Go's grammar, as far as clauses, comments and text have to be told apart. */
const TOKEN =
  /(\s+)|(\/\/[^\n]*)|\/\*[^]*?(?:\*\/|$)|("(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*')|([\p{L}_][\p{L}\p{Nd}_]*)|([^])/uy;

interface Token {
  readonly text: string;
  readonly kind: 'comment' | 'text' | 'word' | 'sign';
}

/**
 * Reads the package clause, the imports and the embed patterns of a Go file.
 *
 * Every file is read, whatever its build constraints say: what one platform does not compile does no harm in the
 * context of a build.
 */
export function parseGoFile(source: string): GoFile {
  const tokens = tokensOf(source.replace(/^\uFEFF/, ''));
  const code = tokens.filter(({ kind }) => kind !== 'comment');
  const clause = tokens.findIndex(({ text }) => text === 'package');
  const head = tokens.slice(0, clause === -1 ? tokens.length : clause).map(({ text }) => text);
  return {
    packageName: code[0]?.text === 'package' ? code[1]?.text : undefined,
    imports: importsOf(code),
    embeds: tokens.filter(({ kind }) => kind === 'comment').flatMap(({ text }) => embedsOf(text)),
    ignored: head.some((text) => /^\/\/(go:build|\s*\+build)\s+\(?ignore\)?\s*$/.test(text)),
    constrained: head.some((text) => /^\/\/(go:build|\s*\+build)\s/.test(text)),
  };
}

/** Tokens with blanks and block comments left out; a line comment counts only where it begins its line, as for Go. */
function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let lineIsEmpty = true;
  for (let position = 0; position < source.length; position = TOKEN.lastIndex) {
    TOKEN.lastIndex = position;
    const match = TOKEN.exec(source);
    if (!match) {
      break;
    }
    const [, blank, comment, text, word, sign] = match;
    if (blank !== undefined) {
      lineIsEmpty ||= blank.includes('\n');
      continue;
    }
    if (comment !== undefined && lineIsEmpty) {
      tokens.push({ text: comment.trimEnd(), kind: 'comment' });
    } else if (text !== undefined) {
      tokens.push({ text, kind: 'text' });
    } else if (word !== undefined) {
      tokens.push({ text: word, kind: 'word' });
    } else if (sign !== undefined) {
      tokens.push({ text: sign, kind: 'sign' });
    }
    lineIsEmpty = false;
  }
  return tokens;
}

/** Import declarations stand between the package clause and everything else. */
function importsOf(code: readonly Token[]): string[] {
  const imports: string[] = [];
  let at = 2;
  const skipSemicolons = (): void => {
    while (code[at]?.text === ';') {
      at += 1;
    }
  };
  skipSemicolons();
  while (code[at]?.text === 'import') {
    at += 1;
    const block = code[at]?.text === '(';
    for (let done = false; !done && at < code.length; at += 1) {
      const token = code[at];
      if (token?.kind === 'text') {
        imports.push(token.text.slice(1, -1));
      }
      done = block ? token?.text === ')' : token?.kind === 'text';
    }
    skipSemicolons();
  }
  return imports;
}

function embedsOf(comment: string): string[] {
  const [, words] = /^\/\/go:embed[ \t]+(.+)$/.exec(comment) ?? [];
  return [...(words ?? '').matchAll(/"((?:[^"\\]|\\.)*)"|`([^`]*)`|(\S+)/g)].map(
    ([, quoted, raw, plain]) => quoted ?? raw ?? plain ?? '',
  );
}
