import { isName, isValue, type Phrase } from '../model/phrase';
import { write, Written } from './written';

/** A value of JSON in which is known what comes out of the plan. A string is ours; what is undefined is left out. */
export type JsonValue =
  | string
  | number
  | boolean
  | undefined
  | Said
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** A phrase as one string. */
export class Said {
  public constructor(public readonly phrase: Phrase) {}
}

/** The phrase as a string of JSON. */
export function said(phrase: Phrase): Said {
  return new Said(phrase);
}

const STEP = '  ';

/** Indented JSON. */
export function jsonText(value: JsonValue, indent = ''): Written {
  if (isSaid(value)) {
    return phraseText(value.phrase);
  }
  if (typeof value !== 'object') {
    return Written.own(typeof value === 'string' ? stringText(value) : String(value));
  }
  const inner = indent + STEP;
  const isList = Array.isArray(value);
  const members = isList
    ? (value as readonly JsonValue[]).map((each) => jsonText(each, inner))
    : Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .map(([name, each]) => write`${Written.own(stringText(name))}: ${jsonText(each, inner)}`);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  return members.length === 0
    ? Written.own(open + close)
    : write`${Written.own(`${open}\n${inner}`)}${Written.joined(members, `,\n${inner}`)}${Written.own(`\n${indent}${close}`)}`;
}

function isSaid(value: JsonValue): value is Said {
  return typeof value === 'object' && 'phrase' in value && Array.isArray(value.phrase);
}

function phraseText(phrase: Phrase): Written {
  const parts = phrase.map((piece) =>
    isValue(piece)
      ? Written.value(escaped(piece.value))
      : Written.own(escaped(isName(piece) ? piece.name : piece)),
  );
  return write`"${Written.joined(parts, '')}"`;
}

function stringText(text: string): string {
  return `"${escaped(text)}"`;
}

/** What a terminal would act on, or show in another order, is written as a number: the parsed text is the same. */
function escaped(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
      Array.from(
        { length: character.length },
        (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
      ).join(''),
    );
}
