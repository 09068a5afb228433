import fc from 'fast-check';
import { ValidationError } from '../../lib/core/errors';
import { goldens } from './support/goldens';
import { type Json, KNOWN_BY, plantElsewhere, secrets, WRITINGS, writingsOf } from './support/planted-secret';
import { inAllFormats } from './support/reviewed';

const PLANS = new Map(goldens().map(({ name, text }) => [name, text]));
/** Ten ways to be known, so that ten thousand cases run. */
const RUNS_PER_WAY = 1_000;

/** Everything that comes out: the texts in every format, or the words of the error. */
function outputsOf(plan: Json): string[] {
  try {
    return inAllFormats(JSON.stringify(plan));
  } catch (error) {
    if (!ValidationError.isValidationError(error)) {
      throw error;
    }
    // The last look is a net below the net: nothing may get that far.
    expect(error.message).not.toContain('is not written');
    return [error.message];
  }
}

describe('no format shows a secret, wherever it was put as well, that is known by', () => {
  test.each(Object.entries(KNOWN_BY))('%s', (_name, makeKnown) => {
    let reviews = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...PLANS.keys()),
        secrets,
        fc.constantFrom(...WRITINGS),
        fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
        (name, secret, write, places) => {
          const plan = JSON.parse(PLANS.get(name)!) as Json;
          plantElsewhere(plan, write(secret), places);
          makeKnown(plan, secret);
          const outputs = outputsOf(plan);
          reviews += outputs.length > 1 ? 1 : 0;
          for (const output of outputs) {
            for (const writing of writingsOf(secret)) {
              expect(output.includes(writing)).toBe(false);
            }
          }
        },
      ),
      { numRuns: RUNS_PER_WAY },
    );
    // Most plans are reviewed in spite of what was put into them.
    expect(reviews).toBeGreaterThan(RUNS_PER_WAY / 3);
  });
});
