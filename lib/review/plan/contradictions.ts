import { isDeepStrictEqual } from 'node:util';
import { at, type Fields, isMap } from '../../core/json';
import { resourcesOfModule } from '../../core/terraform-values';
import type { Plan, ResourceChange } from '../model/plan';

/**
 * What does not fit together in a plan.
 *
 * Terraform says most things twice: a resource's values after the apply stand in its change and in `planned_values`, those before it in
 * its change and in `prior_state`. Where the two differ, or one is missing, the document was changed or cut after Terraform had written it, and nobody
 * knows what an apply would do.
 *
 * @returns where; never a value
 */
export function contradictionsOf(plan: Omit<Plan, 'contradictions'>, document: Fields): string[] {
  const managed = plan.changes.filter(({ isData }) => !isData);
  return [
    ...plan.changes.flatMap(ownContradictions),
    ...(plan.isErrored
      ? []
      : [
          ...compared(managed, plannedResources(document), 'after', 'planned_values', isThereAfter),
          ...compared(managed, priorResources(document), 'before', 'prior_state', isThereBefore),
        ]),
    ...(plan.isErrored || plan.isComplete === false ? [] : unmentioned(managed, document)),
    ...repeated(plan.changes),
  ];
}

function ownContradictions(change: ResourceChange): string[] {
  const { address, configured, type, name, effect, before, after, isData } = change;
  const place = configured.split('.').slice(-2).join('.');
  const problems = [
    ...(place === `${type}.${name}` ? [] : ['its address does not name its type and name']),
    ...(isData || effect === 'read' ? [] : sideProblems(change)),
    ...(effect === 'none' && !isData && !isDeepStrictEqual(before, after)
      ? ['nothing is to be done, though before and after differ']
      : []),
  ];
  return problems.map((problem) => `${address}: ${problem}`);
}

function sideProblems({ effect, before, after }: ResourceChange): string[] {
  const expected = SIDES[effect];
  return expected === undefined ||
    (expected.before === (before !== undefined) && expected.after === (after !== undefined))
    ? []
    : ['what it is before and after does not fit what is to be done'];
}

const SIDES: Readonly<Partial<Record<ResourceChange['effect'], { before: boolean; after: boolean }>>> = {
  none: { before: true, after: true },
  create: { before: false, after: true },
  update: { before: true, after: true },
  delete: { before: true, after: false },
  replace: { before: true, after: true },
  'replace-create-first': { before: true, after: true },
  forget: { before: true, after: false },
  'forget-and-create': { before: true, after: true },
};

function isThereAfter({ effect, deposed }: ResourceChange): boolean {
  return deposed === undefined && effect !== 'delete' && effect !== 'forget';
}

function isThereBefore({ effect, deposed, isImported }: ResourceChange): boolean {
  return deposed === undefined && effect !== 'create' && !isImported;
}

function compared(
  changes: readonly ResourceChange[],
  listed: ReadonlyMap<string, unknown> | undefined,
  side: 'before' | 'after',
  member: string,
  isThere: (change: ResourceChange) => boolean,
): string[] {
  return changes.filter(isThere).flatMap((change) => {
    const { address } = change;
    if (listed?.has(address) !== true) {
      return [`${address}: it is not in ${member}`];
    }
    // What goes is shown as the last apply left it, not as it was found now.
    const isComparable = side === 'after' || !GOING.has(change.effect);
    return !isComparable || isDeepStrictEqual(listed.get(address), change[side])
      ? []
      : [`${address}: ${side} is something else than in ${member}`];
  });
}

const GOING: ReadonlySet<ResourceChange['effect']> = new Set(['delete', 'forget']);

/** Resources that are planned, or there, of which no change speaks. */
function unmentioned(changes: readonly ResourceChange[], document: Fields): string[] {
  const known = new Set(changes.map(({ address }) => address));
  const listed = [...(plannedResources(document)?.keys() ?? []), ...(priorResources(document)?.keys() ?? [])];
  return [...new Set(listed)]
    .filter((address) => !known.has(address))
    .map((address) => `${address}: resource_changes does not have it`);
}

function repeated(changes: readonly ResourceChange[]): string[] {
  const seen = new Set<string>();
  return changes.flatMap(({ address, deposed = '' }) => {
    const key = JSON.stringify([address, deposed]);
    const isSeen = seen.has(key);
    seen.add(key);
    return isSeen ? [`${address}: it is there twice`] : [];
  });
}

function plannedResources(document: Fields): Map<string, unknown> | undefined {
  return resourcesOf(at(document, 'planned_values'));
}

function priorResources(document: Fields): Map<string, unknown> | undefined {
  const state = at(document, 'prior_state');
  return isMap(state) ? resourcesOf(at(state, 'values')) : undefined;
}

/** Values of managed resources by address. */
function resourcesOf(values: unknown): Map<string, unknown> | undefined {
  if (!isMap(values)) {
    return undefined;
  }
  return new Map(
    resourcesOfModule(at(values, 'root_module')).flatMap((resource): [string, unknown][] => {
      const address = at(resource, 'address');
      const isListed = at(resource, 'mode') === 'managed' && at(resource, 'deposed_key') === undefined;
      return isListed && typeof address === 'string' ? [[address, at(resource, 'values')]] : [];
    }),
  );
}
