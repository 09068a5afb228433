import { clipped } from '../review/format/visible-text';

const [ESCAPE, BELL, SEQUENCE] = [0x1b, 0x07, 0x9b].map((code) => String.fromCharCode(code));
/** What programs write to colour a terminal, to move its cursor and to set its title (ECMA-48). */
const TERMINAL = new RegExp(
  `(?:${ESCAPE}\\[|${SEQUENCE})[0-?]*[ -/]*[@-~]|${ESCAPE}\\][^${BELL}${ESCAPE}]*(?:${BELL}|${ESCAPE}\\\\)|${ESCAPE}[ -/]*[0-Z\\\\^-~]`,
  'g',
);
const LONGEST = 500;

/** Lines of a program's output, without what it writes to a terminal. */
export function linesOf(text: string): string[] {
  return text.replace(TERMINAL, '').split(/\r\n|[\r\n]/);
}

/**
 * A line that does nothing to the terminal of whoever reads it: every character that nobody sees is shown as a picture of it, and what is too long is
 * cut.
 */
export function shownLine(line: string): string {
  return clipped(line.replace(/\t/g, '    '), LONGEST).text.trimEnd();
}

/** A text on one such line. */
export function shownText(text: string): string {
  return shownLine(linesOf(text).filter(Boolean).join(' '));
}
