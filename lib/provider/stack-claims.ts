import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { DockerHost } from './docker-host';

const claimsOfHost = new WeakMap<IConstruct, StackClaims>();

/** Which construct of a stack has which thing that an Engine can give only once: a name, a host port. */
export class StackClaims {
  /** The claims of the stack that `construct` is in, on the Docker host that it is made on. */
  public static of(construct: IConstruct): StackClaims {
    const host = DockerHost.find(construct) ?? TerraformStack.of(construct);
    const claims = claimsOfHost.get(host) ?? new StackClaims();
    claimsOfHost.set(host, claims);
    return claims;
  }

  private readonly first = new Map<string, string>();

  /** Notes that `construct` needs `thing`. */
  public add(construct: IConstruct, thing: string): void {
    if (!this.first.has(thing)) {
      this.first.set(thing, construct.node.path);
    }
  }

  /** The path of another construct that claimed `thing` first; nothing when `construct` itself was first. */
  public claimedBefore(construct: IConstruct, thing: string): string | undefined {
    const path = this.first.get(thing);
    return path === construct.node.path ? undefined : path;
  }
}
