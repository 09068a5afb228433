import { sortedEntries } from '../core/names';
import type { Finding } from './model/finding';
import type { Effect, ResourceChange } from './model/plan';
import type { Counts } from './model/review-model';
import type { ContainerChange, ReviewContext } from './model/rule';
import { serves } from './rules/published-ports';
import { secretCopies } from './rules/secret-copies';

/** The figures of the first line. */
export function countsOf(context: ReviewContext, findings: readonly Finding[]): Counts {
  // What an apply has left over has a successor, which is counted.
  const services = context.containers.filter(
    ({ change, before, after }) => change.deposed === undefined && serves(after ?? before),
  );
  const containers = (...effects: readonly Effect[]): number =>
    services.filter(({ change }) => effects.includes(change.effect)).length;
  const copies = secretCopies(context);
  const changes = context.plan.changes.filter(({ isData, effect }) => !isData && effect !== 'none');
  return {
    stopped: containers('replace'),
    replacedCreateFirst: containers('replace-create-first'),
    createdContainers: containers('create'),
    updatedContainers: containers('update'),
    removedContainers: services.filter(isGone).length,
    unchangedContainers: containers('none'),
    builtImages: changes.filter((change) => change.type === 'docker_image' && isMade(change)).length,
    volumesAtRisk: changes.filter((change) => isLost(change) && !copies.has(String(change.before?.name)))
      .length,
    broadenings: findings.filter(({ isBroadening }) => isBroadening === true).length,
    changes: byEffect(changes),
  };
}

function isGone({ change }: ContainerChange): boolean {
  return change.effect === 'delete' || change.effect === 'forget' || change.effect === 'forget-and-create';
}

/** Built, or pulled. */
function isMade({ effect }: ResourceChange): boolean {
  return effect === 'create' || effect === 'replace' || effect === 'replace-create-first';
}

function isLost({ type, effect }: ResourceChange): boolean {
  return type === 'docker_volume' && !['create', 'update'].includes(effect);
}

function byEffect(changes: readonly ResourceChange[]): Partial<Record<Effect, number>> {
  const counts: Partial<Record<Effect, number>> = {};
  for (const { effect } of changes) {
    counts[effect] = (counts[effect] ?? 0) + 1;
  }
  return Object.fromEntries(sortedEntries(counts));
}
