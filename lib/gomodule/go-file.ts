import { type FileHeader, readHeader } from './build-constraint';
import { unquoted } from './quoted';

/** Something that a Go file says on one of its lines, counted from 1. */
export interface Said {
  readonly text: string;
  readonly line: number;
}

/** What this library reads of a Go source file. */
export interface GoFile {
  /** Its build constraints. */
  readonly header: FileHeader;
  /** Name in the package clause; nothing when there is none. */
  readonly packageName?: string;
  /** Import paths. */
  readonly imports: readonly Said[];
  /** Patterns of `//go:embed` lines. */
  readonly embeds: readonly Said[];
  /** C text in comments beside `import "C"`; empty without that import. */
  readonly preamble: string;
}

/** Reads the constraints, the package clause, the imports and the embed patterns of a Go file. */
export function readGoFile(text: string): GoFile {
  const scanner = new Scanner(text);
  const packageName = scanner.next()?.text === 'package' ? scanner.next()?.text : undefined;
  const imports = importsOf(scanner);
  const usesC = imports.some(({ text: path }) => path === 'C');
  return {
    header: readHeader(text),
    packageName,
    imports,
    // Without the import a file cannot embed; most files are read no further than this.
    embeds: imports.some(({ text: path }) => path === 'embed') ? embedsOf(text) : [],
    preamble: usesC ? scanner.comments.join('\n') : '',
  };
}

/** The tokens of Go's grammar, as far as comments, text and words have to be told apart. */
const TOKEN =
  /([\s\uFEFF]+)|(\/\/[^\n]*|\/\*[^]*?(?:\*\/|$))|("(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*')|([\p{L}_][\p{L}\p{Nd}_]*)|([^])/uy;

interface Token {
  readonly kind: 'text' | 'word' | 'sign';
  readonly text: string;
  /** Where it begins. */
  readonly at: number;
}

/** Goes through a file token by token and keeps the comments that it passes. */
class Scanner {
  public readonly comments: string[] = [];
  private position = 0;
  private countedTo = 0;
  private line = 1;

  public constructor(private readonly source: string) {}

  public next(): Token | undefined {
    while (this.position < this.source.length) {
      const at = this.position;
      TOKEN.lastIndex = at;
      const [, , comment, text, word, sign] = TOKEN.exec(this.source) ?? [];
      this.position = TOKEN.lastIndex;
      if (comment !== undefined) {
        this.comments.push(comment.replace(/^\/[/*]|\*\/$/g, ''));
      } else if (text !== undefined) {
        return { kind: 'text', text, at };
      } else if (word !== undefined) {
        return { kind: 'word', text: word, at };
      } else if (sign !== undefined) {
        return { kind: 'sign', text: sign, at };
      }
    }
    return undefined;
  }

  /** The line of a token; asked for in the order of the file. */
  public lineOf({ at }: Token): number {
    for (let index = this.source.indexOf('\n', this.countedTo); index !== -1 && index < at;) {
      this.line += 1;
      this.countedTo = index + 1;
      index = this.source.indexOf('\n', this.countedTo);
    }
    return this.line;
  }
}

/** Import declarations stand between the package clause and everything else. */
function importsOf(scanner: Scanner): Said[] {
  const imports: Said[] = [];
  const nextCode = (): Token | undefined => {
    let token = scanner.next();
    while (token?.text === ';') {
      token = scanner.next();
    }
    return token;
  };
  while (nextCode()?.text === 'import') {
    let token = scanner.next();
    const isBlock = token?.text === '(';
    for (let done = false; !done && token; done || (token = scanner.next())) {
      if (token.kind === 'text') {
        const path = token.text.startsWith('"') ? unquoted(token.text) : token.text.slice(1, -1);
        imports.push({ text: path ?? token.text, line: scanner.lineOf(token) });
      }
      done = isBlock ? token.text === ')' : token.kind === 'text';
    }
  }
  return imports;
}

/** Text and comments that a pattern can stand inside of, or a line that is one. */
const EMBED =
  /\/\*[^]*?(?:\*\/|(?![^]))|"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|(?<=^[ \t]*)\/\/go:embed[ \t]+([^\n]*)|\/\/[^\n]*/gm;

function embedsOf(text: string): Said[] {
  if (!text.includes('//go:embed')) {
    return [];
  }
  const found: Said[] = [];
  let line = 1;
  let countedTo = 0;
  for (const match of text.matchAll(EMBED)) {
    const [, patterns] = match;
    if (patterns === undefined) {
      continue;
    }
    line += text.slice(countedTo, match.index).split('\n').length - 1;
    countedTo = match.index;
    for (const [, quoted, raw, plain] of patterns.trim().matchAll(/("(?:[^"\\]|\\.)*")|`([^`]*)`|(\S+)/g)) {
      found.push({ text: quoted === undefined ? (raw ?? plain ?? '') : (unquoted(quoted) ?? quoted), line });
    }
  }
  return found;
}
