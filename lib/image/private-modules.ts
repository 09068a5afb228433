import { quote, ValidationError } from '../core/errors';

/** Which modules are private, and who may read them. */
export interface PrivateModulesProps {
  /** Patterns of module paths, as in GOPRIVATE: `github.com/acme/*`. Go asks neither a public proxy nor the checksum database for them. */
  readonly patterns: string[];

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
    if (netrcVariable !== undefined && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(netrcVariable)) {
      throw new ValidationError(
        'netrcVariable is no name of an environment variable; write its name, such as "NETRC", and never its value',
      );
    }
    return new PrivateModules(patterns, netrcFile, netrcVariable);
  }

  private constructor(
    /** Patterns of module paths. */
    public readonly patterns: readonly string[],
    /** Path of the netrc file. */
    public readonly netrcFile?: string,
    /** Name of the variable that holds it. */
    public readonly netrcVariable?: string,
  ) {}
}
