import { byCodeUnit } from '../core/hash';
import { at, type Fields, isMap } from '../core/json';
import { changedAttributes } from './plan/changed-attributes';
import { isMarked, markOf } from './plan/marks';
import { HIDDEN, type Phrase, value } from './model/phrase';
import type { ResourceChange } from './model/plan';
import type { AttributeChange } from './model/review-model';
import { SHOWN_ATTRIBUTES } from './shown-attributes';

/**
 * The attributes that a change is about, with their values where these may be seen. What the provider fills in by itself is left out.
 *
 * @param configured what the configuration says of the resource
 */
export function attributeChanges(change: ResourceChange, configured: Fields): AttributeChange[] {
  if (change.after === undefined) {
    return [];
  }
  const forcing = new Set(change.replacePaths.map(([first]) => String(first)));
  return changedAttributes(change).flatMap((name) => {
    const isUnknown = isMarked(markOf(change.afterUnknown, name));
    const isAsked = name in configured || forcing.has(name);
    // What is computed anew for something new is no news, nor that what came with an image is not said.
    return (isUnknown || IMAGE_GIVEN.has(name)) && !isAsked
      ? []
      : [
          {
            name,
            from: shown(change, name, 'before'),
            to: isUnknown ? undefined : shown(change, name, 'after'),
            forcesReplacement: forcing.has(name),
            isKnownAfterApply: isUnknown,
          },
        ];
  });
}

/** What the provider reads back of a container from its image. */
const IMAGE_GIVEN: ReadonlySet<string> = new Set(['user', 'working_dir']);

function shown(change: ResourceChange, name: string, side: 'before' | 'after'): Phrase | undefined {
  const found = at(change[side] ?? {}, name);
  if (SHOWN_ATTRIBUTES[change.type]?.has(name) !== true || isEmpty(found)) {
    return undefined;
  }
  const mark = side === 'before' ? change.beforeSensitive : change.afterSensitive;
  return isMarked(markOf(mark, name)) ? [HIDDEN] : [value(written(found), JSON.stringify(found))];
}

/** Blocks as `key=value`, lists with commas, their elements in one order, whatever order the plan has them in. */
function written(found: unknown): string {
  if (Array.isArray(found)) {
    return found.map(written).sort(byCodeUnit).join(', ');
  }
  if (isMap(found)) {
    return Object.entries(found)
      .filter(([, inner]) => !isEmpty(inner))
      .sort(([left], [right]) => byCodeUnit(left, right))
      .map(([key, inner]) => `${key}=${written(inner)}`)
      .join(' ');
  }
  return String(found);
}

/** Not said, in any of the ways in which a provider says so. */
function isEmpty(found: unknown): boolean {
  return (
    found === undefined ||
    found === null ||
    found === '' ||
    found === false ||
    found === 0 ||
    (typeof found === 'object' && Object.values(found).every(isEmpty))
  );
}
