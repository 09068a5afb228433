import { name, value, type Phrase, type Piece } from '../model/phrase';

/** Keys of `for_each` in an address, and indexes of `count`. */
const INDEX = /(\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\])/;

/** An address in pieces: keys of `for_each` come out of values. */
export function addressPhrase(address: string): Phrase {
  return address
    .split(INDEX)
    .map((part, index): Piece => (index % 2 === 0 ? name(part) : value(part)))
    .filter((piece) => typeof piece === 'string' || !('name' in piece) || piece.name !== '');
}

/** The name of an attribute in pieces: behind its first step there may be the key of a map. */
export function attributePhrase(attribute: string): Phrase {
  const first = /^[a-z0-9_]*/.exec(attribute)?.[0] ?? '';
  const rest = attribute.slice(first.length);
  return [...(first === '' ? [] : [name(first)]), ...(rest === '' ? [] : [value(rest)])];
}
