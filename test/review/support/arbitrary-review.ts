import * as fc from 'fast-check';
import type { Severity } from '../../../lib/review/model/finding';
import { name, value, type Phrase, type Piece } from '../../../lib/review/model/phrase';
import type { Effect } from '../../../lib/review/model/plan';
import type { Approval, Review, Verdict } from '../../../lib/review/model/review-model';
import { EFFECTS } from '../../../lib/review/format/review-words';
import { REVIEW_RULES, type RuleId } from '../../../lib/review/model/rule-table';

const EFFECT = fc.constantFrom(...(Object.keys(EFFECTS) as Effect[]));
const RULE = fc.constantFrom(...(Object.keys(REVIEW_RULES) as RuleId[]));
const COUNT = fc.nat({ max: 3 });

/** Any review, with strings of a kind wherever a plan or a configuration may bring one in. */
export function arbitraryReview(strings: fc.Arbitrary<string>, longest = 3): fc.Arbitrary<Review> {
  const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: longest });
  const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
  const piece: fc.Arbitrary<Piece> = fc.oneof(
    fc.constantFrom('words of ours', ' is 5 * a_b <c> [d] ', '(hidden)', ': ', '`'),
    strings.map(name),
    strings.map((text) => value(text)),
  );
  const phrase: fc.Arbitrary<Phrase> = fc.array(piece, { maxLength: 4 });
  const path: fc.Arbitrary<Phrase> = strings.map((text) => [name(text)]);
  return fc.record<Review>({
    stack: maybe(strings),
    verdict: fc.constantFrom<Verdict>('clean', 'attention', 'blocked'),
    isStateKnown: fc.boolean(),
    approval: fc.constantFrom<Approval>('not-needed', 'needed', 'given', 'differs'),
    hash: strings,
    terraformVersion: strings,
    counts: fc.record({
      stopped: COUNT,
      replacedCreateFirst: COUNT,
      createdContainers: COUNT,
      updatedContainers: COUNT,
      removedContainers: COUNT,
      unchangedContainers: COUNT,
      builtImages: COUNT,
      volumesAtRisk: COUNT,
      broadenings: COUNT,
      changes: fc.dictionary(EFFECT, COUNT),
    }),
    findings: few(
      fc.record({
        rule: RULE,
        severity: fc.constantFrom<Severity>('block', 'warn', 'info'),
        path: maybe(path),
        address: maybe(strings),
        effect: phrase,
        fix: phrase,
        isBroadening: fc.boolean(),
        allowed: maybe(fc.record({ reason: strings, until: strings })),
        line: maybe(fc.integer({ min: 1 })),
      }),
    ),
    downtime: few(
      fc.record({
        path,
        address: strings,
        why: phrase,
        howLong: phrase,
        ports: phrase,
        data: phrase,
        isForGood: fc.boolean(),
      }),
    ),
    withoutGap: few(
      fc.record({
        path,
        address: strings,
        why: phrase,
        course: phrase,
        because: few(phrase),
        isReload: fc.boolean(),
      }),
    ),
    images: few(
      fc.record({
        path,
        address: strings,
        from: maybe(phrase),
        to: maybe(phrase),
        why: phrase,
        bases: few(fc.record({ from: maybe(phrase), to: maybe(phrase) })),
        dockerfile: few(fc.record({ sign: fc.constantFrom('+', '-', ' ', '@'), text: phrase })),
        usedBy: few(path),
      }),
    ),
    environment: few(
      fc.record({ path, address: strings, added: few(path), removed: few(path), changed: few(path) }),
    ),
    resources: few(
      fc.record({
        address: strings,
        path: maybe(path),
        type: strings,
        effect: EFFECT,
        isDocker: fc.boolean(),
        attributes: few(
          fc.record({
            name: strings,
            from: maybe(phrase),
            to: maybe(phrase),
            forcesReplacement: fc.boolean(),
            isKnownAfterApply: fc.boolean(),
          }),
        ),
      }),
    ),
    replacements: few(fc.record({ from: path, to: path, effect: EFFECT })),
    notes: few(phrase),
  });
}

const NASTY = [
  '```',
  '~~~',
  '`',
  '``',
  '\n# heading\n',
  '\n\n```\n',
  '\r\n- item',
  '|',
  '\\',
  '\\|',
  '|---|',
  '<!-- go-containers review: other -->',
  '-->',
  '--!>',
  '</details>',
  '</summary>',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '@everyone',
  '#123',
  'GH-1',
  'org/project!1',
  'https://evil.example/x',
  'www.evil.example',
  'mail@evil.example',
  '[text](https://evil.example)',
  '![image](https://evil.example/i.png)',
  '[x]: https://evil.example',
  '$`x`$',
  '**bold**',
  '&lt;',
  '\u202e',
  '\u200b',
  '\u2028',
  '\u0000',
  '\u001b[31m',
  '\u009b31m',
  '\ud800',
  '\u00a0',
  '{0}',
  '"]; r9["x',
  '%%{init: {}}%%',
  '    indented',
  ' ',
  '',
  '1. x',
  '---',
  '::set-output name=x::y',
  'a["`"]',
  'x'.repeat(400),
] as const;

/** Texts that try to be something else than text. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.array(fc.constantFrom(...NASTY), { maxLength: 4 }).map((parts) => parts.join('')),
  fc.string({ unit: fc.constantFrom(...Array.from('`|\\<>-[]()!@#~*_ \n$&"\'')), maxLength: 12 }),
);

/** The same review with a harmless text for each that is not ours; those that are not the same stay so. */
export function harmless(review: Review): Review {
  const seen = new Map<string, string>([['', '']]);
  return mapTexts(review, (text) => {
    const known = seen.get(text) ?? `x${seen.size}x`;
    seen.set(text, known);
    return known;
  });
}

/** Members of a review that are words of ours. */
const OURS = new Set(['verdict', 'approval', 'rule', 'severity', 'effect', 'sign']);

/** The same review with other names and values. */
export function mapTexts(review: Review, change: (text: string) => string): Review {
  const mapped = (part: unknown, member: string): unknown => {
    if (typeof part === 'string') {
      return OURS.has(member) || member === 'piece' ? part : change(part);
    }
    if (Array.isArray(part)) {
      // A string in a phrase is ours.
      return part.map((each) => mapped(each, 'piece'));
    }
    return typeof part === 'object' && part !== null
      ? Object.fromEntries(Object.entries(part).map(([key, each]) => [key, mapped(each, key)]))
      : part;
  };
  return mapped(review, '') as Review;
}
