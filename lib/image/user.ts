import { quote, ValidationError } from '../core/errors';

/** Who an image runs as. */
export interface UserProps {
  /** Number of the user, 1 to 2147483647. */
  readonly uid: number;

  /**
   * Number of the group.
   *
   * @default - the user's number
   */
  readonly gid?: number;

  /**
   * What programs see as the name of the user and of the group, where the image has a passwd file of this library.
   *
   * @default "nonroot"
   */
  readonly name?: string;
}

/** The documented defaults of `UserProps`. */
export const USER_DEFAULTS = { name: 'nonroot' } as const;

/**
 * The account that a program runs under: numbers first, since only those can be checked before the image runs
 * (hadolint DL3066), and never root.
 */
export class User {
  /** 65532:65532, the account that distroless images have too; free on stock distributions. */
  public static nonroot(): User {
    return User.of({ uid: 65_532 });
  }

  /** A user of your own, such as `{ uid: 10001, name: 'appuser' }`. */
  public static of(props: UserProps): User {
    const { uid, gid = uid, name = USER_DEFAULTS.name } = props;
    checkNumber('uid', uid);
    checkNumber('gid', gid);
    if (!/^[a-z_][a-z0-9_-]{0,31}$/.test(name) || name === 'root') {
      throw new ValidationError(
        `user name ${quote(name)} is not possible: lower case letters, digits, "_" and "-", at most 32, beginning with a ` +
          'letter, and not root; write "appuser"',
      );
    }
    return new User(uid, gid, name);
  }

  private constructor(
    /** Number of the user. */
    public readonly uid: number,
    /** Number of the group. */
    public readonly gid: number,
    /** Name of both. */
    public readonly name: string,
  ) {}

  /** `uid:gid`, as images and containers take it. */
  public toNumbers(): string {
    return `${this.uid}:${this.gid}`;
  }
}

const LARGEST = 2_147_483_647;

function checkNumber(what: string, value: number): void {
  if (value === 0) {
    throw new ValidationError(
      `${what} 0 is root, which a program in a container does not need; give a number from 1 up, such as 65532`,
    );
  }
  if (!Number.isInteger(value) || value < 1 || value > LARGEST) {
    throw new ValidationError(
      `${what} ${value} is not possible; give a whole number from 1 to ${LARGEST}, such as 65532`,
    );
  }
}
