import { quote, ValidationError } from '../core/errors';

/**
 * The machine that an image is for.
 *
 * Without cgo the builder runs on the machine that builds and Go compiles for the other one, which is 3 to 15 times as fast as an
 * emulated builder. With cgo the builder itself is one of the platform's, since a C compiler compiles for its own.
 */
export class Platform {
  /**
   * linux/amd64.
   *
   * @param level "v1" (the default) to "v4": instructions that the processor must have (GOAMD64); a program for a level that the
   * machine lacks ends at its start
   */
  public static linuxAmd64(level = 'v1'): Platform {
    return new Platform('amd64', '', levelOf('GOAMD64', level, ['v1', 'v2', 'v3', 'v4']));
  }

  /** linux/arm64. */
  public static linuxArm64(): Platform {
    return new Platform('arm64', '', {});
  }

  /**
   * linux/arm.
   *
   * @param version "7" (the default), "6" or "5" (GOARM)
   */
  public static linuxArm(version = '7'): Platform {
    return new Platform('arm', `/v${version}`, levelOf('GOARM', version, ['5', '6', '7']));
  }

  /** linux/riscv64, linux/s390x or linux/ppc64le. */
  public static linux(architecture: string): Platform {
    if (!OTHERS.includes(architecture)) {
      throw new ValidationError(
        `architecture ${quote(architecture)} is not one that images are made for; write one of ${OTHERS.join(', ')}, or use ` +
          'linuxAmd64, linuxArm64 or linuxArm',
      );
    }
    return new Platform(architecture, '', {});
  }

  private constructor(
    /** GOARCH. */
    public readonly architecture: string,
    private readonly variant: string,
    private readonly level: Readonly<Record<string, string>>,
  ) {}

  /** As Docker writes it: `linux/arm64`, `linux/arm/v7`. */
  public toDockerText(): string {
    return `linux/${this.architecture}${this.variant}`;
  }

  /** GOOS, GOARCH, and the level. */
  public toGoEnvironment(): { readonly [name: string]: string } {
    return { GOOS: 'linux', GOARCH: this.architecture, ...this.level };
  }
}

const OTHERS = ['ppc64le', 'riscv64', 's390x'];

function levelOf(variable: string, level: string, levels: readonly string[]): Record<string, string> {
  if (!levels.includes(level)) {
    throw new ValidationError(
      `${variable} ${quote(level)} is no level that Go knows; write one of ${levels.join(', ')}`,
    );
  }
  return { [variable]: level };
}
