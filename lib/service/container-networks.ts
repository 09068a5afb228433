import type { ContainerNetworksAdvanced } from '@cdktf/provider-docker/lib/container';
import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { quote } from '../core/errors';
import { DockerHost } from '../provider/docker-host';
import { isHostName } from './host-names';
import type { Network } from './network';

/** How a container is known to others on a network. */
export interface JoinOptions {
  /**
   * Further names on that network, beside the container's own.
   *
   * @default - none
   */
  readonly aliases?: readonly string[];
}

interface Membership {
  readonly network: Network;
  readonly aliases: Set<string>;
}

/** The networks that a container is on, the first of them its own. */
export class ContainerNetworks {
  private readonly memberships: Membership[] = [];
  private readonly problems: string[] = [];

  /**
   * @param own the network on which others find it
   * @param known names that it has on every network, beside its container's own
   */
  public constructor(
    private readonly owner: IConstruct,
    private readonly own: Network,
    private readonly known: readonly string[] = [],
  ) {
    this.join(own, []);
  }

  /** Adds a network, or further names on one that it is on already. */
  public join(network: Network, aliases: readonly string[]): void {
    const known = this.memberships.find((each) => each.network === network);
    if (known) {
      aliases.forEach((alias) => known.aliases.add(alias));
    } else {
      this.memberships.push({ network, aliases: new Set([...this.known, ...aliases]) });
      this.problems.push(...this.reach(network));
    }
    this.problems.push(...aliases.flatMap(aliasProblems));
  }

  /** Makes sure that it is on a network with another container. */
  public connect(other: ContainerNetworks): void {
    if (!this.memberships.some(({ network }) => other.isOn(network))) {
      this.join(other.own, []);
    }
  }

  /** Whether it is on `network`. */
  public isOn(network: Network): boolean {
    return this.memberships.some((each) => each.network === network);
  }

  /** Whether none of them leads anywhere else. */
  public get areInternal(): boolean {
    return this.memberships.every(({ network }) => network.internal);
  }

  /** The provider's blocks. */
  public toBlocks(): ContainerNetworksAdvanced[] {
    return this.memberships.map(({ network, aliases }) => ({
      // By id, not by name: a replaced network replaces its containers instead of waiting for them in vain. Of a network in another
      // stack the name is known without that stack's state.
      name: this.isHere(network) ? network._id : network.name,
      ...(aliases.size > 0 && { aliases: [...aliases].sort() }),
    }));
  }

  /** Everything that is wrong with them. */
  public validate(): string[] {
    return [...new Set(this.problems)];
  }

  private isHere(network: Network): boolean {
    return TerraformStack.of(network) === TerraformStack.of(this.owner);
  }

  private reach(network: Network): string[] {
    const [here, there] = [DockerHost.find(this.owner), DockerHost.find(network)];
    if (here !== there && here?.host !== there?.host) {
      return [
        `it cannot be on the network ${network.node.path}, which is on another Docker host; publish a port there and use the ` +
          "host's address",
      ];
    }
    if (this.isHere(network)) return [];
    try {
      TerraformStack.of(this.owner).addDependency(TerraformStack.of(network));
      return [];
    } catch {
      return [
        `it needs the network ${network.node.path}, whose stack depends on this one already, so that neither can be deployed ` +
          'first; move the network into a stack of its own',
      ];
    }
  }
}

function aliasProblems(alias: string): string[] {
  return isHostName(alias)
    ? []
    : [`alias ${quote(alias)} is no host name: letters, digits, "-" and ".", at most 63; write it like "db"`];
}
