import { quote, ValidationError } from '../core/errors';

/** One setting: its keywords as HAProxy has them, and values of the user as `value` makes them. */
export type Line = readonly string[];

/** A section and its settings, one per line. */
export interface Section {
  /** Such as `frontend http`. */
  readonly title: string;
  readonly lines: readonly Line[];
}

/** Line breaks and other characters that HAProxy, a terminal or a log would not take as they are. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/**
 * A text as one word of HAProxy's configuration, whatever is in it: between strong quotes nothing has a meaning but the quote itself
 * (management of quotes, section 2.2 of its manual).
 */
export function value(text: string): string {
  if (CONTROL.test(text)) {
    throw new ValidationError(
      `${quote(text)} has a control character, which no setting of the edge can hold; leave it out`,
    );
  }
  return /^[A-Za-z0-9_./:-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** The text of a configuration. */
export function configurationText(sections: readonly Section[]): string {
  return sections
    .map(({ title, lines }) => [title, ...lines.map((line) => `  ${line.join(' ')}`)].join('\n'))
    .map((section) => `${section}\n`)
    .join('\n');
}
