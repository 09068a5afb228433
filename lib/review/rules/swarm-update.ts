import { Attributes } from '../plan/attributes';
import { changedAttributes } from '../plan/changed-attributes';
import type { ResourceChange } from '../model/plan';
import type { ContainerChange } from '../model/rule';

/** Whether all tasks of a service are stopped, and no others start. */
export function isScaledToNothing({ change, before, after }: ContainerChange): boolean {
  return (
    change.type === 'docker_service' &&
    change.effect === 'update' &&
    before?.isService === true &&
    after?.isService === false
  );
}

/** Tasks are replaced when one of these changes. */
const OF_TASKS = ['endpoint_spec', 'task_spec'];

/** How Swarm goes about an update of a `docker_service` that leaves nobody to answer for a while. */
export type Gap = 'all-at-once' | 'on-each-node';

/** Whether an update in place stops tasks before others serve; nothing where enough of them go on. */
export function updateGap(change: ResourceChange): Gap | undefined {
  if (change.effect !== 'update' || !changedAttributes(change).some((each) => OF_TASKS.includes(each))) {
    return undefined;
  }
  const service = new Attributes(change.after ?? {}, change.address);
  const [update] = service.blocks('update_config');
  if (update?.text('order') === 'start-first') {
    return undefined;
  }
  const [mode] = service.blocks('mode');
  if (mode?.flag('global') === true) {
    return 'on-each-node';
  }
  const replicas = mode?.blocks('replicated')[0]?.number('replicas') ?? 1;
  const atOnce = update?.number('parallelism') ?? 1;
  // Swarm takes 0 for all of them.
  return replicas > 0 && (atOnce === 0 || atOnce >= replicas) ? 'all-at-once' : undefined;
}
