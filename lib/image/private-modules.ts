import { quote, ValidationError } from '../core/errors';
import { byCodeUnit } from '../core/hash';

/** Which modules are private, and who may read them. */
export interface PrivateModulesProps {
  /** Patterns of module paths, as in GOPRIVATE: `github.com/acme/*`. Go never asks the public checksum database for them. */
  readonly patterns: string[];

  /**
   * Whether they come through the `proxy` of the image, which gets the user name and the password that the netrc file has for its
   * host: `machine proxy.example.com`, with the port if its address has one. Otherwise Go asks no proxy for them, but gets them
   * from their own repositories, with git.
   *
   * @default false
   */
  readonly throughProxy?: boolean;

  /**
   * Path of a netrc file on the machine that runs Terraform; relative to the stack's output folder, so an absolute one is better.
   *
   * Either this or `netrcVariable`.
   *
   * @default - none
   */
  readonly netrcFile?: string;

  /**
   * Name of the environment variable that holds the text of a netrc file while Terraform runs.
   *
   * Either this or `netrcFile`.
   *
   * @default - none
   */
  readonly netrcVariable?: string;
}

/** The documented defaults of `PrivateModulesProps`. */
export const PRIVATE_MODULES_DEFAULTS = { throughProxy: false } as const;

/**
 * How a build gets modules that are not public: over HTTPS, with a netrc file that only the steps which download can see.
 *
 * It is a build secret: not in the image, not in its history, not in the plan, and no part of what the image's name is made
 * from. So a new password builds nothing anew. (The Docker provider forwards no SSH agent.)
 */
export class PrivateModules {
  /** Modules behind user name and password or token. */
  public static netrc(props: PrivateModulesProps): PrivateModules {
    const { patterns, netrcFile, netrcVariable } = props;
    if (patterns.length === 0) {
      throw new ValidationError(
        'private modules need at least one pattern of module paths; write "github.com/acme/*"',
      );
    }
    patterns.forEach((pattern) => {
      if (!/^[A-Za-z0-9._~*?[\]/-]+$/.test(pattern) || pattern.startsWith('-')) {
        throw new ValidationError(
          `${quote(pattern)} is no pattern of module paths, which has neither blank nor comma nor "https://"; write "github.com/acme/*"`,
        );
      }
    });
    if ((netrcFile === undefined) === (netrcVariable === undefined)) {
      throw new ValidationError(
        'private modules need exactly one of netrcFile and netrcVariable; give the path of the file, or the name of a variable that holds its text',
      );
    }
    if (
      netrcVariable !== undefined &&
      (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(netrcVariable) || TOKEN.test(netrcVariable))
    ) {
      throw new ValidationError(
        'netrcVariable is no name of an environment variable; write its name, such as "NETRC", and never its value',
      );
    }
    if (netrcFile !== undefined && /^$|^~|[\r\n]|\$\{|\s(login|password)\s/.test(netrcFile)) {
      throw new ValidationError(
        'netrcFile is no path of a file, in which neither ~ nor ${} means anything; write its path, such as "/home/me/.netrc", and never what is in it',
      );
    }
    const throughProxy = props.throughProxy ?? PRIVATE_MODULES_DEFAULTS.throughProxy;
    return new PrivateModules([...patterns].sort(byCodeUnit), throughProxy, netrcFile, netrcVariable);
  }

  private constructor(
    /** Patterns of module paths. */
    public readonly patterns: readonly string[],
    /** Whether they come through the proxy of the image. */
    public readonly throughProxy: boolean,
    /** Path of the netrc file. */
    public readonly netrcFile?: string,
    /** Name of the variable that holds it. */
    public readonly netrcVariable?: string,
  ) {}

  /**
   * What the Go command is told: GOPRIVATE leads it past every proxy and past the checksum database, GONOSUMDB past the latter
   * alone (https://go.dev/ref/mod#private-modules).
   *
   * @internal
   */
  public _environment(): Record<string, string> {
    return { [this.throughProxy ? 'GONOSUMDB' : 'GOPRIVATE']: this.patterns.join(',') };
  }
}

/** How the tokens of well-known forges begin: the name of a variable can look like one. */
const TOKEN = /^(gh[opsur]_|github_pat_|glpat)/;
