import {
  hasUnknown,
  partWithin,
  unknownAttributes,
  unknownBlocks,
} from '../../../lib/review/plan/unknown-parts';

describe('hasUnknown', () => {
  test('looks into every part of a mirror', () => {
    expect([true, [[], [{ a: true }]], { a: [false, true] }].map(hasUnknown)).toEqual([true, true, true]);
    expect([false, undefined, null, [], {}, { a: [{ b: false }] }].some(hasUnknown)).toBe(false);
  });
});

describe('unknownAttributes', () => {
  test('names those of which a part is unknown', () => {
    expect([...unknownAttributes({ id: true, ports: [{ ip: true }], name: false })]).toEqual(['id', 'ports']);
    expect(unknownAttributes(undefined).size).toBe(0);
  });
});

describe('unknownBlocks', () => {
  test('has a mirror for each block, also where all are unknown as one', () => {
    expect(unknownBlocks({ ports: [{ ip: true }] }, 'ports', 2)).toEqual([{ ip: true }, undefined]);
    expect(unknownBlocks({ ports: true }, 'ports', 2)).toEqual([true, true]);
    expect(unknownBlocks(undefined, 'ports', 1)).toEqual([undefined]);
  });
});

describe('partWithin', () => {
  test('goes through blocks, and stays unknown below what is unknown', () => {
    expect(partWithin({ a: [{ b: [{ c: 1 }] }] }, ['a', 'b', 'c'])).toBe(1);
    expect(partWithin({ a: true }, ['a', 'b', 'c'])).toBe(true);
    expect(hasUnknown(partWithin({ a: [] }, ['a', 'b']))).toBe(false);
  });
});
