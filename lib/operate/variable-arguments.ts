import { resolve } from 'node:path';
import { ValidationError } from '../core/errors';

/** Values of Terraform's variables, as its own options take them. */
export interface VariableValues {
  /** `NAME=VALUE` each. */
  readonly variables: readonly string[];
  /** Paths, relative to where the command was started. */
  readonly variableFiles: readonly string[];
}

/**
 * The same as arguments of `terraform apply`. Variables come last, so that they win over files.
 *
 * A bad one is not repeated in the message: it may be a secret.
 */
export function variableArguments({ variables, variableFiles }: VariableValues): string[] {
  if (variables.some((each) => !/^[A-Za-z_][\w-]*=/.test(each))) {
    throw new ValidationError('--var takes the name of a variable and its value; write --var NAME=VALUE');
  }
  if (variableFiles.includes('')) {
    throw new ValidationError('--var-file takes the path of a file; write --var-file FILE');
  }
  return [
    ...variableFiles.flatMap((file) => ['-var-file', resolve(file)]),
    ...variables.flatMap((each) => ['-var', each]),
  ];
}
