import fc from 'fast-check';
import { generationLines } from '../../lib/operate/generation-text';
import { countedLine, prunePlan, type PruneLimits } from '../../lib/operate/prune-plan';
import { generation } from './support/generation';

const LIMITS: PruneLimits = { keep: 2, declared: new Set(), used: { ids: new Set(), layers: [] } };
const newest = (...numbers: number[]): ReturnType<typeof generation>[] =>
  numbers.map((number) => generation(number));

/** Tags of what goes. */
function gone(images: readonly ReturnType<typeof generation>[], limits: Partial<PruneLimits> = {}): number[] {
  return prunePlan(images, { ...LIMITS, ...limits })
    .filter(({ reason }) => reason === undefined)
    .map(({ image }) => Number(image.tag));
}

describe('pruning', () => {
  test('keeps the newest of each repository', () => {
    const other = generation(1, { repository: 'other' });
    expect(gone([...newest(5, 4, 3, 2), other])).toEqual([3, 2]);
  });

  test('keeps what a container uses, and what lies below that', () => {
    const used = { ids: new Set([generation(1).id]), layers: [[...generation(2).layers, 'files']] };
    expect(gone(newest(5, 4, 3, 2, 1), { used })).toEqual([3]);
  });

  test('keeps what a synthesized stack names', () => {
    expect(gone(newest(3, 2, 1), { keep: 0, declared: new Set([generation(1).name]) })).toEqual([3, 2]);
  });

  test('keeps what has no time, so that nobody knows whether it is old', () => {
    expect(gone([...newest(3), generation(2, { tagged: undefined })], { keep: 0 })).toEqual([3]);
  });

  test('counts an image with two names once', () => {
    const [four, three, two] = newest(4, 3, 2);
    expect(gone([four!, { ...three!, id: four!.id }, two!, generation(1)])).toEqual([1]);
  });

  test('says why something stays, the strongest reason first', () => {
    const images = newest(2, 1);
    const used = { ids: new Set([images[0]!.id]), layers: [] };
    expect(prunePlan(images, { ...LIMITS, used }).map(({ reason }) => reason)).toEqual([
      'a container uses it',
      'among the newest 2',
    ]);
  });

  test('never takes what is used or declared, whatever the number is', () => {
    const some = fc.subarray([1, 2, 3, 4, 5, 6]);
    fc.assert(
      fc.property(fc.nat(7), some, some, (keep, used, declared) => {
        const taken = gone(newest(6, 5, 4, 3, 2, 1), {
          keep,
          used: { ids: new Set(used.map((number) => generation(number).id)), layers: [] },
          declared: new Set(declared.map((number) => generation(number).name)),
        });
        expect(taken.filter((number) => used.includes(number) || declared.includes(number))).toEqual([]);
        expect(taken.every((number) => number <= 6 - keep)).toBe(true);
      }),
    );
  });
});

describe('what was counted', () => {
  test('is said with the names of the repositories, since other stacks use them too', () => {
    expect(countedLine([...newest(2, 1), generation(1, { repository: 'notes-with-files' })])).toBe(
      'counted per repository on the Engine, for all stacks that use it: notes, notes-with-files',
    );
    expect(countedLine([])).toBeUndefined();
  });
});

describe('a list of generations', () => {
  test('has columns of one width', () => {
    const images = [generation(12), generation(3, { repository: 'longer', tagged: undefined })];
    expect(generationLines(images, ({ tag }) => (tag.endsWith('3') ? '' : 'deployed'))).toEqual([
      'notes:000000000012   12.0 MB  1970-01-01 00:12:00 UTC  deployed',
      'longer:000000000003   3.0 MB  at no known time',
    ]);
  });
});
