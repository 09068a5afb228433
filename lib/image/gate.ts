import { Duration } from '../core/duration';
import { quote, ValidationError } from '../core/errors';
import { sortedEntries } from '../core/names';
import { hasPassword } from '../core/passwords';

/** What decides which code is compiled. */
export const OF_THE_BUILD = /^(GO(FLAGS|OS|ARCH|ARM|AMD64|TOOLCHAIN|WORK|ENV|EXPERIMENT)|CGO_ENABLED)$/;

/** How the tests are run. */
export interface TestGateOptions {
  /**
   * Whether the race detector is on. It needs cgo and a C compiler in the builder.
   *
   * @default false
   */
  readonly race?: boolean;

  /**
   * Whether tests that take long may leave themselves out (`testing.Short`).
   *
   * @default false
   */
  readonly short?: boolean;

  /**
   * Whether tests run in an order of chance, which a failure tells.
   *
   * @default false
   */
  readonly shuffle?: boolean;

  /**
   * After which time the tests of a package have failed.
   *
   * @default 10m0s
   */
  readonly timeout?: Duration;

  /**
   * Environment variables of the tests. Not for secrets: they are in the Dockerfile.
   *
   * @default {}
   */
  readonly environment?: { readonly [name: string]: string };
}

/** The documented defaults of `TestGateOptions`. */
export const TEST_GATE_DEFAULTS = {
  race: false,
  short: false,
  shuffle: false,
  timeout: Duration.minutes(10),
} as const;

/** A gate as plain data. */
export interface GateData {
  readonly kind: 'verify' | 'vet' | 'test' | 'tool';
  /** What its stage is called. */
  readonly stage: string;
  /** Arguments that come before the packages, or those of the tool. */
  readonly args: readonly string[];
  /** The tool with its version; empty for the others. */
  readonly tool: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether it needs cgo, whatever the program needs. */
  readonly race: boolean;
}

const PLAIN = { args: [], tool: '', environment: {}, race: false };

/**
 * A check that an image has to pass before it exists.
 *
 * Gates run beside the build, with its tags, cgo setting and platform, on the main module's packages of the program and their
 * tests. BuildKit cannot skip them: the image takes an empty layer from each. They are cached: an edit that a gate does not
 * read, and another version stamp, do not run it again.
 */
export class Gate {
  /** `go mod verify`: every downloaded module is the one that go.sum knows. Runs again only when a module file changes. */
  public static verify(): Gate {
    return new Gate({ ...PLAIN, kind: 'verify', stage: 'verify' });
  }

  /** `go vet`: mistakes that compile. */
  public static vet(): Gate {
    return new Gate({ ...PLAIN, kind: 'vet', stage: 'vet' });
  }

  /**
   * `go test`. The tests run on the machine that builds, as root, without the runtime's files.
   *
   * They are compiled for the platform of the image, so that for another one than the builder's they fail, unless that machine
   * emulates it.
   */
  public static test(options: TestGateOptions = {}): Gate {
    const { race, short, shuffle, timeout } = { ...TEST_GATE_DEFAULTS, ...withoutUndefined(options) };
    const environment = options.environment ?? {};
    for (const [name, value] of sortedEntries<unknown>(environment)) {
      if (OF_THE_BUILD.test(name)) {
        throw new ValidationError(
          `environment variable ${quote(name)} of the tests would make them test something else than what is built; use the ` +
            'properties of the image, such as tags, cgo and platform',
        );
      }
      if (typeof value === 'string' && hasPassword(value)) {
        throw new ValidationError(
          `environment variable ${quote(name)} of the tests has an address with a password in it, which would be in the Dockerfile; ` +
            'let the tests make their own',
        );
      }
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || typeof value !== 'string' || /[\r\n\0]/.test(value)) {
        throw new ValidationError(
          `environment variable ${quote(name)} of the tests is not possible: a name of letters, digits and "_", and one line of text`,
        );
      }
    }
    const args = [
      `-timeout=${timeout.toGoText()}`,
      ...(race ? ['-race'] : []),
      ...(short ? ['-short'] : []),
      ...(shuffle ? ['-shuffle=on'] : []),
    ];
    return new Gate({ ...PLAIN, kind: 'test', stage: 'test', args, environment, race });
  }

  /**
   * A tool that is written in Go, by its exact version: `Gate.tool('honnef.co/go/tools/cmd/staticcheck@v0.7.0', ['./...'])`.
   *
   * It is compiled in the builder (`go install`), once per version, and fails the image when it does not exit with 0. One that
   * loads packages has to know the builder's release of Go; it gets the build tags by GOFLAGS.
   *
   * @param tool import path of its main package, `@` and a full version
   * @param args its arguments
   */
  public static tool(tool: string, args: string[] = []): Gate {
    const [written = ''] = tool.split('@');
    const [, path = '', version] = /^([A-Za-z0-9._~/-]+)@(.*)$/.exec(tool) ?? [];
    const isExact = version !== undefined && /^v[0-9]+\.[0-9]+\.[0-9]+([-+][A-Za-z0-9.+-]+)?$/.test(version);
    if (!isExact || path.startsWith('-')) {
      throw new ValidationError(
        `tool ${quote(tool)} has no exact version, so that it would be another one tomorrow; write ` +
          `"${/^[A-Za-z0-9][A-Za-z0-9._~/-]*$/.test(written) ? written : 'example.com/tool'}@v1.2.3"`,
      );
    }
    return new Gate({ ...PLAIN, kind: 'tool', stage: `tool-${nameOf(tool)}`, args, tool });
  }

  /** What every Go program should pass: verify, vet and test. */
  public static recommended(): Gate[] {
    return [Gate.verify(), Gate.vet(), Gate.test()];
  }

  private constructor(
    /** @internal */
    public readonly _data: GateData,
  ) {}
}

/** The program that `go install` makes of a tool: a major version suffix names none. */
export function programOf(tool: string): string {
  const [path = ''] = tool.split('@');
  const words = path.split('/');
  const last = words.at(-1) ?? path;
  return /^v([2-9]|[1-9][0-9]+)$/.test(last) && words.length > 1 ? (words.at(-2) ?? last) : last;
}

function nameOf(tool: string): string {
  const name = programOf(tool)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name || 'go';
}

function withoutUndefined<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
