import type { GoDeclarations, ValueDeclaration } from './go-declarations';
import { depthChange, divided, type Token } from './go-tokens';

/** Whether the linker's `-X` sets a variable. */
export interface Settability {
  readonly kind: 'settable' | 'not' | 'unknown';
  /** Continues a sentence that begins with the variable; empty when it is settable. */
  readonly reason: string;
}

const SETTABLE: Settability = { kind: 'settable', reason: '' };

/**
 * Whether the linker sets a variable that a file of a package declares.
 *
 * Its type must be `string`, and its initializer, if it has one, a constant. What is initialized by a call or by another variable the
 * linker may or may not set, by what the compiler has made of it: its documentation says not (cmd/link, flag -X).
 *
 * @param files all files of the package that a build takes
 */
export function settabilityOf(variable: ValueDeclaration, files: readonly GoDeclarations[]): Settability {
  const { type, value, isInitialized } = variable;
  const names = new PackageNames(files);
  const declaredType = type.length === 0 ? undefined : names.typeKind(type);
  if (variable.name === '_') {
    return not('has no name');
  }
  if (declaredType === 'other') {
    return not(`has the type ${written(type)}, and the linker sets variables of type string only`);
  }
  const kind = value ? names.kindOf(value) : isInitialized ? 'call' : 'string';
  if (kind === 'call') {
    return not('is initialized by a call, which happens after the linker has set it');
  }
  if (kind === 'variable') {
    return not('is initialized by another variable, which happens after the linker has set it');
  }
  if (kind === 'other' || kind === 'number' || kind === 'typed') {
    return not('is initialized by something that is no constant of type string');
  }
  return declaredType === 'unknown' || kind === 'unknown'
    ? {
        kind: 'unknown',
        reason: 'has a type or a value that comes from another package, which is not looked into',
      }
    : SETTABLE;
}

function not(reason: string): Settability {
  return { kind: 'not', reason };
}

/** So much of a type is told. */
const LONGEST = 40;

/** Tokens as a person would write them, as far as a message needs that. */
function written(tokens: readonly Token[]): string {
  const text = tokens.map((token) => token.text).join(' ');
  const short = text.replace(/ ?([.[\](){}*,]) ?/g, '$1');
  return short.length > LONGEST ? `${short.slice(0, LONGEST)}...` : short;
}

/** What an expression is: a constant string or number, a constant with a type of its own, or no constant at all. */
type Kind = 'string' | 'number' | 'typed' | 'call' | 'variable' | 'other' | 'unknown';

const NUMBERS = new Set(
  (
    'byte complex64 complex128 float32 float64 int int8 int16 int32 int64 rune uint uint8 uint16 uint32 uint64 ' +
    'uintptr'
  ).split(' '),
);
const OTHER_TYPES = new Set([
  ...NUMBERS,
  'any',
  'bool',
  'chan',
  'comparable',
  'error',
  'func',
  'interface',
  'map',
  'struct',
]);

/** What the names of a package mean. */
class PackageNames {
  /** Names that are being looked up: a name that leads to itself is none that a compiler takes. */
  private readonly open = new Set<string>();

  public constructor(private readonly files: readonly GoDeclarations[]) {}

  /** Whether a type is `string` itself, or another name of it. */
  public typeKind(tokens: readonly Token[]): 'string' | 'other' | 'unknown' {
    const [first, ...rest] = tokens;
    if (first?.text === '(' && tokens.at(-1)?.text === ')') {
      return this.typeKind(tokens.slice(1, -1));
    }
    if (first?.kind !== 'word' || OTHER_TYPES.has(first.text)) {
      return 'other';
    }
    if (rest.length > 0) {
      // A type of another package may be another name; one with arguments is none of string.
      return rest.length === 2 && rest[0]?.text === '.' ? 'unknown' : 'other';
    }
    const found = this.files.flatMap(({ types }) => types.filter(({ name }) => name === first.text));
    return found.length === 0
      ? first.text === 'string'
        ? 'string'
        : 'unknown'
      : this.once(first.text, () =>
          same(found.map(({ alias }) => (alias === undefined ? 'other' : this.typeKind(alias)))),
        );
  }

  /** What an initializer is. */
  public kindOf(tokens: readonly Token[]): Kind {
    const operands = divided(tokens, '+');
    const kinds = operands.map((operand) => this.operand(operand));
    return (
      (['call', 'variable', 'other', 'unknown', 'typed'] as const).find((kind) => kinds.includes(kind)) ??
      (kinds.every((kind) => kind === kinds[0]) ? (kinds[0] ?? 'other') : 'other')
    );
  }

  private operand(tokens: readonly Token[]): Kind {
    const [first, second] = tokens;
    const last = tokens.at(-1);
    if (tokens.length === 1 && first) {
      return first.kind === 'word' ? this.named(first.text) : literalKind(first);
    }
    if (first?.text === '(' && closesAt(tokens, 0) === tokens.length - 1) {
      return this.kindOf(tokens.slice(1, -1));
    }
    if (first?.kind !== 'word') {
      return 'other';
    }
    if (second?.text === '.' && tokens.length === 3) {
      return this.isVariable(first.text) ? 'variable' : 'unknown';
    }
    const isCall = second?.text === '(' && closesAt(tokens, 1) === tokens.length - 1;
    return isCall ? this.called(first, tokens.slice(2, -1)) : last?.text === ')' ? 'call' : 'other';
  }

  /** `string(x)` is a constant when `x` is one, and so is the least of several. */
  private called({ text: callee }: Token, inside: readonly Token[]): Kind {
    const kinds = divided(inside, ',')
      .filter((each) => each.length > 0)
      .map((each) => this.kindOf(each));
    const bad = kinds.find((kind) => !['string', 'number', 'typed'].includes(kind));
    if (callee === 'min' || callee === 'max') {
      return bad ?? same(kinds);
    }
    if (NUMBERS.has(callee)) {
      return bad ?? 'number';
    }
    const types = this.files.flatMap((file) => file.types.filter(({ name }) => name === callee));
    return types.length === 0 && callee !== 'string'
      ? 'call'
      : (bad ?? (this.typeKind([{ kind: 'word', text: callee, at: 0 }]) === 'string' ? 'string' : 'typed'));
  }

  private isVariable(name: string): boolean {
    return this.files.some(({ variables }) => variables.some((each) => each.name === name));
  }

  private named(name: string): Kind {
    const constants = this.files.flatMap((file) => file.constants.filter((each) => each.name === name));
    if (constants.length > 0) {
      return this.once(name, () => same(constants.map((each) => this.constant(each))));
    }
    if (this.isVariable(name)) {
      return 'variable';
    }
    return ['true', 'false', 'nil'].includes(name) ? 'other' : name === 'iota' ? 'number' : 'unknown';
  }

  private constant({ type, value }: ValueDeclaration): Kind {
    const declared = type.length === 0 ? 'string' : this.typeKind(type);
    const kind = value ? this.kindOf(value) : 'other';
    // Whether a number has a type of its own is no matter: a variable of type string needs a conversion of both.
    if (declared === 'string' || kind === 'number') {
      return kind;
    }
    return declared === 'other' && (kind === 'string' || kind === 'typed') ? 'typed' : declared;
  }

  private once<T extends string>(name: string, look: () => T): T | 'other' {
    if (this.open.has(name)) {
      return 'other';
    }
    this.open.add(name);
    const kind = look();
    this.open.delete(name);
    return kind;
  }
}

/** What several declarations of one name, for several platforms, have in common. */
function same<T extends string>(kinds: readonly T[]): T | 'unknown' {
  const [first] = kinds;
  return first !== undefined && kinds.every((kind) => kind === first) ? first : 'unknown';
}

function literalKind({ kind, text }: Token): Kind {
  return kind === 'text'
    ? text.startsWith("'")
      ? 'number'
      : 'string'
    : kind === 'number'
      ? 'number'
      : 'other';
}

/** Where the bracket that is opened at `start` is closed. */
function closesAt(tokens: readonly Token[], start: number): number {
  let depth = 0;
  return tokens.findIndex((token, index) => {
    depth += index < start ? 0 : depthChange(token);
    return index >= start && depth === 0;
  });
}
