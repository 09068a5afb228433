import { isIP } from 'node:net';
import { Token } from 'cdktf';
import { quote } from '../core/errors';
import { sortedEntries } from '../core/names';

/** What the Engine takes for its own address, seen from a container. */
const HOST_GATEWAY = 'host-gateway';

/** Whether a text can be the name of a host. */
export function isHostName(name: string): boolean {
  return /^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/i.test(name);
}

/** What is wrong with further entries of /etc/hosts. */
export function hostProblems(hosts: Readonly<Record<string, string>>): string[] {
  return sortedEntries(hosts).flatMap(([name, address]) => [
    ...(isHostName(name)
      ? []
      : [
          `host ${quote(name)} is no host name: letters, digits, "-" and "."; write it like "db.example.com"`,
        ]),
    ...(address === HOST_GATEWAY || Token.isUnresolved(address) || isIP(address) !== 0
      ? []
      : [
          `host ${quote(name)} has the address ${quote(address)}, which is no IP address; write it like "10.0.0.7", or ` +
            `${quote(HOST_GATEWAY)} for the Docker host`,
        ]),
  ]);
}

/** What is wrong with addresses of name servers. */
export function nameServerProblems(servers: readonly string[]): string[] {
  return servers
    .filter((server) => !Token.isUnresolved(server) && isIP(server) === 0)
    .map((server) => `name server ${quote(server)} is no IP address; write it like "10.0.0.53"`);
}
