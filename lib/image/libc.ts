import { quote, ValidationError } from '../core/errors';

/** The C library of an image: which one, and of which version. */
export class Libc {
  /** None at all: only programs that are linked statically start there. */
  public static none(): Libc {
    return new Libc('none', '');
  }

  /** The GNU C library of Debian, Ubuntu and most others; `ldd --version` prints its version. */
  public static glibc(version: string): Libc {
    return Libc.of('glibc', version, '2.41');
  }

  /** The C library of Alpine; `apk info musl` prints its version. */
  public static musl(version: string): Libc {
    return Libc.of('musl', version, '1.2.6');
  }

  private static of(family: string, version: string, example: string): Libc {
    if (!VERSION.test(version)) {
      throw new ValidationError(
        `${family} version ${quote(version)} is not possible: two or three numbers with dots between; write ${quote(example)}`,
      );
    }
    return new Libc(family, version);
  }

  private constructor(
    /** `none`, `glibc` or `musl`. */
    public readonly family: string,
    /** Such as `2.41`; empty for `none`. */
    public readonly version: string,
  ) {}

  /** Whether it is the same library, of whatever version. */
  public isLike(other: Libc): boolean {
    return this.family === other.family;
  }

  /**
   * Whether a program that was linked with `other` starts with this one: the same library, and not an older version.
   *
   * That is enough, but not always needed: a program asks for the newest symbol that it uses, which may be older than its library.
   */
  public runs(other: Libc): boolean {
    return this.isLike(other) && compare(this.version, other.version) >= 0;
  }

  /** `glibc 2.41`, as in a sentence. */
  public toText(): string {
    return this.version === '' ? 'no C library' : `${this.family} ${this.version}`;
  }
}

const VERSION = /^(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){1,2}$/;

function compare(left: string, right: string): number {
  const [one, two] = [left.split('.').map(Number), right.split('.').map(Number)];
  const at = [0, 1, 2].find((index) => (one[index] ?? 0) !== (two[index] ?? 0));
  return at === undefined ? 0 : (one[at] ?? 0) - (two[at] ?? 0);
}
