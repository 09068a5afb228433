import { byCodeUnit } from '../../core/hash';
import { isDocker } from '../plan/context';
import { joined, type Phrase, plain } from '../model/phrase';
import type { Effect, ResourceChange } from '../model/plan';
import type { ReviewContext } from '../model/rule';

/** Changes of what the Engine keeps: the resources of the Docker provider that a plan may touch. */
export function dockerChanges({ plan }: ReviewContext): readonly ResourceChange[] {
  return plan.changes.filter(isManaged);
}

/** Whether it is a resource of the Docker provider that Terraform looks after, and not only reads. */
export function isManaged(change: ResourceChange): boolean {
  return isDocker(change) && !change.isData;
}

/** Whether another object takes its place. */
export function isReplaced(effect: Effect): boolean {
  return effect === 'replace' || effect === 'replace-create-first' || effect === 'forget-and-create';
}

/** Whether the object that is there is destroyed. */
export function isDestroyed(effect: Effect): boolean {
  return effect === 'delete' || effect === 'replace' || effect === 'replace-create-first';
}

/** Several phrases in an order that depends on their words alone, each once. */
export function listed(phrases: readonly Phrase[], between = ', '): Phrase {
  const byWords = new Map(phrases.map((phrase) => [plain(phrase), phrase]));
  const sorted = [...byWords].sort(([left], [right]) => byCodeUnit(left, right));
  return joined(
    sorted.map(([, phrase]) => phrase),
    between,
  );
}
