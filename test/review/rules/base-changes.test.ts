import * as fc from 'fast-check';
import { baseChanges, differenceOf } from '../../../lib/review/rules/base-changes';
import { DIGEST, OTHER_DIGEST } from '../support/images';

describe('which base image became which', () => {
  test('those that stay are no change, wherever they stand', () => {
    expect(baseChanges(['golang:1', 'alpine:3'], ['alpine:3', 'golang:1'])).toEqual([]);
  });

  test('another version belongs to the one of the same repository', () => {
    expect(baseChanges(['golang:1', 'alpine:3'], ['docker.io/library/alpine:4', 'golang:2'])).toEqual([
      { from: 'alpine:3', to: 'docker.io/library/alpine:4' },
      { from: 'golang:1', to: 'golang:2' },
    ]);
  });

  test('after a move to a mirror the last name tells', () => {
    expect(
      baseChanges(
        ['golang:1', 'gcr.io/distroless/static:nonroot'],
        ['mirror.example/distroless/static:nonroot', 'mirror.example/library/golang:1'],
      ),
    ).toEqual([
      { from: 'gcr.io/distroless/static:nonroot', to: 'mirror.example/distroless/static:nonroot' },
      { from: 'golang:1', to: 'mirror.example/library/golang:1' },
    ]);
  });

  test('of the rest, those at the same place belong together', () => {
    expect(baseChanges(['golang:1', 'alpine:3', 'node:1'], ['golang:1', 'debian:13'])).toEqual([
      { from: 'alpine:3', to: 'debian:13' },
      { from: 'node:1', to: undefined },
    ]);
    expect(baseChanges([], ['debian:13'])).toEqual([{ from: undefined, to: 'debian:13' }]);
  });

  test('every image that is not the same on both sides is told exactly once', () => {
    const references = fc.array(
      fc.constantFrom('a:1', 'a:2', 'b', 'x.y/b:1', `c@${DIGEST}`, 'docker.io/library/a:1', '__proto__', ''),
    );
    fc.assert(
      fc.property(references, references, (before, after) => {
        const changes = baseChanges(before, after);
        const told = (side: 'from' | 'to') => changes.flatMap((each) => each[side] ?? []).sort();
        expect(told('from')).toEqual(without(before, after).sort());
        expect(told('to')).toEqual(without(after, before).sort());
      }),
    );
  });
});

test.each([
  [`golang:1@${DIGEST}`, 'golang:1', 'digest dropped'],
  [`golang:1@${DIGEST}`, 'golang:1@sha256:00', 'digest dropped'],
  [`golang:1@${DIGEST}`, 'alpine:3', 'digest dropped'],
  ['golang:1', 'alpine:3', 'repository'],
  ['golang:1', `alpine:3@${DIGEST}`, 'repository'],
  [`golang:1@${DIGEST}`, `golang:2@${OTHER_DIGEST}`, 'version'],
  ['golang:1', `golang:1@${DIGEST}`, 'version'],
])('from %s to %s is: %s', (from, to, difference) => {
  expect(differenceOf(from, to)).toBe(difference);
});

/** A list without the elements of another one, each taken away once. */
function without(all: readonly string[], others: readonly string[]): string[] {
  const rest = [...others];
  return all.filter((each) => {
    const found = rest.indexOf(each);
    if (found >= 0) {
      rest.splice(found, 1);
    }
    return found < 0;
  });
}
