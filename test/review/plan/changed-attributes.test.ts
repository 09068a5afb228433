import fc from 'fast-check';
import { changedAttributes, isSameSetting } from '../../../lib/review/plan/changed-attributes';
import { changeOf } from '../support/plan-builder';

function changed(before: object, after: object, afterUnknown: unknown = {}): readonly string[] {
  const sides = { before, after, afterUnknown } as Parameters<typeof changeOf>[1];
  return changedAttributes(changeOf('docker_container.web', sides));
}

describe('an attribute has changed', () => {
  test('when its value is another one', () => {
    expect(changed({ memory: 1, image: 'a', name: 'x' }, { memory: 2, image: 'b', name: 'x' })).toEqual([
      'image',
      'memory',
    ]);
  });

  test('when it comes or goes', () => {
    expect(changed({ user: 'a' }, { memory: 1 })).toEqual(['memory', 'user']);
  });

  test('when a part of it is known only after the apply', () => {
    expect(changed({ env: ['A=1'] }, { env: ['A=1'] }, { env: [true], name: false })).toEqual(['env']);
  });

  test('when words of a command change places', () => {
    expect(changed({ command: ['a', 'b'] }, { command: ['b', 'a'] })).toEqual(['command']);
    expect(
      changed({ healthcheck: [{ test: ['CMD', 'a', ''] }] }, { healthcheck: [{ test: ['CMD', 'a'] }] }),
    ).toEqual(['healthcheck']);
  });
});

test('a block that says nothing is still one', () => {
  expect(isSameSetting('healthcheck', [], [{}])).toBe(false);
});

describe('an attribute has not changed', () => {
  test('when the provider only writes nothing in another way', () => {
    const nothing = [null, [], {}, '', 0, false, '0s', { a: null, b: [] }];
    nothing.forEach((left) => {
      expect(nothing.filter((right) => !isSameSetting('dns', left, right))).toEqual([]);
    });
  });

  test('when the elements of a set change places', () => {
    expect(
      changed(
        { volumes: [{ container_path: '/a' }, { container_path: '/b', read_only: false }] },
        { volumes: [{ container_path: '/b' }, { read_only: null, container_path: '/a' }] },
      ),
    ).toEqual([]);
  });
});

test('every value is the same as itself, and as itself in another order', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (values) => {
      expect(isSameSetting('volumes', values, [...values].reverse())).toBe(true);
      expect(isSameSetting('command', values, structuredClone(values))).toBe(true);
    }),
  );
});
