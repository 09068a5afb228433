import { mustGoOn, nextLine } from './versions';

describe('what a release has deployed', () => {
  test.each([
    ['0.1.0', '0.1.0'],
    ['0.1.0', '0.1.7'],
    ['1.4.2', '1.10.0'],
    ['1.0.0', '1.1.0-rc.1'],
  ])('of %s goes on with %s', (released, current) => {
    expect(mustGoOn(released, current)).toBe(true);
  });

  test.each([
    ['0.1.7', '0.2.0'],
    ['0.9.0', '1.0.0'],
    ['1.4.2', '2.0.0'],
  ])('of %s may be replaced by %s', (released, current) => {
    expect(mustGoOn(released, current)).toBe(false);
  });

  test('of a later version, or of one that was not final, is nothing that an upgrade meets', () => {
    expect(mustGoOn('0.1.7', '0.1.0')).toBe(false);
    expect(mustGoOn('1.0.0-rc.1', '1.0.0')).toBe(false);
  });

  test('may be replaced by the next major version, before 1.0.0 by the next minor one', () => {
    expect(nextLine('0.1.7')).toBe('0.2.0');
    expect(nextLine('1.4.2')).toBe('2.0.0');
  });

  test('has a version that can be read', () => {
    expect(() => mustGoOn('latest', '1.0.0')).toThrow('"latest" is no version; write it like "1.4.0"');
  });
});
