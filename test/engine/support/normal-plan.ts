import type { ResourceChange } from './terraform-stack';

/** What differs from run to run, and stands for the same thing. */
const VOLATILE: readonly [RegExp, string][] = [
  [/sha256:[0-9a-f]{64}/g, '<image id>'],
  [/\b[0-9a-f]{64}\b/g, '<id>'],
  [/\b[0-9a-f]{12}\b/g, '<digest>'],
  [/\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/gi, '<mac>'],
  [/\b(?!127\.|0\.0\.0\.0)\d+\.\d+\.\d+\.\d+(?:\/\d+)?\b/g, '<address>'],
  // What an Engine calls its default bridge, and whether it says so, is its own affair.
  [/"bridge":"[^"]*"/g, '"bridge":"<bridge>"'],
  [/"ip_prefix_length":\d+/g, '"ip_prefix_length":"<length>"'],
];

/** A plan with ids and digests replaced by words, so that plans of two runs can be compared. */
export function normalPlan(changes: readonly ResourceChange[]): unknown {
  const plan = changes
    .map(({ address, type, change }) => ({
      address,
      type,
      actions: change.actions,
      before: change.before,
      after: change.after,
      after_unknown: change.after_unknown,
      replace_paths: change.replace_paths ?? [],
    }))
    .sort((left, right) => (left.address < right.address ? -1 : 1));
  const text = VOLATILE.reduce((all, [pattern, word]) => all.replace(pattern, word), JSON.stringify(plan));
  return sortedKeys(JSON.parse(text));
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sortedKeys);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortedKeys(inner)]));
}

/** Whether a recorded attribute says nothing: one that the kit may leave out. */
function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === false ||
    value === '' ||
    value === 0 ||
    (typeof value === 'object' && Object.values(value).every(isEmpty))
  );
}

/**
 * The differences of a plan from a recorded one.
 *
 * The recording may have attributes that the kit does not know, as long as they are empty there; the kit may have none that
 * the recording lacks.
 */
export function differences(plan: unknown, recorded: unknown, path = ''): string[] {
  if (isRecord(plan) && isRecord(recorded)) {
    return [...new Set([...Object.keys(plan), ...Object.keys(recorded)])].flatMap((key) =>
      key in plan
        ? differences(plan[key], recorded[key], `${path}.${key}`)
        : isEmpty(recorded[key])
          ? []
          : [`${path}.${key} is missing, recorded is ${JSON.stringify(recorded[key])}`],
    );
  }
  if (Array.isArray(plan) && Array.isArray(recorded) && plan.length === recorded.length) {
    return plan.flatMap((each, index) => differences(each, recorded[index], `${path}[${index}]`));
  }
  return JSON.stringify(plan) === JSON.stringify(recorded)
    ? []
    : [`${path} is ${JSON.stringify(plan)}, recorded is ${JSON.stringify(recorded)}`];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
