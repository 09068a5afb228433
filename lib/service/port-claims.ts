import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { PublishedPort } from '../provider/ports';

const claimsOfStack = new WeakMap<TerraformStack, PortClaims>();

/** Which construct of a stack publishes which host port. */
export class PortClaims {
  /** The claims of the stack that `construct` is in. */
  public static of(construct: IConstruct): PortClaims {
    const stack = TerraformStack.of(construct);
    const claims = claimsOfStack.get(stack) ?? new PortClaims();
    claimsOfStack.set(stack, claims);
    return claims;
  }

  private readonly claims = new Map<string, string[]>();

  /** Notes that `construct` publishes `port`. */
  public add(construct: IConstruct, port: PublishedPort): void {
    const paths = this.claims.get(keyOf(port)) ?? [];
    this.claims.set(keyOf(port), [...paths, construct.node.path]);
  }

  /** The path of the first other claim of the same port; nothing when `construct` itself came first. */
  public claimedBefore(construct: IConstruct, port: PublishedPort): string | undefined {
    const [first] = this.claims.get(keyOf(port)) ?? [];
    return first === construct.node.path ? undefined : first;
  }
}

function keyOf({ ip, external, protocol }: PublishedPort): string {
  return `${ip} ${external} ${protocol}`;
}
