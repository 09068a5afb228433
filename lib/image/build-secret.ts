import { quote, ValidationError } from '../core/errors';
import { NETRC } from './build-steps';

/**
 * A secret that steps of your own mount while they run (`Mount.secret`): in no image, no history, no plan, and no part of what
 * the image's name is made from.
 */
export class BuildSecret {
  /**
   * The content of a file on the machine that runs Terraform.
   *
   * @param id what `Mount.secret` names it by
   * @param path absolute, or relative to the stack's output folder
   */
  public static file(id: string, path: string): BuildSecret {
    if (/^$|^~|[\r\n]|\$\{/.test(path)) {
      throw new ValidationError(
        `the file of build secret ${quote(checked(id))} is no path, in which neither ~ nor \${} means anything; write it like "/home/me/.npmrc"`,
      );
    }
    return new BuildSecret(checked(id), path, undefined);
  }

  /**
   * The value of an environment variable while Terraform runs.
   *
   * @param id what `Mount.secret` names it by
   * @param name of the variable, never its value
   */
  public static variable(id: string, name: string): BuildSecret {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      throw new ValidationError(
        `the variable of build secret ${quote(checked(id))} has no name that a variable can have; write its name, such as "NPMRC", and never its value`,
      );
    }
    return new BuildSecret(checked(id), undefined, name);
  }

  private constructor(
    /** What `Mount.secret` names it by. */
    public readonly id: string,
    /** Path of the file that holds it. */
    public readonly path?: string,
    /** Name of the variable that holds it. */
    public readonly variableName?: string,
  ) {}
}

function checked(id: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(id) || id === NETRC) {
    throw new ValidationError(
      `build secret id ${quote(id)} is not possible: letters, digits, ".", "_" and "-", and not ${quote(NETRC)}, which is that of private modules; ` +
        'write one like "npmrc"',
    );
  }
  return id;
}
