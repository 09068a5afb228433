import { isIP } from 'node:net';
import { Token } from 'cdktf';
import { quote } from '../core/errors';
import { sortedEntries } from '../core/names';
import { ServiceAddress } from './service-address';

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
    ...(address === HOST_GATEWAY || isAddress(address)
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
    .filter((server) => !isAddress(server))
    .map((server) => `name server ${quote(server)} is no IP address; write it like "10.0.0.53"`);
}

/** A value that only Terraform knows may be one; the address of a service is a name with a port. */
function isAddress(text: string): boolean {
  return isIP(text) !== 0 || (Token.isUnresolved(text) && ServiceAddress.servicesIn([text]).length === 0);
}
