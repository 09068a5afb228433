import fc from 'fast-check';
import { compareGoVersions, isGoVersion, isRelease, minorOf } from '../../lib/gomodule/go-version';

/** From the oldest to the newest. */
const ORDERED = [
  '1.9.7',
  '1.26',
  '1.26.10',
  '1.27',
  '1.27alpha1',
  '1.27beta2',
  '1.27rc1',
  '1.27rc2',
  '1.27rc10',
  '1.27.0',
  '1.27.1',
  '1.27.2',
  '1.27.10',
  '1.28',
  '1.100.0',
  '2.0',
];

describe('isGoVersion', () => {
  test.each(ORDERED)('takes %s', (text) => {
    expect(isGoVersion(text)).toBe(true);
  });

  test.each([
    '',
    '1',
    '1.',
    '1.x',
    '01.27',
    '1.027',
    '1.27.',
    '1.27.01',
    '1.27.1.1',
    '1.27rc',
    '1.27-rc1',
    'go1.27',
    'v1.27',
    ' 1.27',
    '1.27\n',
    'latest',
  ])('refuses "%s"', (text) => {
    expect(isGoVersion(text)).toBe(false);
  });
});

describe('minorOf', () => {
  test.each([
    ['1.27', 27],
    ['1.27.4', 27],
    ['1.28rc1', 28],
    ['1.0', 0],
    ['none', 0],
  ])('of %s is %d', (version, minor) => {
    expect(minorOf(version)).toBe(minor);
  });
});

describe('isRelease', () => {
  test.each([
    ['1.27', false],
    ['1.27.0', true],
    ['1.27.4', true],
    ['1.27rc1', true],
    ['none', false],
  ])('of %s is %p', (version, release) => {
    expect(isRelease(version)).toBe(release);
  });
});

describe('compareGoVersions', () => {
  const positions = fc.nat({ max: ORDERED.length - 1 });

  test('orders as Go does: the language, then candidates, then releases, by number', () => {
    fc.assert(
      fc.property(positions, positions, (one, two) => {
        expect(Math.sign(compareGoVersions(ORDERED[one]!, ORDERED[two]!))).toBe(Math.sign(one - two));
      }),
    );
  });

  test('is a total order: the same the other way round, and in every chain', () => {
    const versions = fc.stringMatching(/^[12]\.(2[1-9]|[3-9][0-9]|100)(\.[0-9]|(alpha|beta|rc)[1-9])?$/);
    fc.assert(
      fc.property(versions, versions, versions, (one, two, three) => {
        const forth = compareGoVersions(one, two);
        expect(Math.sign(compareGoVersions(two, one))).toBe(0 - Math.sign(forth));
        expect(forth === 0).toBe(one === two);
        if (forth <= 0 && compareGoVersions(two, three) <= 0) {
          expect(compareGoVersions(one, three)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});
