import * as fc from 'fast-check';
import type { Review } from '../../../lib/review/model/review-model';
import { renderMarkdown } from '../../../lib/review/format/render-markdown';
import { arbitraryReview, harmless, hostileText, mapTexts } from '../support/arbitrary-review';
import { SHOP_REVIEW } from '../support/made-up-reviews';
import { fencesOf, structureOf } from '../support/parsed-markdown';

const RUNS = 1_000;

/** So much that nothing is shortened. */
const ROOM = { budget: 1_000_000 };

function markdownOf(...reviews: readonly Review[]): string {
  return renderMarkdown(reviews, ROOM).text;
}

describe('hostile texts in a review', () => {
  const one = arbitraryReview(hostileText);

  test('are text to a parser: blocks, tables, HTML, links and words are those of a harmless review', () => {
    fc.assert(
      fc.property(one, (review) => {
        expect(structureOf(markdownOf(review))).toEqual(structureOf(markdownOf(harmless(review))));
      }),
      { numRuns: RUNS },
    );
  });

  test('are text also where a review is one of several', () => {
    fc.assert(
      fc.property(one, one, (first, second) => {
        const texts = [markdownOf(first, second), markdownOf(harmless(first), harmless(second))];
        expect(structureOf(texts[0]!)).toEqual(structureOf(texts[1]!));
      }),
      { numRuns: RUNS / 10 },
    );
  });

  test('are never an invisible character', () => {
    fc.assert(
      fc.property(one, (review) => {
        expect(markdownOf(review).replaceAll('⚠️', '!').replaceAll('\n', '')).not.toMatch(
          /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}]|(?! )\p{Zs}/u,
        );
      }),
      { numRuns: RUNS / 10 },
    );
  });

  test('are in no label of the picture but as letters, digits and a few signs', () => {
    fc.assert(
      fc.property(one, (review) => {
        const pictures = fencesOf(markdownOf(review)).filter(({ info }) => info === 'mermaid');
        for (const { content } of pictures) {
          const [first, ...others] = content.trimEnd().split('\n');
          expect(first).toBe('flowchart LR');
          expect(
            others.filter((line) => !/^ {2}r\d+(\["[\w ./:-]+"\]| -->\|"[a-z() ,]+"\| r\d+)$/.test(line)),
          ).toEqual([]);
        }
      }),
      { numRuns: RUNS / 10 },
    );
  });

  test.each([
    '`',
    '``` ',
    '|',
    '\\',
    'a\\',
    '\\`',
    '-->',
    '</details>',
    '\n\n# x',
    '@everyone',
    'https://evil.example',
    ' ',
    '#1',
    '<b>',
    '~~~',
    '``',
    '| a | b |',
  ])('%j is text in every place of a review at once', (text) => {
    const hostile = mapTexts(SHOP_REVIEW, () => text);
    expect(structureOf(markdownOf(hostile))).toEqual(structureOf(markdownOf(harmless(hostile))));
  });

  test('do not make a marker of another stack', () => {
    const markers = [
      'a',
      'b -->',
      'b --',
      'b -',
      'b',
      '--',
      '%2d',
      '-%2d',
      'B',
      'ä',
      '',
      'x'.repeat(200),
      'x'.repeat(201),
    ]
      .map((stack) => markdownOf({ ...SHOP_REVIEW, stack }).split('\n')[0]!)
      .concat(markdownOf({ ...SHOP_REVIEW, stack: undefined }).split('\n')[0]!);
    expect(new Set(markers).size).toBe(markers.length);
    expect(markers.filter((marker) => !/^<!-- go-containers review(: [\w.%~-]*)? -->$/.test(marker))).toEqual(
      [],
    );
    expect(markers.filter((marker) => marker.slice(4, -3).includes('--'))).toEqual([]);
  });
});
