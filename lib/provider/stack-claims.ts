import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';

const claimsOfStack = new WeakMap<TerraformStack, StackClaims>();

/** Which construct of a stack has which thing that an Engine can give only once: a name, a host port. */
export class StackClaims {
  /** The claims of the stack that `construct` is in. */
  public static of(construct: IConstruct): StackClaims {
    const stack = TerraformStack.of(construct);
    const claims = claimsOfStack.get(stack) ?? new StackClaims();
    claimsOfStack.set(stack, claims);
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
