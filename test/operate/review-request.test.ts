import { readBudget } from '../../lib/operate/review-request';

describe('--budget', () => {
  test('is a number of characters', () => {
    expect([undefined, '60000'].map(readBudget)).toEqual([undefined, 60_000]);
  });

  test.each(['', 'many', '-1', '1e9', '10'])('is no %j, whatever format is asked for', (given) => {
    expect(() => readBudget(given)).toThrow(/; give a .*number/);
  });
});
