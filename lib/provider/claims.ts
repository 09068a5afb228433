import type { IConstruct } from 'constructs';
import { PerApp } from './per-app';
import { hostsOf } from './same-host';

/** Which construct of an app has which thing that an Engine can give only once, such as a name. */
export class Claims {
  /** The claims of the app that `construct` is in. */
  public static of(construct: IConstruct): Claims {
    return claims.of(construct);
  }

  private readonly owners = new Map<string, IConstruct[]>();

  /**
   * Notes that `construct` needs `thing`.
   *
   * @returns the path of a construct that has it too, on a host that may be the same one
   */
  public add(construct: IConstruct, thing: string): string | undefined {
    const owners = this.owners.get(thing) ?? [];
    const other = owners.find((owner) => hostsOf(owner, construct) === 'not known');
    this.owners.set(thing, [...owners, construct]);
    return other?.node.path;
  }

  /** The path of another construct that claimed `thing` first on the same host; nothing when `construct` itself was first. */
  public claimedBefore(construct: IConstruct, thing: string): string | undefined {
    const owners = this.owners.get(thing) ?? [];
    return owners
      .slice(0, owners.indexOf(construct))
      .find((owner) => hostsOf(owner, construct) === 'the same')?.node.path;
  }
}

const claims = new PerApp(() => new Claims());
