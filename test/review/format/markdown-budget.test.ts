import * as fc from 'fast-check';
import { value } from '../../../lib/review/model/phrase';
import type { Review, ReviewedFinding } from '../../../lib/review/model/review-model';
import { renderMarkdown } from '../../../lib/review/format/render-markdown';
import { REVIEW_RULES, type RuleId } from '../../../lib/review/model/rule-table';
import { charactersOf } from '../../../lib/review/format/visible-text';
import { arbitraryReview, hostileText } from '../support/arbitrary-review';
import { SHOP_REVIEW } from '../support/made-up-reviews';
import { fencesOf, htmlOf, structureOf } from '../support/parsed-markdown';

/** Few, since each is large; and none is made smaller when it fails, which would take minutes. */
const RUNS = 40;

const RULES = Object.keys(REVIEW_RULES) as RuleId[];

const longTexts = fc.oneof(
  hostileText,
  fc.tuple(hostileText, fc.integer({ min: 1, max: 200 })).map(([text, times]) => text.repeat(times)),
  fc.integer({ min: 1, max: 400 }).map((length) => '\u{1f600}'.repeat(length)),
);

/** Reviews of which few fit whole. */
const large = arbitraryReview(longTexts, 25);

function blocking(reviews: readonly Review[]): readonly ReviewedFinding[] {
  return reviews
    .flatMap(({ findings }) => findings)
    .filter(({ severity, allowed }) => severity === 'block' && allowed === undefined);
}

/** How many findings of each rule the text says that block: a line for each, or their number. */
function saidToBlock(text: string): Record<string, number> {
  const said: Record<string, number> = {};
  const add = (rule: string, count: number) => (said[rule] = (said[rule] ?? 0) + count);
  for (const section of text.split(/^(?=###? |\*\*)/m)) {
    if (section.startsWith('### What blocks')) {
      for (const [, rule, count] of section.matchAll(
        /^- \*\*([A-Z0-9-]+)\*\*(?:[^\n`]* \d+ of (\d+) shown: )?/gm,
      )) {
        add(rule!, Number(count ?? 1));
      }
    } else if (section.startsWith('**What blocks')) {
      for (const [, rule, count] of section.matchAll(/([A-Z0-9-]+) \((\d+)\)/g)) {
        add(rule!, Number(count));
      }
    }
  }
  return said;
}

function expectWhole(text: string): void {
  const html = htmlOf(text);
  expect(html.filter((each) => each.startsWith('<details><summary>')).length).toBe(
    html.filter((each) => each === '</details>').length,
  );
  expect(
    html.filter(
      (each) =>
        !/^(<!-- go-containers review|<details><summary>[\w:,.() ]+<\/summary>$|<\/details>$)/.test(each),
    ),
  ).toEqual([]);
  expect(fencesOf(text).filter(({ info }) => info !== 'diff' && info !== 'mermaid')).toEqual([]);
  // An open fence or list would have taken it in.
  expect(structureOf(text).slice(-1)).toEqual(['paragraph_close ']);
}

function expectAllBlocking(text: string, reviews: readonly Review[]): void {
  const counts: Record<string, number> = {};
  for (const { rule } of blocking(reviews)) {
    counts[rule] = (counts[rule] ?? 0) + 1;
  }
  expect(saidToBlock(text)).toEqual(counts);
}

describe('a review with a budget', () => {
  test('is never longer, is whole Markdown, and has all that blocks', () => {
    fc.assert(
      fc.property(large, fc.integer({ min: 4_000, max: 40_000 }), (review, budget) => {
        const { text } = renderMarkdown([review], { budget });
        expect(charactersOf(text)).toBeLessThanOrEqual(budget);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(190_000);
        expectWhole(text);
        expectAllBlocking(text, [review]);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  test('is that too for several stacks', () => {
    const several = fc.array(arbitraryReview(longTexts, 4), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(several, fc.integer({ min: 4_000, max: 70_000 }), (reviews, budget) => {
        const { text } = renderMarkdown(reviews, { budget });
        expect(charactersOf(text)).toBeLessThanOrEqual(budget);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(190_000);
        expectWhole(text);
        expectAllBlocking(text, reviews);
      }),
      { numRuns: RUNS / 4, endOnFailure: true },
    );
  });

  test('counts bytes as well: characters of four bytes are fewer', () => {
    const faces = '\u{1f600}'.repeat(300);
    const findings = Array.from({ length: 270 }, () => ({
      ...SHOP_REVIEW.findings[0]!,
      effect: [value(faces)],
    }));
    const { text } = renderMarkdown([{ ...SHOP_REVIEW, findings }], { budget: 100_000 });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(190_000);
    expect(charactersOf(text)).toBeLessThan(90_000);
    expect(text).toContain('Without what to do about it.');
  });

  test('of the least size has each rule that blocks, though all of them do it often', () => {
    const findings = RULES.flatMap((rule) =>
      Array.from({ length: 50 }, () => ({ ...SHOP_REVIEW.findings[0]!, rule })),
    );
    const reviews = Array.from({ length: 20 }, (_, index) => ({
      ...SHOP_REVIEW,
      stack: `stack-${index}`,
      findings,
    }));
    for (const some of [reviews.slice(0, 1), reviews]) {
      const { text } = renderMarkdown(some, { budget: 4_000 });
      expect(charactersOf(text)).toBeLessThanOrEqual(4_000);
      expectAllBlocking(text, some);
    }
  });

  const shown = (review: Partial<Review>, budget: number) =>
    renderMarkdown([{ ...SHOP_REVIEW, ...review }], { budget }).text;

  const times = <T>(one: T | undefined, count: number): T[] => Array.from({ length: count }, () => one!);

  test('says how many of a list are shown, and where the others are', () => {
    const text = shown({ downtime: times(SHOP_REVIEW.downtime[0], 200) }, 12_000);
    expect(text).toMatch(/^\d+ of 200 shown, without why, ports and data\.$/m);
    expect(text).toContain('*This is shortened to fit. The review in the JSON format has everything.*');
  });

  test('leaves fixes of blocking findings out before the findings, then groups them by rule', () => {
    const blocks = (count: number) => shown({ findings: times(SHOP_REVIEW.findings[0], count) }, 8_000);
    expect(blocks(15)).toContain('  - Fix: take the change of its labels back');
    expect(blocks(40)).toContain('Without what to do about it.');
    expect(blocks(100)).toContain('Without what happens and what to do about it.');
    expect(blocks(1_000)).toMatch(
      /^- \*\*CR-DATA-2\*\* no volume is replaced, \d+ of 1000 shown: `shop\/Orders`, /m,
    );
  });

  test('leaves the picture out first, then lists and diffs, and says nothing of that where all fits', () => {
    const findings = times(SHOP_REVIEW.findings[0], 20);
    const whole = shown({ findings }, 60_000);
    expect(whole).not.toContain('shown');
    const [words] = whole.split('### What is replaced because of what');
    expect(shown({ findings }, charactersOf(whole))).toContain(`${words!}**Picture:** not shown.`);
    const line = { sign: '+' as const, text: [value('RUN x'.repeat(20))] };
    const images = [{ ...SHOP_REVIEW.images[0]!, dockerfile: times(line, 1_000) }];
    const cut = shown({ images }, 12_000);
    expect(cut).toContain('`shop/Web/Image`, 60 of 1000 lines shown:');
    expect(
      fencesOf(cut)
        .find(({ info }) => info === 'diff')
        ?.content.trimEnd()
        .split('\n'),
    ).toHaveLength(60);
  });

  test('is refused when it is too small', () => {
    expect(() => shown({}, 3_999)).toThrow('a budget of 3999 characters is not possible for a review');
  });
});
