import fc from 'fast-check';
import { Duration } from '../../../lib/core/duration';
import { goSeconds } from '../../../lib/review/plan/go-duration';

test('a duration as Go writes it is read in seconds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), (milliseconds) => {
      expect(goSeconds(Duration.milliseconds(milliseconds).toGoText())).toBeCloseTo(milliseconds / 1000, 6);
    }),
  );
});

test.each(['', '0s', '0', '5', 's', '5 s', '1m30', '-5s', 'soon', '5s5'])(
  'without a time in it there is none: %j',
  (text) => {
    expect(goSeconds(text)).toBeUndefined();
  },
);
