import { name, say, value } from '../../../lib/review/model/phrase';
import type { Review } from '../../../lib/review/model/review-model';
import { renderMarkdown } from '../../../lib/review/format/render-markdown';
import { CLEAN_REVIEW, SHOP_REVIEW } from '../support/made-up-reviews';
import { fencesOf, htmlOf, titlesOf } from '../support/parsed-markdown';

const markdownOf = (...reviews: readonly Review[]) => renderMarkdown(reviews).text;

describe('a review as Markdown', () => {
  test('begins with a hidden marker that has the name of the stack alone, and ends with the hash', () => {
    const lines = markdownOf(SHOP_REVIEW).trimEnd().split('\n');
    expect(lines[0]).toBe('<!-- go-containers review: shop -->');
    expect(lines[lines.length - 1]).toBe('Review hash `9f2c41d07ab3` · plan of Terraform `1.12.2`');
  });

  test('says on one line what happens, and in the next what does not', () => {
    const text = markdownOf({
      ...SHOP_REVIEW,
      images: [],
      counts: { ...SHOP_REVIEW.counts, builtImages: 0 },
    });
    expect(text).toContain(
      '\n\n**Blocked** · 1 container is down while it is replaced · 1 volume is at risk · 1 change opens more to the network · ' +
        '2 changes give more rights · 1 container is replaced without a gap · 1 edge is reloaded in place · ' +
        '1 container is changed while it runs · 2 containers stay as they are\n\nNo image changes.\n',
    );
    expect(markdownOf(CLEAN_REVIEW)).toContain(
      '**Clean** · 3 containers stay as they are\n\nNo container goes down, no volume is at risk, nothing gets weaker and no image changes.\n',
    );
  });

  test('does not say that nothing happens where the counts and the lists do not say so', () => {
    const counts = CLEAN_REVIEW.counts;
    const sentence = (review: Partial<Review>) => markdownOf({ ...CLEAN_REVIEW, ...review }).split('\n')[6];
    expect(sentence({ counts: { ...counts, removedContainers: 1 } })).toBe(
      'No volume is at risk, nothing gets weaker and no image changes.',
    );
    expect(sentence({ counts: { ...counts, volumesAtRisk: 1 }, downtime: SHOP_REVIEW.downtime })).toBe(
      'Nothing gets weaker and no image changes.',
    );
    expect(sentence({ counts: { ...counts, replacedCreateFirst: 1 } })).toBe(
      'No volume is at risk, nothing gets weaker and no image changes.',
    );
    expect(sentence({ findings: SHOP_REVIEW.findings, images: SHOP_REVIEW.images })).toBe(
      'No container goes down and no volume is at risk.',
    );
  });

  test('tells those that are replaced the new one first apart, where something speaks against it', () => {
    const happening = (withoutGap: Review['withoutGap'], replacedCreateFirst: number) =>
      markdownOf({
        ...CLEAN_REVIEW,
        counts: { ...CLEAN_REVIEW.counts, unchangedContainers: 0, replacedCreateFirst },
        withoutGap,
      }).split('\n')[4];
    const { withoutGap } = SHOP_REVIEW;
    expect(happening(withoutGap, 3)).toBe(
      '**Clean** · 2 containers are to be replaced without a gap, and findings speak against it · ' +
        '1 container is replaced without a gap · 1 edge is reloaded in place',
    );
    expect(happening([], 1)).toBe(
      '**Clean** · 1 container is to be replaced without a gap, and a finding speaks against it',
    );
  });

  test('has the most urgent first, and what is folded behind all that is not', () => {
    expect(titlesOf(markdownOf(SHOP_REVIEW))).toEqual([
      '⛔ Review of `shop`',
      'What blocks it',
      'What goes down',
      'What changes without a gap',
      'What gets weaker',
      'What else to look at',
      'What is in the images',
      'Variables and secrets, by name',
      'What was changed beside Terraform',
      'What is replaced because of what',
    ]);
    expect(htmlOf(markdownOf(SHOP_REVIEW)).filter((each) => each.startsWith('<details>'))).toEqual([
      '<details><summary>For information (1)</summary>',
      '<details><summary>Allowed (1)</summary>',
      '<details><summary>Diff of the Dockerfile (1)</summary>',
      '<details><summary>All changes: 1 updated, 3 replaced (4)</summary>',
    ]);
  });

  test('answers on one screen what goes down, for how long, what data, what gets weaker and what is in the image', () => {
    const small = { ...SHOP_REVIEW, findings: SHOP_REVIEW.findings.slice(0, 2), notes: [] };
    const [screen] = markdownOf(small).split('<details>');
    expect(screen!.split('\n').length).toBeLessThanOrEqual(40);
    for (const answer of [
      '| `shop/Web` | its image is built anew, and its ports change | up to 30 s to stop, then until it is healthy: 5 s at least, 57 s at most | `8080` | loses `shop-orders` |',
      '- **CR-NET-1** `shop/Web`: port `8080` was published on `127.0.0.1` and is now on all addresses',
      '- **CR-DATA-2** `shop/Orders`: volume `shop-orders` is destroyed with all that is in it',
      '`golang:1.26-trixie` → `golang:1.27-trixie`<br>`static-debian12:nonroot` → `static-debian13:nonroot`',
    ]) {
      expect(screen).toContain(answer);
    }
  });

  test('says the fix of a finding below it, and of one that is allowed who says so and until when', () => {
    const text = markdownOf(SHOP_REVIEW);
    expect(text).toContain('\n  - Fix: publish it with Port.local(), or put a proxy in front of it\n');
    expect(text).toContain(
      '- **CR-PRIV-4** `shop/Worker`: its root file system can be written\n  - Allowed until `2027-01-31`: `the report tool writes beside itself`\n',
    );
  });

  test('says "for good" of a container that does not come back', () => {
    const [down] = SHOP_REVIEW.downtime;
    const text = markdownOf({ ...SHOP_REVIEW, downtime: [{ ...down!, isForGood: true, ports: [] }] });
    expect(text).toContain('| **for good** | – | loses `shop-orders` |');
  });

  test.each([
    ['not-needed', undefined],
    ['needed', 'Somebody has to approve this'],
    ['given', 'This was approved'],
    ['differs', 'The approval is for another plan'],
  ] as const)('says of an approval that is %s: %p', (approval, words) => {
    expect(
      /^\*\*(Somebody has to approve this|This was approved|The approval is for another plan)/m.exec(
        markdownOf({ ...SHOP_REVIEW, approval }),
      )?.[1],
    ).toBe(words);
  });

  test('has the diff of a Dockerfile in a fence that is longer than any in it', () => {
    const dockerfile = [{ sign: '+' as const, text: [value('RUN echo ```` `x`')] }];
    const text = markdownOf({ ...SHOP_REVIEW, images: [{ ...SHOP_REVIEW.images[0]!, dockerfile }] });
    expect(text).toContain('\n`````diff\n+RUN echo ```` `x`\n`````\n');
    expect(fencesOf(text)[0]).toEqual({ info: 'diff', content: '+RUN echo ```` `x`\n' });
  });

  test('names values that are hidden, empty or long as such', () => {
    const effect = say`${value('')} and ${'(hidden)'} and ${value('a'.repeat(1_000))} and ${name('x')}${value('y')}`;
    const text = markdownOf({ ...SHOP_REVIEW, findings: [{ ...SHOP_REVIEW.findings[0]!, effect }] });
    expect(text).toContain(`(empty) and (hidden) and \`${'a'.repeat(300)}…\` (1000 characters) and \`xy\`\n`);
  });

  test('shows what cannot be seen, and nothing that would end a code span or a cell', () => {
    const [down] = SHOP_REVIEW.downtime;
    const why = [value(' a\nb`c|d\\e\u202e\u0085\u{e0001}\u00a0 ')];
    const text = markdownOf({ ...SHOP_REVIEW, downtime: [{ ...down!, why }], notes: [why] });
    expect(text).toContain('| `␠a␊bˋc¦d⧵e⧵u{202e}⧵u{85}⧵u{e0001}⧵u{a0}␠` |');
    expect(text).toContain('> `␠a␊bˋc|d\\e\\u{202e}\\u{85}\\u{e0001}\\u{a0}␠`');
  });

  test('does not take words of ours for markup', () => {
    const effect = say`*a* [b](c) <d> e_f _g_ \`h\` i|j`;
    const text = markdownOf({ ...SHOP_REVIEW, findings: [{ ...SHOP_REVIEW.findings[0]!, effect }] });
    expect(text).toContain('\\*a\\* \\[b\\](c) \\<d\\> e_f \\_g\\_ \\`h\\` i\\|j\n');
  });

  test('folds a picture of many arrows, and draws none of too many', () => {
    const arrows = (count: number) =>
      markdownOf({
        ...SHOP_REVIEW,
        replacements: Array.from({ length: count }, (_, index) => ({
          from: [name('a')],
          to: [name(`b${index}`)],
          effect: 'replace' as const,
        })),
      });
    expect(arrows(10)).toContain('### What is replaced because of what\n\n```mermaid');
    expect(arrows(11)).toContain(
      '<details><summary>What is replaced because of what</summary>\n\n```mermaid',
    );
    expect(arrows(101)).not.toContain('mermaid');
  });
});

describe('reviews of several stacks as Markdown', () => {
  const text = markdownOf(CLEAN_REVIEW, SHOP_REVIEW, { ...CLEAN_REVIEW, stack: undefined });

  test('begin with a table of all, the worst first', () => {
    expect(text.split('\n').slice(0, 12)).toEqual([
      '<!-- go-containers review -->',
      '',
      '## Review of 3 stacks',
      '',
      '⛔ 1 blocked · ✅ 2 clean',
      '',
      '### Stacks',
      '',
      '| Stack | Verdict | Go down | Volumes at risk | Get weaker | Images built | Changes |',
      '|---|---|---|---|---|---|---|',
      '| `shop` | ⛔ Blocked | 1 | 1 | 2 | 1 | 4 |',
      '| `mail` | ✅ Clean | – | – | – | – | – |',
    ]);
  });

  test('have the review of each with its own hash', () => {
    expect(titlesOf(text).filter((title) => title.includes('Review of'))).toEqual([
      'Review of 3 stacks',
      '⛔ Review of `shop`',
      '✅ Review of `mail`',
      '✅ Review of this plan',
    ]);
    expect(text.match(/^Review hash /gm)).toHaveLength(3);
  });

  test('are only the table and what blocks, by rule, when there are too many for the budget', () => {
    const stacks = Array.from({ length: 120 }, (_, index) => ({ ...SHOP_REVIEW, stack: `shop-${index}` }));
    const short = renderMarkdown(stacks.slice(0, 30), { budget: 4_000 }).text;
    expect(titlesOf(short)).toEqual(['Review of 30 stacks', 'What blocks them', 'Stacks']);
    expect(short).toMatch(/CR-NET-1\*\* ports are published knowingly, 30 of 30 shown: `shop\/Web`, /);
    expect(renderMarkdown(stacks, { budget: 4_000 }).text).toMatch(/^\d+ of 120 shown\.$/m);
  });

  test('say so when there are none', () => {
    expect(markdownOf()).toBe('<!-- go-containers review -->\n\n## Review of 0 stacks\n');
  });
});
