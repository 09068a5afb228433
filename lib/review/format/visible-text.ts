/** What no reader sees, or what moves the text around it: controls, format and filler characters, halves of characters, strange blanks. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{DI}]|(?! )\p{Zs}/u;

/** Longer values are cut. */
const LONGEST = 300;

export interface ClippedText {
  readonly text: string;
  /** Characters of the whole, where it was cut. */
  readonly length?: number;
}

/**
 * The text on one line in which each character is seen: a line break as `␊`, one that turns the direction of writing as `\u{202e}`.
 *
 * @param longest characters after which it is cut
 */
export function clipped(text: string, longest = LONGEST): ClippedText {
  if (text.length <= longest && !UNSEEN.test(text)) {
    return { text };
  }
  let shown = '';
  let room = longest;
  // Only as much as is shown: a value may have megabytes.
  for (const character of text) {
    const seen = visibleCharacter(character);
    room -= seen.length;
    if (room < 0) {
      return { text: `${shown}…`, length: charactersOf(text) };
    }
    shown += seen;
  }
  return { text: shown };
}

/** The same with the length of the whole behind it when it was cut. */
export function brief(text: string): string {
  const { text: shown, length } = clipped(text);
  return length === undefined ? shown : `${shown} (${length} characters)`;
}

/** Characters as people count them for a limit: one for each code point. */
export function charactersOf(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}

function visibleCharacter(character: string): string {
  if (!UNSEEN.test(character)) {
    return character;
  }
  const code = character.codePointAt(0) ?? 0;
  // Unicode has pictures for the first 32 controls and for "delete".
  return code < 0x20
    ? String.fromCodePoint(0x2400 + code)
    : code === 0x7f
      ? '␡'
      : `\\u{${code.toString(16)}}`;
}
