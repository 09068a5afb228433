import { at, isMap } from '../../core/json';
import { isMarked, markOf } from './marks';

// What is unknown is marked in a mirror as what is sensitive is.

/** Whether anything in a mirror of unknown values is true. */
export const hasUnknown = isMarked;

/** The mirror of one attribute; what is unknown as a whole is unknown in every part. */
export const unknownPart = markOf;

/**
 * The mirrors of the blocks of one kind, in their order. A plan writes the elements of a set and their mirrors in the same order. What is no
 * list stands for every block.
 */
export function unknownBlocks(mirror: unknown, attribute: string, count: number): readonly unknown[] {
  const found = unknownPart(mirror, attribute);
  return Array.from({ length: count }, (_, index) =>
    Array.isArray(found) ? (found as unknown[])[index] : found,
  );
}

/** The names of the attributes of which something is unknown. */
export function unknownAttributes(mirror: unknown): ReadonlySet<string> {
  return new Set(
    isMap(mirror) ? Object.keys(mirror).filter((attribute) => hasUnknown(at(mirror, attribute))) : [],
  );
}

/** The part of an object, or of its mirror, below names of blocks: of the first block where there are several. */
export function partWithin(object: unknown, path: readonly string[]): unknown {
  return path.reduce((found, attribute) => {
    const block: unknown = Array.isArray(found) ? (found as unknown[])[0] : found;
    return unknownPart(block, attribute);
  }, object);
}
