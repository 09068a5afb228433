import { depthChange, divided, Scanner, type Token } from './go-tokens';

/** A variable, or a constant, that a Go file declares for its whole package. */
export interface ValueDeclaration {
  readonly name: string;
  /** Counted from 1. */
  readonly line: number;
  /** Its type as it is written; empty when there is none. */
  readonly type: readonly Token[];
  /** What it is initialized to; nothing when there is nothing, or one call for several names. */
  readonly value?: readonly Token[];
  /** Whether it is initialized at all. */
  readonly isInitialized: boolean;
}

/** A type that a Go file declares for its whole package. */
export interface TypeDeclaration {
  readonly name: string;
  /** What it is another name of, as it is written; nothing when it is a type of its own. */
  readonly alias?: readonly Token[];
}

/** The names that a Go file declares for its whole package, but for functions. */
export interface GoDeclarations {
  readonly variables: readonly ValueDeclaration[];
  readonly constants: readonly ValueDeclaration[];
  readonly types: readonly TypeDeclaration[];
}

/** Reads the package-level declarations of a Go file. */
export function readDeclarations(text: string): GoDeclarations {
  const variables: ValueDeclaration[] = [];
  const constants: ValueDeclaration[] = [];
  const types: TypeDeclaration[] = [];
  for (const [keyword, ...rest] of statements(tokensOf(text))) {
    const [open] = rest;
    const specs = open?.text === '(' ? [...statements(rest.slice(1, -1))] : [rest];
    if (keyword?.text === 'var') {
      specs.forEach((spec) => variables.push(...valuesOf(spec)));
    } else if (keyword?.text === 'const') {
      let before: Spec | undefined;
      for (const spec of specs.map(specOf)) {
        // Where nothing is written, what is written above holds again.
        before = before && spec.values.length === 0 ? { ...before, names: spec.names } : spec;
        constants.push(...declared(before));
      }
    } else if (keyword?.text === 'type') {
      specs.forEach((spec) => types.push(...typeOf(spec)));
    }
  }
  return { variables, constants, types };
}

/** A token with its line. */
interface PlacedToken extends Token {
  readonly line: number;
  /** Whether it is the last one of its line, and Go ends a statement there. */
  readonly ends: boolean;
}

/** Words that Go does not end a statement after. */
const OPEN_WORDS = new Set(
  'case chan const default defer else for func go goto if import interface map package range select struct switch type var'.split(
    ' ',
  ),
);

function endsStatement({ kind, text }: Token): boolean {
  return kind === 'sign' ? [')', ']', '}'].includes(text) : !OPEN_WORDS.has(text);
}

function tokensOf(text: string): PlacedToken[] {
  const scanner = new Scanner(text);
  const tokens: PlacedToken[] = [];
  for (let token = scanner.next(), next = scanner.next(); token; token = next, next = scanner.next()) {
    const end = token.at + token.text.length;
    const isLast = next === undefined || text.slice(end, next.at).includes('\n');
    tokens.push({ ...token, line: scanner.lineOf(token), ends: isLast && endsStatement(token) });
  }
  return tokens;
}

/** Divides tokens where a statement ends, which is never inside of brackets. */
function* statements(tokens: readonly PlacedToken[]): Generator<PlacedToken[]> {
  let depth = 0;
  let current: PlacedToken[] = [];
  for (const token of tokens) {
    depth += depthChange(token);
    if (depth > 0 || token.text !== ';') {
      current.push(token);
    }
    if (depth <= 0 && current.length > 0 && (token.ends || token.text === ';')) {
      yield current;
      current = [];
    }
  }
  if (current.length > 0) {
    yield current;
  }
}

interface Spec {
  readonly names: readonly PlacedToken[];
  readonly type: readonly Token[];
  readonly values: readonly (readonly Token[])[];
}

/** `a, b string = "x", "y"`. */
function specOf(tokens: readonly PlacedToken[]): Spec {
  let end = 1;
  while (tokens[end]?.text === ',') {
    end += 2;
  }
  const equals = tokens.findIndex(({ text }) => text === '=');
  return {
    names: tokens.slice(0, end).filter(({ kind }) => kind === 'word'),
    type: tokens.slice(end, equals === -1 ? undefined : equals),
    values: equals === -1 ? [] : divided(tokens.slice(equals + 1), ','),
  };
}

function valuesOf(tokens: readonly PlacedToken[]): ValueDeclaration[] {
  return declared(specOf(tokens));
}

function declared({ names, type, values }: Spec): ValueDeclaration[] {
  return names.map(({ text, line }, index) => ({
    name: text,
    line,
    type,
    value: values.length === names.length ? values[index] : undefined,
    isInitialized: values.length > 0,
  }));
}

/** `a = b` is another name, everything else a type of its own. */
function typeOf([name, sign, ...rest]: readonly PlacedToken[]): TypeDeclaration[] {
  return name ? [{ name: name.text, alias: sign?.text === '=' ? rest : undefined }] : [];
}
