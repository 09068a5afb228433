import { isName, isValue, type Phrase } from '../model/phrase';
import { brief, charactersOf } from './visible-text';
import { write, Written } from './written';

/** Columns of a line; only a single word that is longer makes a longer line. */
const COLUMNS = 100;

/** Select Graphic Rendition: what a terminal does with the text after it. */
const INKS = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

export type Ink = keyof typeof INKS;

interface Unit {
  readonly text: Written;
  readonly width: number;
}

interface Word extends Unit {
  /** No blank before it. */
  readonly isGlued: boolean;
}

/** Text for a terminal, in lines that fit. */
export class Terminal {
  public constructor(private readonly hasColour: boolean) {}

  public ink(text: Written, ...inks: readonly Ink[]): Written {
    if (!this.hasColour || inks.length === 0 || text.text === '') {
      return text;
    }
    const codes = inks.map((ink) => INKS[ink]).join(';');
    return write`${Written.own(`\u001b[${codes}m`)}${text}${Written.own('\u001b[0m')}`;
  }

  /** Words of ours. */
  public own(text: string, ...inks: readonly Ink[]): Written {
    return this.ink(Written.own(text), ...inks);
  }

  /** A phrase on one line, however long. */
  public line(phrase: Phrase): Written {
    return Written.joined(
      this.units(phrase).map(({ text }) => text),
      ' ',
    );
  }

  /**
   * A phrase in lines.
   *
   * @param first what the first line begins with
   * @param width columns of `first`, by which the other lines are indented
   */
  public wrapped(phrase: Phrase, first: Written, width: number): Written {
    const lines: Written[][] = [[]];
    let column = width;
    for (const { text, width: wide } of this.units(phrase)) {
      const line = lines[lines.length - 1] ?? [];
      if (line.length > 0 && column + 1 + wide > COLUMNS) {
        lines.push([text]);
        column = width + wide;
      } else {
        column += wide + (line.length === 0 ? 0 : 1);
        line.push(text);
      }
    }
    const indent = ' '.repeat(width);
    return write`${first}${Written.joined(
      lines.map((line) => Written.joined(line, ' ')),
      `\n${indent}`,
    )}`;
  }

  /** Words with what has no blank before it, such as the comma behind a name. */
  private units(phrase: Phrase): Unit[] {
    const units: Unit[] = [];
    for (const { text, width, isGlued } of this.words(phrase)) {
      const last = units[units.length - 1];
      if (isGlued && last !== undefined) {
        units[units.length - 1] = { text: write`${last.text}${text}`, width: last.width + width };
      } else {
        units.push({ text, width });
      }
    }
    return units;
  }

  private words(phrase: Phrase): Word[] {
    const words: Word[] = [];
    let isGlued = true;
    for (const piece of phrase) {
      if (typeof piece === 'string') {
        for (const [index, word] of piece.split(/\s+/).entries()) {
          isGlued = index === 0 && isGlued;
          if (word !== '') {
            words.push({ text: Written.own(word), width: charactersOf(word), isGlued });
            isGlued = true;
          }
        }
      } else {
        const shown = inTerminal(isName(piece) ? piece.name : piece.value);
        const text = isValue(piece) ? Written.value(shown) : Written.own(shown);
        words.push({ text: this.ink(text, 'cyan'), width: charactersOf(shown), isGlued });
        isGlued = true;
      }
    }
    return words;
  }
}

/** What could be taken for words of ours is in quotes. */
function inTerminal(text: string): string {
  const shown = brief(text);
  return /^[\w./:@%+=,*~>[\]-]+$/.test(shown) ? shown : `"${shown.replaceAll('"', '\\"')}"`;
}
