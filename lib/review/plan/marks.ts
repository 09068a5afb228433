import { at, isMap } from '../../core/json';

/**
 * Whether something below a mark is marked. Marks mirror a value: true for all that is below, an object or a list for its parts, and nothing
 * or false where there is none.
 */
export function isMarked(mark: unknown): boolean {
  return mark === true || (typeof mark === 'object' && mark !== null && Object.values(mark).some(isMarked));
}

/** The mark of one attribute. */
export function markOf(mark: unknown, attribute: string): unknown {
  return mark === true ? true : isMap(mark) ? at(mark, attribute) : undefined;
}

/** A text or number, and whether its mark stands at a list or object above it instead of at itself. */
export interface MarkedLeaf {
  readonly text: string;
  /** The nearest key or index above it. */
  readonly key: string;
  readonly isInherited: boolean;
}

/** Everything below `value` that its mark says to be sensitive. */
export function markedLeaves(value: unknown, mark: unknown, isInherited = false, above = ''): MarkedLeaf[] {
  if (mark === undefined || mark === null || mark === false) {
    return [];
  }
  if (typeof value !== 'object' || value === null) {
    return mark === true ? leaf(value, isInherited, above) : [];
  }
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    mark === true
      ? markedLeaves(inner, true, true, key)
      : markedLeaves(inner, (mark as Record<string, unknown>)[key], isInherited, key),
  );
}

function leaf(value: unknown, isInherited: boolean, key: string): MarkedLeaf[] {
  return typeof value === 'string' || typeof value === 'number'
    ? [{ text: String(value), isInherited, key }]
    : [];
}
