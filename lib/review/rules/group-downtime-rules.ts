import { dockerChanges, isDestroyed, isReplaced, listed } from './docker-changes';
import { hostPorts } from './published-ports';
import type { Finding } from '../model/finding';
import { type Phrase, say } from '../model/phrase';
import type { ResourceChange } from '../model/plan';
import { whyDestroyed } from './replacement-reasons';
import type { ContainerChange, Judge, ReviewContext } from '../model/rule';
import { isScaledToNothing, updateGap } from './swarm-update';

const networkTakenAway: Judge = (context) =>
  dockerChanges(context)
    .filter(({ type, effect }) => type === 'docker_network' && isDestroyed(effect))
    .flatMap((network): readonly Finding[] => {
      const attached = attachedTo(context, network);
      return attached.length === 0
        ? []
        : [
            {
              rule: 'CR-DOWN-5',
              severity: 'warn',
              address: network.address,
              effect: say`the network is ${isReplaced(network.effect) ? 'replaced' : 'removed'} (${whyDestroyed(context, network)}): ${becomeOf(context, attached)}`,
              fix: say`leave its arguments and labels as deployed, all of which replace it, or apply it when nobody needs what is on it`,
            },
          ];
    });

/** Containers and services that are on a network and go on: by what the configuration refers to, and by name or id. */
export function attachedTo(context: ReviewContext, network: ResourceChange): readonly ContainerChange[] {
  const dependents = new Set(context.dependents(network.address));
  const names: readonly unknown[] = [network.before?.name, network.before?.id];
  return context.containers.filter(
    ({ change, before }) =>
      before !== undefined &&
      change.effect !== 'delete' &&
      (dependents.has(change) || before.networks.some((each) => names.includes(each))),
  );
}

function becomeOf({ called }: ReviewContext, attached: readonly ContainerChange[]): Phrase {
  const [replaced, others] = [true, false].map((is) =>
    listed(
      attached
        .filter(({ change }) => isReplaced(change.effect) === is)
        .map(({ change }) => [called(change.address)]),
    ),
  ) as [Phrase, Phrase];
  return listed(
    [
      ...(replaced.length > 0 ? [say`${replaced} on it are replaced too`] : []),
      ...(others.length > 0
        ? [say`${others} on it are not, and the Engine does not remove it below them`]
        : []),
    ],
    '; ',
  );
}

const swarmGap: Judge = (context) =>
  context.containers.flatMap((container): readonly Finding[] => {
    const { change, before } = container;
    if (change.type !== 'docker_service' || before?.isService !== true) {
      return [];
    }
    const finding = { rule: 'CR-DOWN-6', severity: 'warn', address: change.address } as const;
    if (change.effect === 'replace' || change.effect === 'replace-create-first') {
      return [
        {
          ...finding,
          effect: say`the service is removed with all its tasks and made anew (${whyDestroyed(context, change)})${atPorts(before)}`,
          fix: say`leave name, mode, networks, hosts, sysctl and auth as deployed, or apply it when nobody needs it`,
        },
      ];
    }
    if (isScaledToNothing(container)) {
      const ports = hostPorts(before);
      return [
        {
          ...finding,
          effect: say`all its tasks are stopped and no other starts${ports.length === 0 ? [] : say`: nobody answers at ${ports} any more`}`,
          fix: say`leave replicas at 1 or more as long as somebody needs it`,
        },
      ];
    }
    const gap = updateGap(change);
    return gap === undefined
      ? []
      : [
          {
            ...finding,
            effect:
              gap === 'on-each-node'
                ? say`on every node the task is stopped before the new one starts${atPorts(before)}`
                : say`all its tasks are stopped before new ones start${atPorts(before)}`,
            fix: say`set order = "start-first" in update_config, or have more replicas than are updated at once`,
          },
        ];
  });

function atPorts(before: NonNullable<ContainerChange['before']>): Phrase {
  const ports = hostPorts(before);
  return ports.length === 0 ? [] : say`: nobody answers at ${ports} meanwhile`;
}

/** What takes many containers down at once. */
export const GROUP_DOWNTIME_RULES: readonly Judge[] = [networkTakenAway, swarmGap];
