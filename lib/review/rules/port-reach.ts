import { isIPv4, isIPv6 } from 'node:net';
import type { PublishedPort } from '../model/container-settings';

/** Who reaches a published port: programs of the host, whoever reaches one address of it, or everybody who reaches the host. */
export type Reach = 'host' | 'address' | 'everybody';

/** An address of the host in one spelling; empty for all of them, as the Engine takes what it cannot read. */
function address(ip: string): string {
  const [bare = '', zone] = ip
    .replace(/^\[|\]$/g, '')
    .toLowerCase()
    .split('%', 2);
  if (!isIPv4(bare) && !isIPv6(bare)) {
    return '';
  }
  const short = isIPv6(bare) ? new URL(`http://[${bare}]`).hostname.slice(1, -1) : bare;
  return EVERYWHERE.has(short) ? '' : zone === undefined ? short : `${short}%${zone}`;
}

const EVERYWHERE = new Set(['0.0.0.0', '::', '::ffff:0:0']);
/** With addresses of IPv4 within IPv6, as `URL` writes them: 127.0.0.1 is 7f00:1. */
const LOOPBACK = /^127\.|^::1$|^::ffff:7f[0-9a-f]{2}:/;

/** Who reaches a port that is published on an address of the host. */
export function reachOf(ip: string): Reach {
  const short = address(ip);
  return short === '' ? 'everybody' : LOOPBACK.test(short) ? 'host' : 'address';
}

/** Whether everybody who reaches the port of the container by `other` reached it by `port` before. */
export function reachesAsMuch(port: PublishedPort, other: PublishedPort): boolean {
  if (port.port !== other.port || port.protocol !== other.protocol) {
    return false;
  }
  switch (reachOf(port.ip)) {
    case 'everybody':
      return true;
    case 'address':
      return reachOf(other.ip) === 'host' || address(other.ip) === address(port.ip);
    case 'host':
      return reachOf(other.ip) === 'host';
  }
}
