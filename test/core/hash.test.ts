import fc from 'fast-check';
import { FramedHash } from '../../lib/core/hash';

const records = fc.array(fc.array(fc.string(), { maxLength: 4 }), { maxLength: 4 });

function digest(list: readonly (readonly string[])[]): string {
  const hash = new FramedHash();
  list.forEach((fields) => hash.record(...fields));
  return hash.digest();
}

describe('FramedHash', () => {
  test('gives different lists of records different digests, wherever their boundaries are', () => {
    fc.assert(
      fc.property(records, records, (left, right) => {
        expect(digest(left) === digest(right)).toBe(JSON.stringify(left) === JSON.stringify(right));
      }),
    );
  });

  test.each([
    [[['ab', 'c']], [['a', 'bc']]],
    [[['a'], ['b']], [['a', 'b']]],
    [[['a', '']], [['a']]],
    [[['']], [[]]],
  ])('sees a boundary that moves (%#)', (left, right) => {
    expect(digest(left)).not.toBe(digest(right));
  });
});
