import { Attributes } from '../plan/attributes';
import { joinedNetworks, newlyReached, publishesAllNewly } from './broadening';
import type { ContainerSettings, PublishedPort } from '../model/container-settings';
import { dockerChanges, isReplaced, listed } from './docker-changes';
import type { Finding } from '../model/finding';
import {
  broadening,
  type Found,
  isConfigured,
  isToldLater,
  toldLater,
  type JudgedContainer,
  judgedContainers,
  judgeOf,
} from './judged-container';
import { name, type Phrase, say, value } from '../model/phrase';
import type { ResourceChange } from '../model/plan';
import { reachOf } from './port-reach';
import type { Judge, ReviewContext } from '../model/rule';
import { hasUnknown, partWithin, unknownBlocks, unknownPart } from '../plan/unknown-parts';

const ports: Judge = (context) =>
  judgedContainers(context).flatMap((each) => {
    const { before, after, change, isContainer } = each;
    const isLater = isToldLater(context, each, 'ports');
    const mirrors = unknownBlocks(change.afterUnknown, 'ports', after.ports.length);
    const isUnknown = (index: number): boolean =>
      isContainer &&
      ['ip', 'internal', 'protocol'].some((part) => hasUnknown(unknownPart(mirrors[index], part)));
    const known = isLater ? after.ports.filter((_, index) => !isUnknown(index)) : after.ports;
    const cannotBeTold =
      isLater &&
      (known.length < after.ports.length ||
        partWithin(change.afterUnknown, isContainer ? ['ports'] : ['endpoint_spec', 'ports']) === true);
    return [
      ...newlyReached(before, { ...after, ports: known }).map((port) => portFound(port, each)),
      ...(cannotBeTold ? [portLater(isContainer)] : []),
    ].map((found) => broadening('CR-NET-1', each, found));
  });

function portFound(port: PublishedPort, { isOurs, isContainer }: JudgedContainer): Found {
  const where =
    port.hostPort === undefined ? say`a port that the Engine chooses` : say`port ${value(port.hostPort)}`;
  const what = say`${value(`${port.port}/${port.protocol}`)} of it`;
  switch (reachOf(port.ip)) {
    case 'everybody':
      return {
        severity: 'block',
        effect: say`everybody who reaches the host reaches ${what}, at ${where} on all addresses, whatever the host's firewall says`,
        fix: isOurs
          ? say`use publish instead of exposePublicly, or give exposePublicly the one address`
          : isContainer
            ? say`set ${name('ip')} of the port to ${value('127.0.0.1')} or to the one address that it is meant for`
            : say`leave the port out, and let a proxy on its network answer for it`,
      };
    case 'address':
      return {
        severity: 'warn',
        effect: say`whoever reaches the address ${value(port.ip)} of the host reaches ${what}, at ${where}, whatever the host's firewall says`,
        fix: isOurs
          ? say`use publish, if only programs of the host have to reach it`
          : say`set ${name('ip')} of the port to ${value('127.0.0.1')}, if only programs of the host have to reach it`,
      };
    case 'host':
      return {
        severity: 'info',
        effect: say`programs of the host reach ${what}, at ${where} of the loopback address`,
        fix: say`leave the port out, if containers reach it by a network`,
      };
  }
}

function portLater(isContainer: boolean): Found {
  return {
    severity: 'warn',
    effect: say`who reaches its ports cannot be told before the apply, because an address of them is known only then`,
    fix: isContainer
      ? say`say ${name('ip')} of its ports by something that a plan knows`
      : say`say its ports by something that a plan knows`,
  };
}

const allPorts = judgeOf('CR-NET-2', ['publish_all_ports'], ({ before, after, isOurs }) =>
  publishesAllNewly(before, after)
    ? [
        {
          severity: 'block',
          effect: say`everybody who reaches the host reaches every port that its image names, now and in later images`,
          fix: isOurs
            ? say`take ${name('publish_all_ports')} off its resource, and publish the one port`
            : say`leave ${name('publish_all_ports')} out, and name the one port in ${name('ports')}`,
        },
      ]
    : [],
);

const networks: Judge = (context) => [
  ...joins(context),
  ...dockerChanges(context).flatMap((each) => opened(context, each)),
];

function joins(context: ReviewContext): Finding[] {
  const names = networkNames(context);
  const read = (container: ContainerSettings): ContainerSettings => ({
    ...container,
    networks: container.networks.map((each) => names.get(each) ?? each),
  });
  return judgedContainers(context).flatMap((each) => {
    const [before, after] = [each.before && read(each.before), read(each.after)];
    const joined = joinedNetworks(before, after);
    const isLater = before !== undefined && joinsLater(context, each, before, after);
    const what: readonly Phrase[] = [
      ...joined.map((network) => [value(network)]),
      ...(isLater ? [say`one that is made by this apply`] : []),
    ];
    return what.length === 0 ? [] : [broadening('CR-NET-3', each, joinFound(listed(what), each))];
  });
}

function joinFound(what: Phrase, { isOurs }: JudgedContainer): Found {
  return {
    severity: 'warn',
    effect: say`it reaches what is on a further network, and is reached from there: ${what}`,
    fix: isOurs
      ? say`leave out the join or connectTo that it does not need`
      : say`leave out the block of ${name('networks_advanced')} that it does not need`,
  };
}

/** Names of networks by their ids: a configuration says one or the other. */
function networkNames(context: ReviewContext): ReadonlyMap<string, string> {
  return new Map(
    dockerChanges(context)
      .filter(({ type }) => type === 'docker_network')
      .flatMap(({ before, after }) =>
        [before, after].flatMap((side) => {
          const [id, named] = [side?.id, side?.name];
          return typeof id === 'string' && typeof named === 'string' ? [[id, named] as const] : [];
        }),
      ),
  );
}

/** Whether a network whose id is not known yet is a further one: the ids of networks that are replaced are not known either. */
function joinsLater(
  context: ReviewContext,
  each: JudgedContainer,
  before: ContainerSettings,
  after: ContainerSettings,
): boolean {
  if (!isToldLater(context, each, 'networks_advanced')) {
    return false;
  }
  const path = [...(each.isContainer ? [] : ['task_spec']), 'networks_advanced'];
  const blocks = partWithin(each.change.after, path);
  const said = Array.isArray(blocks) ? blocks.length : before.networks.length + 1;
  const renewed = dockerChanges(context)
    .filter(({ type, effect }) => type === 'docker_network' && isReplaced(effect))
    .map((change) => String(change.before?.name));
  const gone = before.networks.filter((network) => !after.networks.includes(network));
  return said - after.networks.length > gone.filter((network) => renewed.includes(network)).length;
}

/** A network that was closed to the outside, and is open or may be. */
function opened(context: ReviewContext, change: ResourceChange): Finding[] {
  const { address, before, after, effect } = change;
  if (change.type !== 'docker_network' || before === undefined || after === undefined || effect === 'none') {
    return [];
  }
  const [was, is] = [before, after].map((fields) => new Attributes(fields, address).flag('internal'));
  const isUnknown = unknownPart(change.afterUnknown, 'internal') === true;
  // One that is made anew and does not say it is open.
  const found = isUnknown && isConfigured(context, change, 'internal') ? toldLater('internal') : OPEN;
  return was === true && is !== true ? [{ rule: 'CR-NET-3', address, ...found, isBroadening: true }] : [];
}

const OPEN: Found = {
  severity: 'warn',
  effect: say`the network is no longer internal: what is on it reaches the internet, and its ports can be published`,
  fix: say`keep ${name('internal')} true, and put what has to reach the outside on another network`,
};

/** Who reaches a container, and what it reaches. */
export const NETWORK_RULES: readonly Judge[] = [ports, allPorts, networks];
