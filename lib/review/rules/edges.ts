import { byCodeUnit } from '../../core/hash';
import type { EdgeFacts, Facts } from '../../facts/facts';
import type { ContainerChange, ReviewContext } from '../model/rule';
import { isReplaced } from './docker-changes';
import { serves } from './published-ports';

/** The edges of this library's stacks, as far as the plan says what they are made of. */
function edgesIn({ facts, factsAfter }: ReviewContext): readonly EdgeFacts[] {
  const all = [...factsAfter.values(), ...facts.map(({ before }) => before)];
  return all.filter(isEdge);
}

function isEdge(facts: Facts | undefined): facts is EdgeFacts {
  return facts?.kind === 'edge';
}

/** Whether all traffic of an edge goes through a container. */
export function carriesTraffic(context: ReviewContext, { change, before, after }: ContainerChange): boolean {
  const path = context.pathOf(change.address);
  const serves = (after ?? before)?.isService === true;
  return serves && path !== undefined && edgesIn(context).some(({ service }) => service === path);
}

/** The jobs that bring an edge another configuration, while the container that carries its traffic stays. */
export function reloads(context: ReviewContext): readonly ContainerChange[] {
  const staying = (path: string): boolean =>
    context.containers.some(
      ({ change: { address, effect } }) =>
        context.pathOf(address) === path && (effect === 'none' || effect === 'update'),
    );
  const paths = new Set(
    edgesIn(context)
      .filter(({ service }) => staying(service))
      .map(({ configuration }) => configuration),
  );
  return context.containers
    .filter(
      ({ change, before, after }) =>
        (change.effect === 'create' || isReplaced(change.effect)) &&
        after?.starts === true &&
        !serves(after) &&
        !serves(before) &&
        paths.has(context.pathOf(change.address) ?? ''),
    )
    .sort((left, right) => byCodeUnit(left.change.address, right.change.address));
}
