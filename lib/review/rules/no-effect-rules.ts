import { at, isMap } from '../../core/json';
import { PATH_LABEL } from '../../facts/labels';
import { changedAttributes } from '../plan/changed-attributes';
import { dockerChanges } from './docker-changes';
import type { Finding } from '../model/finding';
import { joined, name, say, value } from '../model/phrase';
import type { ResourceChange } from '../model/plan';
import type { Judge, ReviewContext } from '../model/rule';
import { isOnlyNewerThan } from '../plan/version-constraint';

/**
 * What the provider accepts on edit of a `docker_container` and does not send to the Engine, and the last release that is so; nothing where it has not
 * been mended yet (kreuzwerker/terraform-provider-docker#988, #989; the rest as in 3.9.0 and 4.5.0).
 *
 * `mounts` replaces the container only where their number changes.
 */
const NOT_SENT: Readonly<Record<string, string | undefined>> = {
  cpu_period: undefined,
  cpu_quota: undefined,
  healthcheck: '4.5.0',
  init: undefined,
  mounts: undefined,
  rm: undefined,
  start: undefined,
  tmpfs: undefined,
};

const withoutEffect: Judge = (context) =>
  dockerChanges(context)
    .filter(({ type, effect }) => type === 'docker_container' && effect === 'update')
    .flatMap((change): readonly Finding[] => {
      const constraint = constraintOf(context, change);
      const attributes = changedAttributes(change).filter((each) => isNotSent(each, constraint));
      return attributes.length === 0
        ? []
        : [
            {
              rule: 'CR-NOOP-1',
              severity: 'block',
              address: change.address,
              effect: say`the edit of ${joined(attributes.map(name), ', ')} has no effect: the provider notes it in the state and does not send it to the Engine, so that the container goes on as before`,
              fix: attributes.every((each) => NOT_SENT[each] !== undefined)
                ? say`replace the container in the same apply (-replace), or ask for a release of the provider after ${latest(attributes)}`
                : say`replace the container in the same apply (-replace)`,
            },
          ];
    });

function isNotSent(attribute: string, constraint: string): boolean {
  if (!Object.hasOwn(NOT_SENT, attribute)) {
    return false;
  }
  const last = NOT_SENT[attribute];
  return last === undefined || !isOnlyNewerThan(constraint, last);
}

function latest(attributes: readonly string[]): string {
  return (
    attributes
      .map((each) => NOT_SENT[each] ?? '')
      .sort()
      .at(-1) ?? ''
  );
}

/** What the configuration asks for of the provider; empty where it does not say. */
function constraintOf({ plan }: ReviewContext, { configured }: ResourceChange): string {
  const key = plan.configured.find(({ address }) => address === configured)?.providerKey ?? '';
  return (at(plan.providerVersions, key) as string | undefined) ?? '';
}

const userStays: Judge = (context) => {
  const expressions = new Map(context.plan.configured.map((each) => [each.address, each.expressions]));
  return context.containers.flatMap(({ change, before, after }): readonly Finding[] => {
    const configured = expressions.get(change.configured);
    const isLeft = change.effect === 'none' || change.effect === 'update';
    if (
      change.type !== 'docker_container' ||
      !isLeft ||
      before === undefined ||
      before.user === '' ||
      // This library says the user of everything that runs, and what carries its secrets never does.
      before.labels[PATH_LABEL] !== undefined ||
      before.user !== after?.user ||
      configured === undefined ||
      saysUser(at(configured, 'user'))
    ) {
      return [];
    }
    return [
      {
        rule: 'CR-NOOP-2',
        // A plan does not tell a user that was taken away from one that comes with the image.
        severity: 'info',
        address: change.address,
        effect: say`no user is declared, and it runs as ${value(before.user)}: the provider changes nothing about that, and once the container is replaced, the user of its image holds`,
        fix: say`declare the user, also where it is that of the image`,
      },
    ];
  });
};

/** A reference says one, as far as anybody can tell. */
function saysUser(expression: unknown): boolean {
  if (!isMap(expression)) {
    return false;
  }
  const constant = at(expression, 'constant_value');
  return (
    at(expression, 'references') !== undefined ||
    (constant !== undefined && constant !== null && constant !== '')
  );
}

/** Edits that a plan shows, or does not even show, and that change nothing. */
export const NO_EFFECT_RULES: readonly Judge[] = [withoutEffect, userStays];
