import { spawnSync } from 'node:child_process';
import { ValidationError } from '../core/errors';

/** What a run of Terraform came to. */
export interface TerraformRun {
  readonly status: number;
  readonly output: string;
  readonly errors: string;
}

/**
 * Runs Terraform in the folder of a stack.
 *
 * The binary is the one that the command line of the framework takes: `TERRAFORM_BINARY_NAME`, else `terraform`.
 *
 * @param environment variables beside those of this process
 */
export function runTerraform(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): TerraformRun {
  const { status, stdout, stderr, error } = spawnSync(terraformBinary(), args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
    maxBuffer: 1024 * 1024 * 1024,
  });
  if (error) {
    throw new ValidationError(
      `${terraformBinary()} cannot be started (${error.message}); put it on the PATH, or its path into TERRAFORM_BINARY_NAME`,
    );
  }
  return { status: status ?? 1, output: stdout, errors: stderr };
}

export function terraformBinary(): string {
  return process.env.TERRAFORM_BINARY_NAME ?? 'terraform';
}

/** The sentence after "Error:", without frame and advice. */
export function firstError(words: string): string {
  return /Error: (.*)/.exec(words)?.[1] ?? words.trim();
}
