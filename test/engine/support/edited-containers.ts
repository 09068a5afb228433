import type { Construct } from 'constructs';
import { type HardenedContainer, Job, Service } from '../../../lib';
import type { EditCase, EditSurroundings } from './edit-case';
import { methodCases, type Method, type MethodCase } from './edit-method-cases';
import { jobPropertyCases, servicePropertyCases } from './edit-property-cases';
import { ENDS } from './edit-surroundings';

/** Where an edit is. */
export type Stage = 'before' | 'after' | 'taken away';

/** A container whose declaration is edited. */
export interface Edited {
  /** Id of its construct. */
  readonly id: string;
  readonly edit: EditCase<unknown>;
  readonly container: HardenedContainer;
  /** Whether the third deploy is without what was edited in the second. */
  readonly isTakenAway: boolean;
  /** The one that is declared in the same way but for what is edited. */
  readonly control: HardenedContainer;
}

/** Makes a container for every edit, and some that are never edited. */
export function declareEdited(scope: Construct, around: EditSurroundings, stage: Stage): Edited[] {
  const groups = [properties(scope, around, stage), calls(scope, around, stage), jobs(scope, around, stage)];
  groups.forEach(oneAfterTheOther);
  return groups.flat();
}

function properties(scope: Construct, around: EditSurroundings, stage: Stage): Edited[] {
  const { image } = around;
  const control = new Service(scope, 'control', { image });
  return Object.entries(servicePropertyCases(around)).map(([id, edit]) => {
    const isTakenAway = edit.required !== true;
    const container = new Service(scope, id, { image, ...stateOf(edit, stage, isTakenAway) });
    return { id, edit, container, isTakenAway, control };
  });
}

/** A service whose method is known by its name only. */
type Callable = Record<Method, (...args: unknown[]) => void>;

function calls(scope: Construct, around: EditSurroundings, stage: Stage): Edited[] {
  const { image, root, callNetwork: network } = around;
  const asRoot = { image: root, network, arguments: ['sleep', '600'] };
  const ordinary = new Service(scope, 'control-call', { image, network });
  const rootControl = new Service(scope, 'control-root', asRoot);
  return Object.entries(methodCases(around)).flatMap(([method, edits]) =>
    Object.entries(edits as Record<string, MethodCase<unknown[]>>).map(([what, edit], index) => {
      const id = `${method}-${what}`;
      const isTakenAway = index === 0;
      const container = new Service(scope, id, edit.asRoot === true ? asRoot : { image, network });
      const call = stateOf(edit, stage, isTakenAway);
      if (call) {
        (container as unknown as Callable)[method as Method](...call);
      }
      return { id, edit, container, isTakenAway, control: edit.asRoot === true ? rootControl : ordinary };
    }),
  );
}

function jobs(scope: Construct, around: EditSurroundings, stage: Stage): Edited[] {
  const ends = { image: around.image, network: around.jobNetwork, program: ENDS };
  const control = new Job(scope, 'control-job', ends);
  return Object.entries(jobPropertyCases(around)).map(([property, edit]) => {
    const id = `job-${property}`;
    const container = new Job(scope, id, { ...ends, ...stateOf(edit, stage, false) });
    return { id, edit, container, isTakenAway: false, control };
  });
}

function stateOf<State>(edit: EditCase<State>, stage: Stage, isTakenAway: boolean): State | undefined {
  if (stage === 'taken away') {
    return isTakenAway ? undefined : edit.after;
  }
  return edit[stage];
}

/** Engine 20.10 miscounts what is on a network that several containers leave at once; those of a group are on one of their own. */
function oneAfterTheOther(group: readonly Edited[]): void {
  const containers = [
    ...new Set(group.map(({ control }) => control)),
    ...group.map(({ container }) => container),
    // What overlaps at some time depends on none of them: they would have to be replaced the new one first as well.
  ].filter(({ node }) => !node.id.endsWith('rollout'));
  containers.slice(1).forEach(({ resource }, index) => {
    const { terraformResourceType, friendlyUniqueId } = containers[index]!.resource;
    resource.dependsOn = [...(resource.dependsOn ?? []), `${terraformResourceType}.${friendlyUniqueId}`];
  });
}
