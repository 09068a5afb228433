import { enumerated } from '../../../lib/review/rules/enumeration';
import { plain, value } from '../../../lib/review/model/phrase';

test.each([
  [0, ''],
  [1, '0'],
  [2, '0 and 1'],
  [3, '0, 1 and 2'],
  [8, '0, 1, 2, 3, 4, 5, 6 and 7'],
  [10, '0, 1, 2, 3, 4, 5, 6, 7 and 2 more'],
])('%d things in a sentence are "%s"', (count, text) => {
  const all = Array.from({ length: count }, (_, index) => value(index));
  expect(plain(enumerated(all))).toBe(text);
});

test('what came out of a plan stays marked as such', () => {
  expect(enumerated([value('a'), 'b'])).toEqual([{ value: 'a' }, ' and ', 'b']);
});
