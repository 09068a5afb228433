import { FACTS_DATE, goHadEnded, hadEnded, ROLLING, SUPPORTED_GO } from '../../lib/image/support-dates';

describe('support', () => {
  test.each([
    ['2026-10', true],
    [FACTS_DATE, false],
    ['2026-12', false],
    ['2030-01', false],
    ['2025-12', true],
    [ROLLING, false],
  ])('that ends in %s had ended when the facts were checked: %p', (supportEnds, ended) => {
    expect(hadEnded(supportEnds)).toBe(ended);
  });

  test.each([
    ['1.25', true],
    ['1.25.9', true],
    ['1.26', false],
    ['1.27.4', false],
    ['1.28rc1', false],
  ])('of Go %s had ended: %p', (version, ended) => {
    expect(goHadEnded(version)).toBe(ended);
  });

  test('is for two lines of Go, the newest first', () => {
    expect(SUPPORTED_GO).toEqual(['1.27', '1.26']);
  });

  test('does not depend on today', () => {
    jest.useFakeTimers({ now: new Date('2099-01-01') });
    try {
      expect([hadEnded('2031-04'), goHadEnded('1.26')]).toEqual([false, false]);
    } finally {
      jest.useRealTimers();
    }
  });
});
