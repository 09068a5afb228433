import type { ContainerSettings, PublishedPort } from '../model/container-settings';
import { listed } from './docker-changes';
import { type Phrase, say, value } from '../model/phrase';

/** The ports that two containers cannot both have. */
export function samePorts(
  left: readonly PublishedPort[],
  right: readonly PublishedPort[],
): readonly PublishedPort[] {
  return left.filter((each) => right.some((other) => isSamePort(each, other)));
}

function isSamePort(left: PublishedPort, right: PublishedPort): boolean {
  return (
    left.hostPort !== undefined &&
    left.hostPort === right.hostPort &&
    left.protocol === right.protocol &&
    (isEverywhere(left.ip) || isEverywhere(right.ip) || left.ip.toLowerCase() === right.ip.toLowerCase())
  );
}

/** Whether a port is on all addresses of the host. */
function isEverywhere(ip: string): boolean {
  return ['', '0.0.0.0', '::', '[::]'].includes(ip);
}

/** What of the host leads into a container; empty where nothing does. */
export function hostPorts({ ports, publishesAllPorts, namespaces }: ContainerSettings): Phrase {
  return listed([
    ...ports.map(portText),
    ...(publishesAllPorts ? [say`all that its image exposes`] : []),
    ...(namespaces.network_mode === 'host' ? [say`all that it listens on (network of the host)`] : []),
  ]);
}

/** Whether somebody misses it while it is away: it has to run, or ports of the host lead into it. */
export function serves(container: ContainerSettings | undefined): boolean {
  return (
    container !== undefined &&
    (container.isService || (container.starts && (container.ports.length > 0 || container.publishesAllPorts)))
  );
}

/** Ports as `docker ps` writes them. */
export function portTexts(ports: readonly PublishedPort[]): Phrase {
  return listed(ports.map(portText));
}

function portText({ hostPort, port, ip, protocol }: PublishedPort): Phrase {
  if (hostPort === undefined) {
    return say`a port of the Engine's choice for ${value(`${port}/${protocol}`)}`;
  }
  const address = isEverywhere(ip) ? '0.0.0.0' : ip.includes(':') && !ip.startsWith('[') ? `[${ip}]` : ip;
  return [value(`${address}:${hostPort}/${protocol}`)];
}
