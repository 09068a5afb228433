import type { IConstruct } from 'constructs';

/**
 * Something that is said once for a scope and counts for everything below it, such as the Docker host; where several scopes around a
 * construct say it, the nearest one counts.
 */
export class PerScope<T> {
  private readonly values = new WeakMap<IConstruct, T>();
  private readonly asked = new WeakSet<IConstruct>();

  /** What the nearest scope around `construct` says, or `construct` itself. */
  public nearest(construct: IConstruct): T | undefined {
    const scopes = [...construct.node.scopes].reverse();
    scopes.forEach((scope) => this.asked.add(scope));
    return scopes.flatMap((scope) => this.values.get(scope) ?? [])[0];
  }

  /** What was said for this scope itself. */
  public of(scope: IConstruct): T | undefined {
    return this.values.get(scope);
  }

  /** Whether something in the scope has asked already, which would not hear of an answer that comes later. */
  public wasAskedIn(scope: IConstruct): boolean {
    return this.asked.has(scope);
  }

  /** Says it for a scope. */
  public say(scope: IConstruct, value: T): void {
    this.values.set(scope, value);
  }
}
