import fc from 'fast-check';
import { nameFromPath } from '../../lib/core/names';

describe('nameFromPath', () => {
  test('makes a readable name of a construct path', () => {
    expect(nameFromPath('dev/Web Server')).toBe('dev-web-server');
  });

  test('makes a valid host name of any path', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 200 }), (path) => {
        expect(nameFromPath(path)).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
      }),
    );
  });

  test('keeps long paths apart that begin alike', () => {
    const long = 'a/'.repeat(60);
    expect(nameFromPath(`${long}b`)).not.toBe(nameFromPath(`${long}c`));
  });
});
