import { isPinned, isSameRepository, parseImageReference } from './image-reference';

/** A reference that became another one; nothing on a side where there is none. */
export interface ReferenceChange {
  readonly from?: string;
  readonly to?: string;
}

/** What is not the same in two references. */
export type ReferenceDifference = 'digest dropped' | 'repository' | 'version';

/**
 * Which base image became which, of two lists in the order of their stages.
 *
 * Those of the same repository belong together; of the rest, those with the same last name, as after a move to a mirror; of the rest, those at
 * the same place.
 */
export function baseChanges(before: readonly string[], after: readonly string[]): readonly ReferenceChange[] {
  const same = paired(before, after, (reference) => reference);
  const versions = paired(same.left, same.right, placeOf);
  const moved = paired(versions.left, versions.right, lastName);
  const rest = Array.from({ length: Math.max(moved.left.length, moved.right.length) }, (_, index) => ({
    from: moved.left[index],
    to: moved.right[index],
  }));
  return [...versions.pairs, ...moved.pairs, ...rest];
}

/** What a change of a reference is; the worst of it. */
export function differenceOf(from: string, to: string): ReferenceDifference {
  if (isPinned(from) && !isPinned(to)) {
    return 'digest dropped';
  }
  return isSameRepository(from, to) ? 'version' : 'repository';
}

interface Paired {
  readonly pairs: readonly { readonly from: string; readonly to: string }[];
  readonly left: readonly string[];
  readonly right: readonly string[];
}

/** Each on the left with the first on the right that has the same key and is free. */
function paired(
  before: readonly string[],
  after: readonly string[],
  keyOf: (reference: string) => string,
): Paired {
  const free = new Map<string, number[]>(after.map((to) => [keyOf(to), []]));
  after.forEach((to, index) => free.get(keyOf(to))?.push(index));
  const taken = new Map<number, string>();
  const left = before.filter((from) => {
    const index = free.get(keyOf(from))?.shift();
    if (index !== undefined) {
      taken.set(index, from);
    }
    return index === undefined;
  });
  return {
    pairs: after.flatMap((to, index) => {
      const from = taken.get(index);
      return from === undefined ? [] : [{ from, to }];
    }),
    left,
    right: after.filter((_, index) => !taken.has(index)),
  };
}

function placeOf(text: string): string {
  const { registry, repository } = parseImageReference(text);
  return `${registry}/${repository}`;
}

function lastName(text: string): string {
  return parseImageReference(text).repository.replace(/^.*\//, '');
}
