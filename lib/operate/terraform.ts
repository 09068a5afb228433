import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
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
    throw notStarted(error);
  }
  return { status: status ?? 1, output: stdout, errors: stderr };
}

/** What a terminal or a runner sends to all of its processes. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs Terraform at the terminal of whoever started this, with its questions and answers.
 *
 * A signal reaches Terraform by itself, which then ends in order; a second one from here would make it leave its state behind. So this process only waits
 * for its end.
 *
 * @returns its exit status, as a shell gives it
 */
export async function attachTerraform(folder: string, args: readonly string[]): Promise<number> {
  const child = spawn(terraformBinary(), args, { cwd: folder, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      reject(notStarted(error));
    });
    child.once('close', (status, signal) => {
      resolve(status ?? (signal === null ? 1 : 128 + constants.signals[signal]));
    });
  });
}

/** Lets signals to this process pass while something runs that has to be cleaned up after. */
export async function throughSignals<T>(run: () => Promise<T>): Promise<T> {
  const pass = (): void => undefined;
  SIGNALS.forEach((signal) => process.on(signal, pass));
  try {
    return await run();
  } finally {
    SIGNALS.forEach((signal) => process.off(signal, pass));
  }
}

function notStarted({ message }: Error): ValidationError {
  return new ValidationError(
    `${terraformBinary()} cannot be started (${message}); put it on the PATH, or its path into TERRAFORM_BINARY_NAME`,
  );
}

export function terraformBinary(): string {
  return process.env.TERRAFORM_BINARY_NAME ?? 'terraform';
}

/** The sentence after "Error:", without frame and advice. */
export function firstError(words: string): string {
  return /Error: (.*)/.exec(words)?.[1] ?? words.trim();
}
