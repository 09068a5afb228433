import type { ContainerSettings } from '../model/container-settings';
import { isDestroyed, isReplaced, listed } from './docker-changes';
import { isAway } from './downtime';
import { carriesTraffic } from './edges';
import type { Finding } from '../model/finding';
import { GROUP_DOWNTIME_RULES } from './group-downtime-rules';
import { isOurs } from './ours';
import { isAwaited, isOverlap } from './overlap';
import { type Phrase, say, value } from '../model/phrase';
import type { ResourceChange } from '../model/plan';
import { hostPorts, portTexts, samePorts, serves } from './published-ports';
import { whyDestroyed } from './replacement-reasons';
import type { ContainerChange, Judge, ReviewContext } from '../model/rule';

const stopsFirst: Judge = (context) => [
  ...context.containers
    .filter((container) => isAway(container) && isStoppedWithPorts(container))
    // An edge that is replaced has a rule of its own.
    .filter((each) => each.change.effect === 'delete' || !carriesTraffic(context, each))
    .map((container): Finding => {
      const { change } = container;
      return {
        rule: 'CR-DOWN-1',
        severity: context.isCritical ? 'block' : 'warn',
        address: change.address,
        ...(change.effect === 'delete' ? removed(context, container) : replaced(context, container)),
      };
    }),
  ...context.containers.filter(isRemovedWithoutPorts).map(({ change, before }): Finding => ({
    rule: 'CR-DOWN-1',
    severity:
      before === undefined || !isKeptUp(change, before) ? 'info' : context.isCritical ? 'block' : 'warn',
    address: change.address,
    effect: say`it is removed (${whyDestroyed(context, change)}): what its program does is done no more`,
    fix: KEEP,
  })),
];

/** What has no port of the host may work all the same: take orders from a queue, or answer on a network. */
function isRemovedWithoutPorts(container: ContainerChange): boolean {
  const { change, before } = container;
  return (
    change.effect === 'delete' &&
    change.deposed === undefined &&
    before?.starts === true &&
    !(isAway(container) && isStoppedWithPorts(container))
  );
}

/** Whether somebody cares that it runs: by a health check, or by having it started again. */
function isKeptUp({ type }: ResourceChange, { health, restart }: ContainerSettings): boolean {
  const never = type === 'docker_service' ? ['none'] : ['', 'no'];
  return health !== undefined || !never.includes(restart);
}

/** A service of Swarm that is replaced has a rule of its own. */
function isStoppedWithPorts({ change, before }: ContainerChange): boolean {
  return (
    before !== undefined &&
    hostPorts(before).length > 0 &&
    (change.effect === 'delete' || change.type === 'docker_container')
  );
}

type Told = Pick<Finding, 'effect' | 'fix'>;

function replaced(context: ReviewContext, container: ContainerChange): Told {
  const ports = container.before === undefined ? [] : hostPorts(container.before);
  return {
    effect: say`nobody answers at ${ports} while it is replaced: ${whyDestroyed(context, container.change)}`,
    fix: say`apply it when nobody needs it, or give the ports to a proxy that stays while containers behind it change`,
  };
}

function removed(context: ReviewContext, { change, before }: ContainerChange): Told {
  const ports = before?.ports ?? [];
  const heirs = context.containers.filter(
    (each) =>
      each.change !== change &&
      serves(each.after) &&
      (each.before === undefined || isReplaced(each.change.effect)) &&
      samePorts(ports, each.after?.ports ?? []).length > 0,
  );
  const all = before === undefined ? [] : hostPorts(before);
  return {
    effect:
      heirs.length === 0
        ? say`it is removed (${whyDestroyed(context, change)}): nobody answers at ${all} any more`
        : say`it is removed (${whyDestroyed(context, change)}): nobody answers at ${all} until ${listed(heirs.map((each) => [context.called(each.change.address)]))} does`,
    fix: KEEP,
  };
}

const KEEP = say`keep it declared as long as somebody needs it; if it only has another address now, say so in a moved block`;

const cannotCoexist: Judge = (context) =>
  context.containers.flatMap(({ change, before, after }): readonly Finding[] => {
    if (
      before === undefined ||
      after === undefined ||
      !['replace-create-first', 'forget-and-create'].includes(change.effect)
    ) {
      return [];
    }
    const shared = sharedBy(before, after);
    return shared.length === 0
      ? []
      : [
          {
            rule: 'CR-DOWN-2',
            severity: 'block',
            address: change.address,
            effect: say`the apply fails: the new one is made while the old one still has ${shared}`,
            fix:
              change.effect === 'forget-and-create'
                ? say`give the new one another name and other ports, or stop and remove the old one by hand first`
                : say`leave create_before_destroy away, or let every new one have another name and no fixed port of the host`,
          },
        ];
  });

function sharedBy(before: ContainerSettings, after: ContainerSettings): Phrase {
  const ports = samePorts(before.ports, after.ports);
  return listed(
    [
      ...(before.name !== '' && before.name === after.name ? [say`the name ${value(before.name)}`] : []),
      ...(ports.length > 0 ? [say`the ports ${portTexts(ports)}`] : []),
    ],
    ' and ',
  );
}

const noTimeToStop: Judge = (context) =>
  context.containers
    .filter(
      ({ change, before }) =>
        change.type === 'docker_container' &&
        isDestroyed(change.effect) &&
        before?.isService === true &&
        before.graceSeconds <= 0,
    )
    .map((container) => ({
      rule: 'CR-DOWN-3',
      // One that takes its place is as it was, or better: that is no alarm for every deploy, but for one that is to be without a gap.
      severity: container.after === undefined || isOverlap(container) ? 'warn' : 'info',
      address: container.change.address,
      effect: say`${killed(container)}, and what it is doing is lost: no time to stop is deployed with it${
        (container.after?.graceSeconds ?? 0) > 0
          ? ', and that of this change counts from the next time on'
          : ''
      }`,
      fix: isOurs(container)
        ? say`set stopGrace, and deploy that alone first: only what is deployed counts`
        : say`set destroy_grace_seconds, and apply that alone first: only what is deployed counts`,
    }));

const losesTimeToStop: Judge = (context) =>
  context.containers
    .filter(
      ({ change, before, after }) =>
        change.type === 'docker_container' &&
        change.effect !== 'none' &&
        change.effect !== 'forget' &&
        (before?.graceSeconds ?? 0) > 0 &&
        after?.isService === true &&
        after.graceSeconds <= 0 &&
        !after.unknown.has('destroy_grace_seconds'),
    )
    .map((container) => ({
      rule: 'CR-DOWN-3',
      severity: 'warn',
      address: container.change.address,
      effect: say`from now on it is killed at once whenever it is replaced or removed, and what it is doing is lost: its time to stop is taken away`,
      fix: isOurs(container)
        ? say`set stopGrace to the time that its program needs to end`
        : say`set destroy_grace_seconds to the time that its program needs to end`,
    }));

function killed({ change: { deposed } }: ContainerChange): Phrase {
  return deposed === undefined
    ? say`it is killed at once`
    : say`what an earlier apply left over of it (deposed object ${value(deposed)}) is killed at once`;
}

const nothingWaits: Judge = (context) =>
  context.containers.flatMap((container): readonly Finding[] => {
    const { change, before, after } = container;
    if (
      change.type !== 'docker_container' ||
      !isReplaced(change.effect) ||
      // Where the new one is made first, it is worse, and has a rule of its own.
      isOverlap(container) ||
      after?.isService !== true ||
      isAwaited(after)
    ) {
      return [];
    }
    return [
      {
        rule: 'CR-DOWN-4',
        severity: before?.isService === true && !isAwaited(before) ? 'info' : 'warn',
        address: change.address,
        effect: say`the apply ends as soon as the new one was started, whether it works or not`,
        fix: isOurs(container)
          ? say`give it a health check, such as health: Health.http('/health')`
          : say`give it a healthcheck and set wait = true`,
      },
    ];
  });

/** What makes containers go down, or stay down. */
export const DOWNTIME_RULES: readonly Judge[] = [
  stopsFirst,
  cannotCoexist,
  noTimeToStop,
  losesTimeToStop,
  nothingWaits,
  ...GROUP_DOWNTIME_RULES,
];
