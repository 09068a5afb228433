import { FramedHash } from '../../core/hash';
import { name, type Phrase, type Piece } from '../model/phrase';
import { clipped } from './visible-text';
import { write, Written } from './written';

/** Where a phrase stands: the cells of a table have characters of their own. */
export type Place = 'text' | 'cell';

/**
 * A phrase in Markdown for GitHub and GitLab.
 *
 * Names and values are in code spans, where nothing is a mention, a link or HTML.
 */
export function markdown(phrase: Phrase, place: Place = 'text'): Written {
  const parts: Written[] = [];
  let span: Exclude<Piece, string>[] = [];
  const endSpan = () => {
    if (span.length > 0) {
      parts.push(codeSpan(span, place));
    }
    span = [];
  };
  for (const piece of phrase) {
    if (typeof piece !== 'string') {
      // Two code spans side by side would be none.
      span.push(piece);
    } else if (piece !== '') {
      endSpan();
      parts.push(Written.own(words(piece)));
    }
  }
  endSpan();
  return Written.joined(parts, '');
}

/** A name by itself, in a code span. */
export function nameSpan(text: string, longest?: number): Written {
  return codeSpan([name(text)], 'text', longest);
}

function codeSpan(pieces: readonly Exclude<Piece, string>[], place: Place, longest?: number): Written {
  const texts = pieces.map((piece) => clipped('name' in piece ? piece.name : piece.value, longest));
  if (texts.every(({ text }) => text === '')) {
    return Written.own('(empty)');
  }
  const inside = texts.map(({ text }, index) => {
    const shown = inCodeSpan(text, place);
    return 'name' in (pieces[index] ?? {}) ? Written.own(shown) : Written.value(shown);
  });
  const lengths = texts.flatMap(({ length }) =>
    length === undefined ? [] : [write` (${length} characters)`],
  );
  return write`\`${Written.joined(inside, '')}\`${Written.joined(lengths, '')}`;
}

/**
 * No parser has an escape inside a code span. Longer fences of backticks are not read alike by all of them, and neither is a pipe or a backslash in
 * a cell: what would matter to one is written with a character that looks like it. A blank at an end would be taken away.
 */
function inCodeSpan(text: string, place: Place): string {
  const safe = text.replaceAll('`', 'ˋ').replace(/^ +| +$/g, (blanks) => '␠'.repeat(blanks.length));
  return place === 'cell' ? safe.replaceAll('|', '¦').replaceAll('\\', '⧵') : safe;
}

/** Words of ours: they mean no markup. */
function words(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*[\]<>|~$&]/g, '\\$&')
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_');
}

/** A block in which all is text: its fence is longer than any in it. */
export function fence(language: string, content: Written): Written {
  const runs = content.text.match(/`+/g) ?? [];
  const ticks = Written.own('`'.repeat(Math.max(2, ...runs.map(({ length }) => length)) + 1));
  return write`${ticks}${Written.own(language)}\n${content}\n${ticks}`;
}

/** Something that is seen after a click. The summary is HTML to the parser, so it has words of ours alone. */
export function details(summary: string, content: Written): Written {
  return write`<details><summary>${Written.own(summary)}</summary>\n\n${content}\n\n</details>`;
}

/** A row of a table. */
export function row(cells: readonly Written[]): Written {
  return write`| ${Written.joined(
    cells.map((cell) => (cell.text === '' ? Written.own('–') : cell)),
    ' | ',
  )} |`;
}

/** The two lines that begin a table. */
export function tableHead(titles: readonly string[]): Written {
  return write`${row(titles.map((title) => Written.own(title)))}\n${Written.own(`|${'---|'.repeat(titles.length)}`)}`;
}

const LONGEST_MARKED = 120;

/**
 * A comment that nobody sees, by which a later run finds the text that it replaces.
 *
 * It has the stack's name and no version, or a newer release would not find it. Two stacks never have the same one.
 *
 * @param stack nothing for a text on several stacks, or where no name is known
 */
export function marker(stack?: string): Written {
  if (stack === undefined) {
    return write`<!-- go-containers review -->`;
  }
  // Percent signs as in a URL, also for the second of two dashes: they would end the comment.
  const escaped = Array.from(stack)
    .map((character, index, all) =>
      /[\w.-]/.test(character) && !(character === '-' && all[index - 1] === '-')
        ? character
        : [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    )
    .join('');
  const short =
    escaped.length > LONGEST_MARKED
      ? `${escaped.slice(0, LONGEST_MARKED)}~${new FramedHash().record(stack).digest()}`
      : escaped;
  return write`<!-- go-containers review: ${Written.own(short)} -->`;
}
