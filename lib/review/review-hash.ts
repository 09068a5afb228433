import { createHash } from 'node:crypto';
import { byCodeUnit } from '../core/hash';
import { isMap, type Fields } from '../core/json';
import type { Review } from './model/review-model';
import type { PlannedValues } from './planned-values';

/** What a plan does, and nothing of who looks at it, when, and with which settings. */
type Material = Pick<
  Review,
  | 'stack'
  | 'findings'
  | 'downtime'
  | 'withoutGap'
  | 'images'
  | 'environment'
  | 'resources'
  | 'replacements'
  | 'counts'
>;

/**
 * A digest of everything in a review that matters: another one means that the plan does something else.
 *
 * It is taken of the review, and of the planned values without secrets: two plans that differ in the text of a secret alone have the same one.
 */
export function reviewHash(review: Material, values: PlannedValues): string {
  const { stack, findings, downtime, withoutGap, images, environment, resources, replacements, counts } =
    review;
  // Sorted by what is material of them: by severity, their order would tell of settings.
  const found = findings.map((finding) => JSON.stringify(canonical(finding))).sort(byCodeUnit);
  const shown = {
    ...{ stack, findings: found, downtime, images, environment, resources, replacements, counts },
    // Left out where there is none, so that approvals of plans without any still hold.
    ...(withoutGap.length > 0 && { withoutGap }),
  };
  const text = JSON.stringify(canonical({ ...shown, values }));
  return createHash('sha256').update(text).digest('hex').slice(0, LENGTH);
}

/** 128 bits: nobody finds a second plan with the same ones. */
const LENGTH = 32;

/** What stands in a finding by grace of settings or of the stack's file, and says nothing of the plan: a critical stack makes a warning block. */
const IMMATERIAL: ReadonlySet<string> = new Set(['allowed', 'line', 'severity']);

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(canonical);
  }
  return isMap(value) ? canonicalObject(value) : value;
}

function canonicalObject(object: Fields): Fields {
  return Object.fromEntries(
    Object.entries(object)
      .filter(([key, inner]) => inner !== undefined && !IMMATERIAL.has(key))
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  );
}
