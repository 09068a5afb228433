import type { ContainerSettings } from '../model/container-settings';
import type { ConfiguredResource, ResourceChange } from '../model/plan';
import type { ReviewContext } from '../model/rule';
import { at, isMap } from '../../core/json';

/**
 * The settings of a service of Swarm on both sides, with the mode of the network where one is that of the host by its id: a plan may name the id, or
 * only the configuration what it is of.
 */
export function withHostNetwork(
  context: ReviewContext,
  change: ResourceChange,
  sides: { readonly before?: ContainerSettings; readonly after: ContainerSettings },
): { readonly before?: ContainerSettings; readonly after: ContainerSettings } {
  if (change.type !== 'docker_service') {
    return sides;
  }
  const ids = hostIds(context);
  const { before, after } = sides;
  const byId = {
    before: before && onHost(before, isOn(before, ids)),
    after: onHost(after, isOn(after, ids)),
  };
  const isReferred = refersToHost(context, change) && !isSame(before?.networks, after.networks);
  return isReferred ? { ...byId, after: onHost(after, true) } : byId;
}

function onHost(container: ContainerSettings, is: boolean): ContainerSettings {
  return is ? { ...container, namespaces: { ...container.namespaces, network_mode: 'host' } } : container;
}

function isOn({ networks }: ContainerSettings, ids: ReadonlySet<unknown>): boolean {
  return networks.some((each) => ids.has(each));
}

function isSame(left: readonly string[] | undefined, right: readonly string[]): boolean {
  return left?.length === right.length && right.length > 0 && right.every((each) => left.includes(each));
}

const NETWORK = 'docker_network';
const HOST = 'host';

function hostIds({ plan }: ReviewContext): ReadonlySet<unknown> {
  return new Set(
    [...plan.changes, ...plan.drift]
      .filter(({ type }) => type === NETWORK)
      .flatMap(({ before, after }) => [before, after])
      .flatMap((side) => (side?.name === HOST && typeof side.id === 'string' ? [side.id] : [])),
  );
}

function refersToHost({ plan }: ReviewContext, { configured }: ResourceChange): boolean {
  const references = plan.configured.find(({ address }) => address === configured)?.references ?? [];
  return plan.configured.some((each) => references.includes(each.address) && isHostNetwork(each));
}

function isHostNetwork({ address, expressions }: ConfiguredResource): boolean {
  const named = at(expressions, 'name');
  return address.split('.').at(-2) === NETWORK && isMap(named) && at(named, 'constant_value') === HOST;
}
