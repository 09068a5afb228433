import { byCodeUnit } from '../../core/hash';
import { PATH_LABEL } from '../../facts/labels';
import { Attributes } from '../plan/attributes';
import type { ContainerSettings, HealthSettings } from '../model/container-settings';
import { goSeconds } from '../plan/go-duration';
import { keptAndLost, type Volumes, volumesIn } from './kept-data';
import { joined, type Phrase, say } from '../model/phrase';
import type { ResourceChange } from '../model/plan';
import { hostPorts, serves } from './published-ports';
import { newImages, whyDestroyed } from './replacement-reasons';
import type { Downtime } from '../model/review-model';
import type { ContainerChange, ReviewContext } from '../model/rule';
import { isScaledToNothing, updateGap } from './swarm-update';

/** What is away while the plan is applied, and what goes for good, in the order of the addresses. */
export function downtimes(context: ReviewContext): readonly Downtime[] {
  const volumes = volumesIn(context);
  return context.containers
    .filter(isAway)
    .map((container) => rowOf(context, container, volumes))
    .sort((left, right) => byCodeUnit(left.address, right.address));
}

/**
 * Whether nobody answers for it while the plan is applied, or ever again. Not so where its successor is made first, and for what an apply has left
 * over: that has a successor.
 */
export function isAway(container: ContainerChange): boolean {
  const { change, before } = container;
  const { effect, deposed } = change;
  return (
    serves(before) &&
    deposed === undefined &&
    (effect === 'replace' || effect === 'delete' || hasGap(change) || isScaledToNothing(container))
  );
}

function hasGap(change: ResourceChange): boolean {
  return change.type === 'docker_service' && updateGap(change) !== undefined;
}

function rowOf(context: ReviewContext, container: ContainerChange, volumes: Volumes): Downtime {
  const { change, before } = container;
  return {
    path: [context.called(change.address)],
    address: change.address,
    why: isScaledToNothing(container)
      ? say`no task of it is to run`
      : change.effect === 'update'
        ? say`its tasks change`
        : whyDestroyed(context, change),
    howLong: howLong(context, container),
    ports: before === undefined ? [] : hostPorts(before),
    data: keptAndLost(container, volumes),
    isForGood: change.effect === 'delete' || isScaledToNothing(container),
  };
}

/** For how long nobody answers. */
export function howLong(context: ReviewContext, container: ContainerChange): Phrase {
  const { change, before, after } = container;
  if (after === undefined) {
    return say`for good`;
  }
  if (isScaledToNothing(container)) {
    return say`until it has replicas again`;
  }
  return joined(
    [
      ...(change.type === 'docker_service' ? [] : [untilStopped(before?.graceSeconds ?? 0)]),
      ...untilImage(context, container),
      change.type === 'docker_service' ? untilTasksRun(change, after) : untilHealthy(change, after),
    ],
    ', then ',
  );
}

function untilStopped(grace: number): Phrase {
  return grace > 0 ? say`up to ${grace} s to stop` : say`killed at once`;
}

/**
 * Terraform stops the old container when it begins, and not when the image of the new one is there. This library's containers have a provider
 * that waits for their images.
 */
function untilImage(context: ReviewContext, { change, after }: ContainerChange): readonly Phrase[] {
  const isOurs = after?.labels[PATH_LABEL] !== undefined;
  return isOurs || change.effect !== 'replace' || newImages(context, change).length === 0
    ? []
    : [say`as long as it takes to build or pull its image`];
}

function untilHealthy(change: ResourceChange, { waits, waitTimeout, health }: ContainerSettings): Phrase {
  if (!waits) {
    return say`until the new one answers, for which nothing waits`;
  }
  return say`until the new one is healthy: ${healthTimes(change, { waitTimeout, health })}`;
}

/** How long it takes until a container is healthy, for one whose apply waits for that. */
export function healthTimes(
  change: ResourceChange,
  { waitTimeout, health }: Pick<ContainerSettings, 'waitTimeout' | 'health'>,
): Phrase {
  const most = say`${waitTimeout} s at most (the apply waits no longer)`;
  return health === undefined ? most : say`${firstCheck(change, health)} s at least (first check), ${most}`;
}

function untilTasksRun(change: ResourceChange, { waits, waitTimeout }: ContainerSettings): Phrase {
  const until =
    updateGap(change) === 'on-each-node'
      ? say`on one node after the other, until the new task runs`
      : say`until new tasks run`;
  return waits
    ? say`${until}: ${waitTimeout} s at most (the apply waits no longer)`
    : say`${until}, for which nothing waits`;
}

/** The Engine's own interval, and the one that Engines from 25 on have in the start period, in seconds. */
const INTERVAL = 30;
const START_INTERVAL = 5;

/** Seconds until the Engine looks for the first time: after a whole interval, or, from Engine 25 on, after one of the start period. */
function firstCheck({ after = {}, address }: ResourceChange, health: HealthSettings): number {
  const interval = goSeconds(health.interval) ?? INTERVAL;
  if (goSeconds(health.startPeriod) === undefined) {
    return interval;
  }
  const [block] = new Attributes(after, address).blocks('healthcheck');
  return Math.min(interval, goSeconds(block?.text('start_interval') ?? '') ?? START_INTERVAL);
}
