import { holdsSecret } from '../core/secret-texts';
import { byCodeUnit } from '../core/hash';
import { at, isMap } from '../core/json';
import type { Plan, ResourceChange } from './model/plan';
import { changedAttributes } from './plan/changed-attributes';
import { HIDDEN } from './redact';
import type { SecretIndex } from './secret-index';

/** What a resource becomes, attribute by attribute. Two plans with the same values do the same. */
export interface PlannedValues {
  readonly address: string;
  readonly deposed?: string;
  readonly effect: string;
  /** Changed attributes and what they become, without secrets; null where that is known after the apply. */
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * The values that a plan leads to. They are not shown: a review's hash is taken of them.
 *
 * Of secrets there is only that they are there. Everything else counts, also what a review does not show.
 */
export function plannedValues({ changes }: Plan, secrets: SecretIndex): PlannedValues[] {
  const open = (value: unknown): unknown => withoutSecrets(value, secrets);
  return changes
    .filter(({ isData, effect }) => !isData && effect !== 'none' && effect !== 'read')
    .map((change) => ({
      address: change.address,
      ...(change.deposed === undefined ? {} : { deposed: change.deposed }),
      effect: change.effect,
      values: Object.fromEntries(
        changedAttributes(change).map((name) => [name, open(becomes(change, name))]),
      ),
    }))
    .sort((left, right) => byCodeUnit(JSON.stringify(left), JSON.stringify(right)));
}

function becomes({ after = {} }: ResourceChange, name: string): unknown {
  return at(after, name) ?? null;
}

function withoutSecrets(value: unknown, secrets: SecretIndex): unknown {
  if (typeof value === 'string' || typeof value === 'number') {
    const text = String(value);
    return secrets.isSecret(text) || holdsSecret(text) ? HIDDEN : value;
  }
  if (Array.isArray(value)) {
    return value.map((each) => withoutSecrets(each, secrets));
  }
  return isMap(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner, secrets)]))
    : value;
}
