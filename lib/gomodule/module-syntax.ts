import { unquoted } from './quoted';

/** One directive of a go.mod or go.work: a verb and its words; in a block, each line is one. */
export interface Directive {
  readonly verb: string;
  readonly words: readonly string[];
  /** Counted from 1. */
  readonly line: number;
  /** The comment at the end of its line, without `//`. */
  readonly comment: string;
}

/** What a file says wrong, and where. */
export interface Mistake {
  readonly line: number;
  /** Continues a sentence that begins with the file's name: `says ...`. */
  readonly text: string;
}

/** What was read of a file, and what is wrong in it. */
export interface Read<T> {
  readonly value: T;
  readonly mistakes: readonly Mistake[];
}

/**
 * Reads the grammar that go.mod and go.work share (golang.org/x/mod/modfile): lines of words, quoted ones too, blocks in
 * round brackets, and comments from `//` to the end of the line.
 */
export function readDirectives(text: string): Read<readonly Directive[]> {
  const directives: Directive[] = [];
  const mistakes: Mistake[] = [];
  let block: { readonly verb: string; readonly line: number } | undefined;
  text.split('\n').forEach((source, index) => {
    const line = index + 1;
    const { words, comment, mistake } = readLine(source);
    if (mistake !== undefined) {
      mistakes.push({ line, text: mistake });
      return;
    }
    const [first, ...rest] = words;
    if (first === undefined) {
      return;
    }
    if (first.sign && first.text === ')') {
      if (!block || rest.length > 0) {
        mistakes.push({ line, text: 'has a ")" that closes no block' });
      }
      block = undefined;
      return;
    }
    if (block && words.some(isBracket)) {
      mistakes.push({ line, text: 'has a bracket inside a block' });
    } else if (block) {
      directives.push({ verb: block.verb, words: words.map(textOf), line, comment });
    }
    if (block) {
      return;
    }
    const brackets = rest.map((word) => (isBracket(word) ? word.text : ' ')).join('');
    if (brackets === '(') {
      block = { verb: first.text, line };
    } else if (brackets.trim() === '') {
      directives.push({ verb: first.text, words: rest.map(textOf), line, comment });
    } else if (brackets !== '()') {
      mistakes.push({
        line,
        text: `has a bracket too many; a block begins with "${first.text} (" alone on its line`,
      });
    }
  });
  if (block) {
    mistakes.push({ line: block.line, text: `opens a block of "${block.verb}" that nothing closes` });
  }
  return { value: directives, mistakes };
}

interface Word {
  readonly text: string;
  /** A bracket or comma of the grammar, not a quoted one. */
  readonly sign: boolean;
}

interface Line {
  readonly words: readonly Word[];
  readonly comment: string;
  readonly mistake?: string;
}

/** Blanks, a comment, quoted text, a sign, or a plain word, which a comment ends as well. */
const WORD =
  /[ \t\r]+|(\/\/.*)|("(?:[^"\\]|\\.)*")|(`[^`]*`)|([()[\]{},])|((?:(?!\/\/|\/\*)[^\s()[\]{},"`])(?:(?!\/\/|\/\*)[^\s()[\]{},])*)|([^])/gu;

function readLine(source: string): Line {
  const words: Word[] = [];
  for (const [, comment, quoted, raw, sign, plain, other] of source.matchAll(WORD)) {
    if (comment !== undefined) {
      return { words, comment: comment.slice('//'.length).trim() };
    }
    if (other !== undefined) {
      return { words, comment: '', mistake: mistakeOf(source) };
    }
    if (quoted !== undefined) {
      const text = unquoted(quoted);
      if (text === undefined) {
        return { words, comment: '', mistake: `has quoted text that is none, ${quoted}` };
      }
      words.push({ text, sign: false });
    } else if (raw !== undefined) {
      words.push({ text: raw.slice(1, -1), sign: false });
    } else if (sign !== undefined) {
      words.push({ text: sign, sign: true });
    } else if (plain !== undefined) {
      words.push({ text: plain, sign: false });
    }
  }
  return { words, comment: '' };
}

function mistakeOf(source: string): string {
  return source.includes('/*')
    ? 'has a "/*": comments of module files begin with "//"'
    : /["`]/.test(source)
      ? 'has quoted text that nothing closes on its line'
      : 'has a character that no word of a module file can have';
}

function textOf({ text }: Word): string {
  return text;
}

function isBracket({ sign, text }: Word): boolean {
  return sign && (text === '(' || text === ')');
}
