import * as fc from 'fast-check';
import { renderJson } from '../../../lib/review/format/render-json';
import { renderMarkdown } from '../../../lib/review/format/render-markdown';
import { renderSarif } from '../../../lib/review/format/render-sarif';
import { renderText } from '../../../lib/review/format/render-text';
import { lines, write, Written } from '../../../lib/review/format/written';
import { arbitraryReview } from '../support/arbitrary-review';

describe('a text that is written', () => {
  test('knows which of it are our own words, and has a line break for what is not', () => {
    const written = write`port ${Written.value('8080')} of ${Written.own('shop/Web')}, ${2} times`;
    expect(written).toMatchObject({
      text: 'port 8080 of shop/Web, 2 times',
      own: 'port \n of shop/Web, 2 times',
    });
  });

  test('knows it of several that are joined, and leaves out what is empty', () => {
    const written = lines([Written.own('a'), Written.nothing, Written.value('b')]);
    expect(written).toMatchObject({ text: 'a\nb', own: 'a\n\n' });
  });
});

describe('what every format says of its own words', () => {
  /** Each text in a review is another one, so that one that is told can be found. */
  const numbered = fc.nat({ max: 1_000_000 }).map((number) => `q${number}q`);

  test('has all names and no value, and its order is that of the text', () => {
    fc.assert(
      fc.property(arbitraryReview(numbered), (review) => {
        const values = new Set(JSON.stringify(review).match(/(?<="(value|terraformVersion)":")q\d+q/g));
        const names = new Set(
          JSON.stringify(review).match(/(?<="(name|stack|hash|address|reason|until|type)":")q\d+q/g),
        );
        for (const rendered of [
          renderMarkdown([review], { budget: 1_000_000 }),
          renderText([review], { colour: true }),
          renderJson([review]),
          renderSarif([review], { files: { [review.stack ?? '']: 'stack.ts' } }),
        ]) {
          const own = new Set(rendered.own.match(/q\d+q/g));
          expect([...values].filter((each) => own.has(each) && !names.has(each))).toEqual([]);
          expect(
            [...names].filter((each) => rendered.text.includes(each) && !values.has(each) && !own.has(each)),
          ).toEqual([]);
          expect(isWithin(rendered.own.replaceAll('\n', ''), rendered.text.replaceAll('\n', ''))).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Whether a text is what is left of another when parts of it are taken away. */
function isWithin(part: string, whole: string): boolean {
  let at = 0;
  for (const character of whole) {
    if (part.startsWith(character, at)) {
      at += character.length;
    }
  }
  return at === part.length;
}
