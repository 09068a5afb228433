import { type Answer, both, either, not } from './build-settings';

/** Asks about a tag. */
type Ask = (tag: string) => Answer;

/**
 * Whether the constraints of a file let a build take it.
 *
 * A `//go:build` line counts alone; without one, all `// +build` lines together. Malformed ones are `maybe`: the Go
 * command will say what is wrong with them.
 */
export function constraintHolds(header: FileHeader, ask: Ask): Answer {
  if (header.goBuild !== undefined) {
    return expressionHolds(header.goBuild, ask);
  }
  return header.plusBuild.map((line) => plusBuildHolds(line, ask)).reduce(both, 'yes');
}

/** The constraints at the beginning of a source file, of Go, C or assembly. */
export interface FileHeader {
  /** The expression after `//go:build`. */
  readonly goBuild?: string;
  /** What stands after `// +build`, line by line. */
  readonly plusBuild: readonly string[];
}

/**
 * Reads the comments before the first code of a file.
 *
 * `+build` lines count only before a blank line that comes before that code (go/build, parseFileHeader).
 */
export function readHeader(text: string): FileHeader {
  let goBuild: string | undefined;
  const plusBuild: string[] = [];
  const pending: string[] = [];
  let open = false;
  let ended = false;
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(at, end).trim();
    at = end + 1;
    if (!open && !ended && line === '') {
      plusBuild.push(...pending.splice(0));
      continue;
    }
    if (!open && line.startsWith('//')) {
      const [, expression] = /^\/\/go:build(|[ \t].*)$/.exec(line) ?? [];
      goBuild ??= expression?.trim();
      const [, older] = /^\/\/[ \t]*\+build(|[ \t].*)$/.exec(line) ?? [];
      if (older !== undefined && !ended) {
        pending.push(older.trim());
      }
      continue;
    }
    // Anything but a line comment is the end of what `+build` may stand in; block comments may go on for long.
    ended = true;
    const state = afterBlockComments(line, open);
    if (state === 'code') {
      break;
    }
    open = state === 'open';
  }
  return { goBuild, plusBuild };
}

function afterBlockComments(line: string, open: boolean): 'open' | 'closed' | 'code' {
  let rest = line;
  let inside = open;
  for (;;) {
    if (inside) {
      const close = rest.indexOf('*/');
      if (close === -1) {
        return 'open';
      }
      rest = rest.slice(close + 2);
    }
    rest = rest.trimStart();
    inside = rest.startsWith('/*');
    if (inside) {
      rest = rest.slice(2);
    } else {
      return rest === '' || rest.startsWith('//') ? 'closed' : 'code';
    }
  }
}

/** `a,b !c`: a blank is "or", a comma "and". */
function plusBuildHolds(line: string, ask: Ask): Answer {
  return line
    .split(/\s+/)
    .filter((option) => option !== '')
    .map((option) =>
      option
        .split(',')
        .map((term) => termHolds(term, ask))
        .reduce(both, 'yes'),
    )
    .reduce(either, 'no');
}

const TOKEN = /\s*(\|\||&&|[!()]|[\p{L}\p{Nd}_.]+)/uy;

const SIGNS = new Set(['||', '&&', '!', '(', ')']);

function termHolds(term: string, ask: Ask): Answer {
  const [, negation, tag] = /^(!?)([\p{L}\p{Nd}_.]+)$/u.exec(term) ?? [];
  return tag === undefined ? 'no' : negation === '' ? ask(tag) : not(ask(tag));
}

/** `a && (b || !c)`. */
function expressionHolds(expression: string, ask: Ask): Answer {
  const tokens: string[] = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < expression.length;) {
    const token = TOKEN.exec(expression)?.[1];
    if (token === undefined) {
      return 'maybe';
    }
    tokens.push(token);
  }
  return new Parser(tokens, ask).parse() ?? 'maybe';
}

/** Goes through the tokens once; nothing is what it answers for an expression that is none. */
class Parser {
  private at = 0;

  public constructor(
    private readonly tokens: readonly string[],
    private readonly ask: Ask,
  ) {}

  public parse(): Answer | undefined {
    const answer = this.anyOf();
    return this.at === this.tokens.length ? answer : undefined;
  }

  private anyOf(): Answer | undefined {
    return this.chain('||', either, () => this.chain('&&', both, () => this.operand()));
  }

  private chain(
    sign: string,
    join: (left: Answer, right: Answer) => Answer,
    part: () => Answer | undefined,
  ): Answer | undefined {
    let answer = part();
    while (this.tokens[this.at] === sign) {
      this.at += 1;
      const next = part();
      answer = answer === undefined || next === undefined ? undefined : join(answer, next);
    }
    return answer;
  }

  private operand(): Answer | undefined {
    const token = this.tokens[this.at];
    this.at += 1;
    if (token === '!') {
      // Go allows one "!", not two.
      const inner = this.tokens[this.at] === '!' ? undefined : this.operand();
      return inner && not(inner);
    }
    if (token === '(') {
      const inner = this.anyOf();
      this.at += 1;
      return this.tokens[this.at - 1] === ')' ? inner : undefined;
    }
    return token === undefined || SIGNS.has(token) ? undefined : this.ask(token);
  }
}
