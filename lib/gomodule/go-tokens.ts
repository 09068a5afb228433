/**
 * The tokens of Go's grammar, as far as comments, text, numbers and words have to be told apart: blanks, a comment, text, a word, a
 * number, any other character.
 */
const TOKEN =
  /([\s\uFEFF]+)|(\/\/[^\n]*|\/\*[^]*?(?:\*\/|$))|("(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*')|([\p{L}_][\p{L}\p{Nd}_]*)|(\.?[0-9](?:[eEpP][+-]|[\w.])*)|([^])/uy;

/** A piece of a Go file that is no blank and no comment. */
export interface Token {
  readonly kind: 'text' | 'word' | 'number' | 'sign';
  readonly text: string;
  /** Where it begins. */
  readonly at: number;
}

/** A comment, with its marks. */
export interface Comment {
  readonly text: string;
  /** Where it begins. */
  readonly at: number;
}

/** Goes through a file token by token and keeps the comments that it passes. */
export class Scanner {
  public readonly comments: Comment[] = [];
  private position = 0;
  private countedTo = 0;
  private line = 1;

  public constructor(private readonly source: string) {}

  public next(): Token | undefined {
    while (this.position < this.source.length) {
      const at = this.position;
      TOKEN.lastIndex = at;
      const [, , comment, text, word, number, sign] = TOKEN.exec(this.source) ?? [];
      this.position = TOKEN.lastIndex;
      if (comment !== undefined) {
        this.comments.push({ text: comment, at });
      } else if (text !== undefined) {
        return { kind: 'text', text, at };
      } else if (word !== undefined) {
        return { kind: 'word', text: word, at };
      } else if (number !== undefined) {
        return { kind: 'number', text: number, at };
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

/** How much deeper inside of brackets the next token is. */
export function depthChange({ kind, text }: Token): number {
  return kind !== 'sign' ? 0 : OPENING.has(text) ? 1 : CLOSING.has(text) ? -1 : 0;
}

const OPENING = new Set(['(', '[', '{']);
const CLOSING = new Set([')', ']', '}']);

/** Divides tokens at the signs of one kind that are not inside of brackets. */
export function divided(tokens: readonly Token[], sign: string): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    depth += depthChange(token);
    if (depth === 0 && token.kind === 'sign' && token.text === sign) {
      parts.push([]);
    } else {
      parts.at(-1)?.push(token);
    }
  }
  return parts;
}
