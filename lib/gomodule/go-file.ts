import { type FileHeader, readHeader } from './build-constraint';
import { commentOf, type CommentedToken } from './cgo-preamble';
import { Scanner, type Token } from './go-tokens';
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
  /** C text in the comment of `import "C"`; empty without that import. */
  readonly preamble: string;
}

/** Reads the constraints, the package clause, the imports and the embed patterns of a Go file. */
export function readGoFile(text: string): GoFile {
  const scanner = new Scanner(text);
  const name = scanner.next()?.text === 'package' ? scanner.next() : undefined;
  const { imports, ofC } = importsOf(scanner, name);
  return {
    header: readHeader(text),
    packageName: name?.text,
    imports,
    // Without the import a file cannot embed; most files are read no further than this.
    embeds: imports.some(({ text: path }) => path === 'embed') ? embedsOf(text) : [],
    preamble: ofC.map((places) => preambleOf(text, scanner, places)).join('\n'),
  };
}

/** Of an import without a comment of its own, the one before the keyword. */
function preambleOf(text: string, { comments }: Scanner, places: readonly CommentedToken[]): string {
  return places.map((place) => commentOf(text, comments, place)).find((each) => each !== '') ?? '';
}

interface Imports {
  readonly imports: readonly Said[];
  /** Of each import of C, where its comment may stand. */
  readonly ofC: readonly (readonly CommentedToken[])[];
}

/** Import declarations stand between the package clause and everything else. */
function importsOf(scanner: Scanner, clause: Token | undefined): Imports {
  const imports: Said[] = [];
  const ofC: CommentedToken[][] = [];
  let before = clause;
  const nextCode = (): Token | undefined => {
    let token = scanner.next();
    while (token?.text === ';') {
      before = token;
      token = scanner.next();
    }
    return token;
  };
  for (let keyword = nextCode(); before && keyword?.text === 'import'; keyword = nextCode()) {
    const declaration: CommentedToken = { token: keyword, before };
    const found: CommentedToken[] = [];
    before = keyword;
    let token = scanner.next();
    let count = 0;
    let start: CommentedToken | undefined;
    const isBlock = token?.text === '(';
    for (let done = false; !done && token; done || (token = scanner.next())) {
      start ??= token.kind === 'sign' && token.text !== '.' ? undefined : { token, before };
      if (token.kind === 'text') {
        const path = token.text.startsWith('"') ? unquoted(token.text) : token.text.slice(1, -1);
        imports.push({ text: path ?? token.text, line: scanner.lineOf(token) });
        count += 1;
        if (path === 'C' && start) {
          found.push(start);
        }
        start = undefined;
      }
      before = token;
      done = isBlock ? token.text === ')' : token.kind === 'text';
    }
    ofC.push(...found.map((each) => (count === 1 ? [each, declaration] : [each])));
  }
  return { imports, ofC };
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
