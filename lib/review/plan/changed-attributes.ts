import { isDeepStrictEqual } from 'node:util';
import { byCodeUnit } from '../../core/hash';
import { at, type Fields, isMap } from '../../core/json';
import type { ResourceChange } from '../model/plan';
import { hasUnknown, unknownPart } from './unknown-parts';

/**
 * Names of the attributes that are something else after a change than before, or are known only after the apply.
 *
 * What the provider writes for nothing, such as `[]` for null, counts as nothing, and an order counts only where it means something.
 */
export function changedAttributes(change: ResourceChange): readonly string[] {
  const known = CHANGED.get(change);
  if (known !== undefined) {
    return known;
  }
  const found = change.effect === 'none' ? [] : differing(change);
  CHANGED.set(change, found);
  return found;
}

/** Several rules ask for the same change. */
const CHANGED = new WeakMap<ResourceChange, readonly string[]>();

function differing({ before = {}, after = {}, afterUnknown }: ResourceChange): string[] {
  const mirror: Fields = isMap(afterUnknown) ? afterUnknown : {};
  return [...new Set([before, after, mirror].flatMap(Object.keys))]
    .filter(
      (name) =>
        hasUnknown(unknownPart(mirror, name)) || !isSameSetting(name, at(before, name), at(after, name)),
    )
    .sort(byCodeUnit);
}

/** Whether two values of an attribute mean the same. */
export function isSameSetting(attribute: string, left: unknown, right: unknown): boolean {
  return (
    left === right ||
    isDeepStrictEqual(left, right) ||
    settingText(attribute, left) === settingText(attribute, right)
  );
}

/** Lists of words: everything else is a set, or its order means nothing. */
const ORDERED = new Set(['args', 'command', 'entrypoint', 'test']);
/** What stands for nothing: the Engine's default holds. */
const NOTHING = new Set<unknown>([undefined, null, '', false, 0, '0s']);

/** Equal texts for equal values; the empty text for nothing. */
export function settingText(attribute: string, value: unknown): string {
  if (Array.isArray(value)) {
    const elements = value.map((each) => element(attribute, each));
    return elements.length === 0 ? '' : `[${(ORDERED.has(attribute) ? elements : elements.sort()).join()}]`;
  }
  if (isMap(value)) {
    const entries = Object.entries(value)
      .map(([key, inner]) => [key, settingText(key, inner)] as const)
      .filter(([, text]) => text !== '')
      .map(([key, text]) => `${JSON.stringify(key)}:${text}`);
    return entries.length === 0 ? '' : `{${entries.sort().join()}}`;
  }
  return NOTHING.has(value) ? '' : JSON.stringify(value);
}

/** An empty word of a list is a word. */
function element(attribute: string, value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : settingText(attribute, value);
}
