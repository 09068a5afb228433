/**
 * A sentence of a review, in pieces that say where its words come from.
 *
 * A text is ours. A `name` is an identifier of the configuration, such as an address or a construct path: whoever reads the pull request knows it. A
 * `value` comes out of the plan, where anybody may have put anything: it is shown only when no secret is in it, and every format writes it so
 * that it cannot be taken for markup.
 */
export type Phrase = readonly Piece[];

export type Piece = string | Name | Value;

export interface Name {
  readonly name: string;
}

export interface Value {
  readonly value: string;
  /** What `value` was made of, when that is more than the value itself: secrets are looked for there too. */
  readonly from?: string;
}

/** What stands for a value that must not be seen. */
export const HIDDEN = '(hidden)';

export function name(text: string): Name {
  return { name: text };
}

export function value(text: string | number | boolean, from?: string): Value {
  return { value: String(text), ...(from === undefined ? {} : { from }) };
}

export function isName(piece: unknown): piece is Name {
  return hasOnly(piece, 'name');
}

export function isValue(piece: unknown): piece is Value {
  return hasOnly(piece, 'value', 'from');
}

/** By all of its members: other parts of a review have a name too. */
function hasOnly(piece: unknown, own: string, further = own): boolean {
  return (
    typeof piece === 'object' &&
    piece !== null &&
    own in piece &&
    Object.keys(piece).every((key) => key === own || key === further)
  );
}

type Part = Piece | number | Phrase;

/** A template whose fixed part is ours: say`port ${value(port)} of ${name(path)}`. */
export function say(own: TemplateStringsArray, ...parts: readonly Part[]): Phrase {
  return own.flatMap((text, index) => {
    const part = parts[index];
    const pieces: Phrase = part === undefined ? [] : Array.isArray(part) ? (part as Phrase) : [piece(part)];
    return text === '' ? pieces : [text, ...pieces];
  });
}

function piece(part: Part): Piece {
  return typeof part === 'number' ? String(part) : (part as Piece);
}

/** Several phrases as one, with words of ours between them. */
export function joined(phrases: readonly (Phrase | Piece)[], between: string): Phrase {
  return phrases.flatMap((phrase, index) => {
    const pieces: Phrase = Array.isArray(phrase) ? (phrase as Phrase) : [phrase as Piece];
    return index === 0 ? pieces : [between, ...pieces];
  });
}

/** The phrase as one text, without any markup. */
export function plain(phrase: Phrase): string {
  return phrase.map((each) => (isName(each) ? each.name : isValue(each) ? each.value : each)).join('');
}
