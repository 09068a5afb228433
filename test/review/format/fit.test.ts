import * as fc from 'fast-check';
import { asManyAsFit, fit, fixed, roomOf, type Section } from '../../../lib/review/format/fit';
import { charactersOf } from '../../../lib/review/format/visible-text';
import { Written } from '../../../lib/review/format/written';

const text = (length: number, character = 'x') => Written.own(character.repeat(length));

const section = (rank: number, ...lengths: readonly [number, ...number[]]): Section => {
  const variants = lengths.map((length) => () => text(length, String(rank)));
  return { rank, variants: [...variants.slice(0, -1), variants[variants.length - 1]!] };
};

const room = (characters: number) => ({ characters, bytes: characters });

describe('a budget', () => {
  test('is 60,000 characters where nothing is said, and never more than 190,000 bytes', () => {
    expect(roomOf()).toEqual({ characters: 60_000, bytes: 190_000 });
    expect(roomOf(1_000_000)).toEqual({ characters: 1_000_000, bytes: 190_000 });
  });

  test.each([3_999, 0, -1, 4_000.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'of %p is refused',
    (characters) => {
      expect(() => roomOf(characters)).toThrow(
        `a budget of ${characters} characters is not possible for a review; give a whole number from 4000 up`,
      );
    },
  );

  test('of the least that is possible is taken', () => {
    expect(roomOf(4_000).characters).toBe(4_000);
  });
});

describe('sections in a room', () => {
  test('are whole when there is room for all', () => {
    const fitted = fit([section(1, 10, 1), section(2, 20, 2)], room(100));
    expect(fitted).toMatchObject({ isShortened: false, isTooLong: false });
    expect(fitted.text.text).toBe(`${'1'.repeat(10)}\n\n${'2'.repeat(20)}`);
  });

  test('get their room by rank and stand in their order', () => {
    const fitted = fit([section(2, 50, 20, 2), section(1, 50, 1)], room(80));
    expect(fitted.text.text).toBe(`${'2'.repeat(20)}\n\n${'1'.repeat(50)}`);
    expect(fitted.isShortened).toBe(true);
  });

  test('of a higher rank keep their shortest text, whatever one before them would take', () => {
    const fitted = fit([section(1, 96, 1), section(2, 10, 5)], room(100));
    expect(fitted.text.text).toBe(`1\n\n${'2'.repeat(10)}`);
  });

  test('say when not even the shortest of all fit', () => {
    expect(fit([fixed(text(50)), section(1, 60, 51)], room(100)).isTooLong).toBe(true);
  });

  test('are never longer than the room, in characters and in bytes', () => {
    const lengths = fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 4 });
    const sections = fc.array(fc.record({ rank: fc.nat({ max: 5 }), lengths }), { maxLength: 8 });
    const character = fc.constantFrom('x', 'ä', '␊', '\u{1f600}');
    fc.assert(
      fc.property(
        sections,
        character,
        fc.nat({ max: 300 }),
        fc.nat({ max: 600 }),
        (all, one, characters, bytes) => {
          const asked = all.map(({ rank, lengths: [first, ...others] }): Section => {
            const descending = [first!, ...others].sort((left, right) => right - left);
            const variants = descending.map((length) => () => text(length, one));
            return { rank, variants: [...variants.slice(0, -1), variants[variants.length - 1]!] };
          });
          const { text: written, isTooLong } = fit(asked, { characters, bytes });
          const fits = charactersOf(written.text) <= characters && Buffer.byteLength(written.text) <= bytes;
          expect(fits || isTooLong).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('as many as fit', () => {
  const items = ['aa', 'bb', 'cc'].map((each) => () => Written.own(each));
  const frame = (shown: readonly Written[]) => Written.joined([text(20), ...shown], '\n');

  test('are the first ones, and nothing when there is no room for one', () => {
    const written = (characters: number) =>
      asManyAsFit(items, room(characters), frame)?.text.split('\n').slice(1);
    expect(written(1_000)).toEqual(['aa', 'bb', 'cc']);
    expect(written(40)).toEqual(['aa', 'bb']);
    expect(written(20)).toBeUndefined();
  });
});
