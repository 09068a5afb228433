import type { IConstruct } from 'constructs';

/** Something of which an app has one, made for whoever asks first. */
export class PerApp<T> {
  private readonly values = new WeakMap<IConstruct, T>();

  public constructor(private readonly make: () => T) {}

  /** That of the app that `construct` is in. */
  public of(construct: IConstruct): T {
    const { root } = construct.node;
    const value = this.values.get(root) ?? this.make();
    this.values.set(root, value);
    return value;
  }
}
