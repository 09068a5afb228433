import fc from 'fast-check';
import { ValidationError } from '../../lib/core/errors';
import type { Review } from '../../lib/review/model/review-model';
import { goldens } from './support/goldens';
import { reviewAndTexts, reviewed } from './support/reviewed';

const PLANS = new Map(goldens().map(({ name, text }) => [name, text]));
const OTHERS: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1e9,
  '',
  'x',
  '[]',
  [],
  {},
  [[]],
  [{}],
  { a: 1 },
];

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
  /** The keys that lead there. */
  readonly path: readonly string[];
}

function placesIn(value: unknown, path: readonly string[] = []): Place[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const holder = value as Record<string, unknown>;
  return Object.entries(holder).flatMap(([key, inner]) => [
    { holder, key, path: [...path, key] },
    ...placesIn(inner, [...path, key]),
  ]);
}

/** The review, or nothing where the plan is refused in words of ours. */
function judged(text: string): Review | undefined {
  try {
    return reviewAndTexts(text).review;
  } catch (error) {
    if (ValidationError.isValidationError(error)) {
      expect(error.message.length).toBeGreaterThan(20);
      return undefined;
    }
    throw error;
  }
}

/** What Terraform says once: who takes it away takes away all that is known of it. */
const SAID_ONCE = new Set([
  'action_reason',
  'after_unknown',
  'applyable',
  'checks',
  'complete',
  'configuration',
  'deferred_changes',
  'errored',
  'output_changes',
  'replace_paths',
  'resource_drift',
  'variables',
]);

const verdicts = new Map([...PLANS].map(([name, text]) => [name, reviewed(text).verdict]));

describe('a plan that is damaged', () => {
  test('is refused when it was cut anywhere', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PLANS.keys()),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (name, part) => {
          const whole = PLANS.get(name)!.trimEnd();
          expect(judged(whole.slice(0, Math.floor(whole.length * part)))).toBeUndefined();
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('is refused or reviewed, and never called harmless for the damage', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PLANS.keys()),
        fc.nat(),
        fc.option(fc.constantFrom(...OTHERS), { nil: undefined }),
        (name, index, other) => {
          const plan: unknown = JSON.parse(PLANS.get(name)!);
          const places = placesIn(plan);
          const { holder, key, path } = places[index % places.length]!;
          if (other !== undefined) {
            holder[key] = other;
          } else if (Array.isArray(holder)) {
            holder.splice(Number(key), 1);
          } else {
            Reflect.deleteProperty(holder, key);
          }
          const review = judged(JSON.stringify(plan));
          const isSaidTwice = !path.some((each) => SAID_ONCE.has(each));
          if (isSaidTwice && verdicts.get(name) === 'blocked') {
            expect({ path, verdict: review?.verdict ?? 'refused' }).not.toEqual({ path, verdict: 'clean' });
          }
        },
      ),
      { numRuns: 4_000 },
    );
  });

  test('is refused or reviewed when several things are wrong with it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PLANS.keys()),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(...OTHERS)), { minLength: 2, maxLength: 12 }),
        (name, damages) => {
          const plan: unknown = JSON.parse(PLANS.get(name)!);
          for (const [index, other] of damages) {
            const places = placesIn(plan);
            const { holder, key } = places[index % places.length]!;
            holder[key] = structuredClone(other);
          }
          judged(JSON.stringify(plan));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('is refused or reviewed when it is JSON and no plan at all', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(judged(text)).toBeUndefined();
      }),
    );
  });
});
