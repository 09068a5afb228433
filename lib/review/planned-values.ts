import { byCodeUnit } from '../core/hash';
import { at, type Fields, isMap } from '../core/json';
import { holdsSecret, isNamedSecret } from '../core/secret-texts';
import { HIDDEN } from './model/phrase';
import type { Plan, ResourceChange } from './model/plan';
import { changedAttributes, settingText } from './plan/changed-attributes';
import { isMarked, markOf } from './plan/marks';
import type { SecretIndex } from './secret-index';

/** Everything that a plan leads to. Two plans with the same of it do the same. */
export interface PlannedValues {
  readonly resources: readonly unknown[];
  readonly outputs: readonly unknown[];
  /** What the providers are told, such as the Docker host. */
  readonly providers: unknown;
}

/**
 * What a plan leads to. It is not shown: a review's hash is taken of it.
 *
 * Of secrets there is only that they are there. Everything else counts, also what a review does not show: values of attributes, where values come
 * from that are known after the apply, commands that Terraform runs, who publishes a provider.
 */
export function plannedValues(plan: Plan, secrets: SecretIndex): PlannedValues {
  const open = (value: unknown): unknown => withoutSecrets(value, secrets);
  const configured = new Map(plan.configured.map((each) => [each.address, each]));
  return {
    resources: plan.changes
      .filter(({ isData, effect }) => !isData && effect !== 'none' && effect !== 'read')
      .map((change) => ({
        address: change.address,
        deposed: change.deposed,
        effect: change.effect,
        provider: change.provider,
        becomes: becomes(change, open),
        origins: open(originsOf(change, configured.get(change.configured)?.expressions ?? {})),
        provisioners: open(configured.get(change.configured)?.provisioners),
      }))
      .sort((left, right) => byCodeUnit(JSON.stringify(left), JSON.stringify(right))),
    outputs: plan.outputs.filter(({ effect }) => effect !== 'none').map(open),
    providers: open(plan.providers),
  };
}

function becomes(change: ResourceChange, open: (value: unknown) => unknown): Fields {
  const { after = {}, type } = change;
  return Object.fromEntries(
    changedAttributes(change).map((name) => {
      const value = open(at(after, name) ?? null);
      // Of Docker's resources it is known which lists are sets.
      return [name, type.startsWith('docker_') ? settingText(name, value) : value];
    }),
  );
}

/** Where the values come from that are known after the apply. */
function originsOf({ afterUnknown }: ResourceChange, expressions: Fields): Fields {
  return Object.fromEntries(
    Object.entries(expressions).filter(([name]) => isMarked(markOf(afterUnknown, name))),
  );
}

function withoutSecrets(value: unknown, secrets: SecretIndex, name = ''): unknown {
  if (typeof value === 'string' || typeof value === 'number') {
    const text = String(value);
    return secrets.isSecret(text) || isNamedSecret(name, text) ? HIDDEN : withoutLookalikes(value);
  }
  if (Array.isArray(value)) {
    return value.map((each) => withoutSecrets(each, secrets, name));
  }
  return isMap(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [
          key,
          withoutSecrets(inner, secrets, key === 'constant_value' ? name : key),
        ]),
      )
    : value;
}

/** Of a text that looks as if it had a secret in it, the other words count: what a command does beside using the secret. */
function withoutLookalikes(value: string | number): unknown {
  if (typeof value === 'number' || !holdsSecret(value)) {
    return value;
  }
  const words = value.split(/([\s"';&|<>]+)/).map((word) => (holdsSecret(word) ? HIDDEN : word));
  return holdsSecret(words.join('')) ? HIDDEN : words;
}
