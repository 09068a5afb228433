import { ValidationError } from '../../core/errors';
import { charactersOf } from './visible-text';
import { Written } from './written';

/** Below GitHub's limit of 65,536 for a comment. */
const DEFAULT_CHARACTERS = 60_000;

/** What a review of one sentence per section takes, with room to spare. */
const LEAST_CHARACTERS = 4_000;

/** GitHub refuses some comments of few characters and many bytes: 200,000 are known to go. */
const MOST_BYTES = 190_000;

/** What stands between two sections. */
const BETWEEN = '\n\n';

/** By how much a count may grow from 0. */
const DIGITS = 8;

/** Space for text, in code points and in bytes of UTF-8: both have to be enough. */
export interface Room {
  readonly characters: number;
  readonly bytes: number;
}

/** One way to write a section, or nothing where it cannot be done in that room. What is too long all the same is not taken. */
export type Variant = (room: Room) => Written | undefined;

/** A part of a document that can be written at greater and at smaller length. */
export interface Section {
  /** Sections of a lower rank get their room first. */
  readonly rank: number;
  /** The longest first. The last one is short whatever there is to say, and does not ask for the room. */
  readonly variants: readonly [...Variant[], () => Written];
}

/** Sections as they were chosen. */
export interface Fitted {
  readonly text: Written;
  readonly isShortened: boolean;
  /** Not even with the shortest variants. */
  readonly isTooLong: boolean;
}

/**
 * The room that a document has.
 *
 * @param characters code points, 4,000 or more
 */
export function roomOf(characters: number = DEFAULT_CHARACTERS): Room {
  if (!Number.isInteger(characters) || characters < LEAST_CHARACTERS) {
    throw new ValidationError(
      `a budget of ${characters} characters is not possible for a review; give a whole number from ${LEAST_CHARACTERS} up`,
    );
  }
  return { characters, bytes: MOST_BYTES };
}

/**
 * Each section at the greatest length for which there is room.
 *
 * All have their shortest variant to begin with, and what is left is spent by rank, so that nothing is lost for the length of something that matters less.
 */
export function fit(sections: readonly Section[], room: Room): Fitted {
  const chosen = sections.map(({ variants }) => variants[variants.length - 1]?.(room) ?? Written.nothing);
  const isFull = sections.map(({ variants }) => variants.length === 1);
  let left = less(room, ...chosen.map(sizeOf));
  const isTooLong = !holds(left);
  const byRank = sections.map((section, index) => ({ section, index }));
  byRank.sort((one, other) => one.section.rank - other.section.rank);
  for (const { section, index } of isTooLong ? [] : byRank) {
    const shortest = sizeOf(chosen[index] ?? Written.nothing);
    const mine = { characters: left.characters + shortest.characters, bytes: left.bytes + shortest.bytes };
    for (const [number, variant] of section.variants.slice(0, -1).entries()) {
      const written = variant(mine);
      if (written !== undefined && holds(less(mine, sizeOf(written)))) {
        chosen[index] = written;
        isFull[index] = number === 0;
        left = less(mine, sizeOf(written));
        break;
      }
    }
  }
  const text = Written.joined(
    chosen.filter((each) => each.text !== ''),
    BETWEEN,
  );
  return { text, isShortened: isFull.includes(false), isTooLong };
}

/** A section that has one length. */
export function fixed(written: Written): Section {
  return { rank: 0, variants: [() => written] };
}

/**
 * As many of the first items as there is room for beside `frame`, one line each.
 *
 * @param counts how many numbers there are in the frame that grow with what is shown
 */
export function asManyAsFit(
  items: readonly (() => Written)[],
  room: Room,
  frame: (shown: readonly Written[]) => Written,
  counts = 1,
): Written | undefined {
  const digits = { characters: counts * DIGITS, bytes: counts * DIGITS };
  let left = less(room, sizeOf(frame([])), digits);
  const shown: Written[] = [];
  for (const item of items) {
    const written = item();
    left = less(left, sizeOf(written));
    if (!holds(left)) {
      break;
    }
    shown.push(written);
  }
  return shown.length === 0 ? undefined : frame(shown);
}

/** What a text takes, with what stands before the next. */
export function sizeOf({ text }: Written): Room {
  return text === ''
    ? { characters: 0, bytes: 0 }
    : { characters: charactersOf(text) + BETWEEN.length, bytes: Buffer.byteLength(text) + BETWEEN.length };
}

export function less(room: Room, ...sizes: readonly Room[]): Room {
  return sizes.reduce(
    (rest, size) => ({ characters: rest.characters - size.characters, bytes: rest.bytes - size.bytes }),
    room,
  );
}

function holds({ characters, bytes }: Room): boolean {
  return characters >= 0 && bytes >= 0;
}
