import type { IConstruct } from 'constructs';
import { PerApp } from '../provider/per-app';
import { isPort, type PublishedPort } from '../provider/ports';
import { hostsOf } from '../provider/same-host';

interface Entry {
  readonly owner: IConstruct;
  readonly port: PublishedPort;
}

const ANY = new Set(['0.0.0.0', '::']);

/** The ports of Docker hosts that the services of an app take. */
export class HostPorts {
  /** The ports of the app that `construct` is in. */
  public static of(construct: IConstruct): HostPorts {
    return portsOfApp.of(construct);
  }

  private readonly entries: Entry[] = [];

  /**
   * Notes that `owner` takes a port.
   *
   * @returns a warning where a service of another stack takes it as well, on a host that nobody has named: the two may be one host
   * or several
   */
  public add(owner: IConstruct, port: PublishedPort): string[] {
    const entry = { owner, port };
    const other = this.entries.find(
      (each) => overlap(each.port, port) && hostsOf(each.owner, entry.owner) === 'not known',
    );
    this.entries.push(entry);
    return other === undefined
      ? []
      : [
          `host port ${port.external} is published by ${other.owner.node.path} too, so the two cannot be on one Docker host; ` +
            'choose another port, or name the hosts of their stacks: new DockerHost(this, "docker", { host })',
        ];
  }

  /** What is wrong with the ports of `owner`; of two that take the same, the later one tells. */
  public problems(owner: IConstruct): string[] {
    return this.entries.flatMap((entry, index) =>
      entry.owner === owner ? portProblems(entry, this.entries.slice(0, index)) : [],
    );
  }
}

const portsOfApp = new PerApp(() => new HostPorts());

function portProblems({ owner, port }: Entry, before: readonly Entry[]): string[] {
  const { internal, external, ip, protocol } = port;
  const own = before.filter((each) => each.owner === owner);
  const other = before.find((each) => overlap(each.port, port) && hostsOf(each.owner, owner) === 'the same');
  const twice = own.find((each) => each.port.internal === internal && each.port.protocol === protocol);
  return [
    ...(isPort(external)
      ? []
      : [`host port ${external} is not possible; give a whole number from 1 to 65535`]),
    ...(isPort(internal) ? [] : [`port ${internal} is not possible; give a whole number from 1 to 65535`]),
    ...(twice === undefined
      ? []
      : [
          `port ${internal} is published as ${external} too, and the provider can keep only one host port ` +
            'for it; publish it once',
        ]),
    ...(other === undefined || other === twice
      ? []
      : [
          `host port ${external} on ${ip} is published by ${other.owner.node.path} already; choose another host port`,
        ]),
  ];
}

function overlap(one: PublishedPort, other: PublishedPort): boolean {
  return (
    one.external === other.external &&
    one.protocol === other.protocol &&
    (one.ip === other.ip || ANY.has(one.ip) || ANY.has(other.ip))
  );
}
