import { factsOfPlan } from './facts-of-plan';
import { IDENTIFIER_LENGTH, labelledPath, pathsByIdentifier } from './construct-paths';
import { name, type Name, type Value, value } from '../model/phrase';
import type { Plan, ResourceChange } from '../model/plan';
import { readContainer } from './read-container';
import { withoutIndexes } from './read-plan';
import { readService } from './read-service';
import type { ContainerChange, ReviewContext } from '../model/rule';

/** What a context is made of beside the plan. */
export interface Surroundings {
  /** Construct paths by address, where the stack's file is at hand. */
  readonly paths: ReadonlyMap<string, string>;
  readonly isCritical: boolean;
}

/** Everything that the rules look at. */
export function contextOf(plan: Plan, { paths, isCritical }: Surroundings): ReviewContext {
  const facts = factsOfPlan(plan);
  const byConfigured = grouped([...plan.changes, ...plan.drift], ({ configured }) => configured);
  const factPaths = pathsByIdentifier([...facts.after.keys(), ...facts.changed.map(({ path }) => path)]);
  const toldPath = (configured: string): string | undefined => {
    const [change] = byConfigured.get(configured) ?? [];
    if (change === undefined) {
      return undefined;
    }
    const identified = isDocker(change) ? factPaths.get(change.name.slice(-IDENTIFIER_LENGTH)) : undefined;
    return labelledPath(change) ?? identified;
  };
  const toldPaths = new Map([...byConfigured.keys()].map((each) => [each, toldPath(each)]));
  const pathOf = (address: string): string | undefined => {
    const configured = withoutIndexes(address);
    return paths.get(configured) ?? toldPaths.get(configured);
  };
  return {
    plan,
    containers: plan.changes.flatMap(containerChange),
    facts: facts.changed,
    factsAfter: facts.after,
    isCritical,
    pathOf,
    called: (address) => calledBy(address, paths.get(withoutIndexes(address)), pathOf(address)),
    dependents: dependentsIn(plan),
  };
}

/** Whether a resource is of the Docker provider, whoever publishes it. */
export function isDocker({ type }: { readonly type: string }): boolean {
  return type.startsWith('docker_');
}

function containerChange(change: ResourceChange): ContainerChange[] {
  if (change.isData) {
    return [];
  }
  const read = READERS[change.type];
  return read === undefined ? [] : [{ change, before: read(change, 'before'), after: read(change, 'after') }];
}

const READERS: Readonly<Record<string, typeof readContainer | undefined>> = {
  docker_container: readContainer,
  docker_service: readService,
};

/** A path of the stack's file, and an address without an index, is the configuration's own; anything else came with the plan. */
function calledBy(address: string, own: string | undefined, path: string | undefined): Name | Value {
  if (withoutIndexes(address) !== address) {
    return path === undefined
      ? value(address)
      : value(`${path}${address.slice(address.indexOf('['))}`, address);
  }
  return own !== undefined ? name(own) : path !== undefined ? value(path) : name(address);
}

/** What hangs on a resource, by what the configuration refers to. */
function dependentsIn(plan: Plan): (address: string) => readonly ResourceChange[] {
  const references = plan.configured.flatMap((each) =>
    each.references.map((reference) => ({ reference, address: each.address })),
  );
  const referring = grouped(references, ({ reference }) => reference);
  const changes = grouped(plan.changes, ({ configured }) => configured);
  return (address) => {
    const found = new Set<string>();
    const pending = [withoutIndexes(address)];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      for (const { address: each } of referring.get(next) ?? []) {
        if (!found.has(each)) {
          found.add(each);
          if (PASSING_ON.some((type) => each.includes(type))) {
            pending.push(each);
          }
        }
      }
    }
    return [...found].flatMap((each) => changes.get(each) ?? []);
  };
}

function grouped<T>(list: readonly T[], key: (each: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const each of list) {
    const group = groups.get(key(each)) ?? [];
    groups.set(key(each), group);
    group.push(each);
  }
  return groups;
}

/** Resources that only hand on what others have. */
const PASSING_ON = ['terraform_data.', 'null_resource.', 'data.'];
