import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ValidationError } from '../core/errors';
import { firstError, runTerraform, terraformBinary } from './terraform';

/** A plan as JSON, or why there is none. */
export interface PlannedStack {
  /** What `terraform show -json` says of it. */
  readonly plan?: string;
  /** What Terraform said to it, for the terminal of whoever asked; empty when all went well. */
  readonly complaint: string;
}

/**
 * Plans a stack in its folder, and leaves nothing there but what `terraform init` makes.
 *
 * A plan holds every secret in plain text: it is in a folder that only its owner can read, and removed at once.
 */
export function planStack(
  folder: string,
  isWithoutRefresh: boolean,
  args: readonly string[] = [],
): PlannedStack {
  const complaint = initialize(folder);
  if (complaint !== undefined) {
    return { complaint };
  }
  const own = mkdtempSync(join(tmpdir(), 'go-containers-plan-'));
  try {
    return planInto(join(own, 'plan'), folder, [...(isWithoutRefresh ? ['-refresh=false'] : []), ...args]);
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/**
 * Gets the providers of a stack and connects it with its backend, where nobody has done so.
 *
 * @returns what Terraform complains of
 */
export function initialize(folder: string): string | undefined {
  if (existsSync(join(folder, '.terraform'))) {
    return undefined;
  }
  const { status, errors } = runTerraform(folder, ['init', '-input=false', '-no-color']);
  return status === 0 ? undefined : errors;
}

function planInto(file: string, folder: string, args: readonly string[]): PlannedStack {
  const planned = runTerraform(folder, ['plan', '-input=false', '-no-color', `-out=${file}`, ...args]);
  // A plan that failed half way is kept, and says so itself.
  if (!existsSync(file)) {
    return { complaint: planned.errors };
  }
  const shown = runTerraform(folder, ['show', '-json', '-no-color', file]);
  if (shown.status !== 0) {
    throw new ValidationError(
      `Terraform cannot show its plan in ${folder} (${firstError(shown.errors)}); run "${terraformBinary()} init" there`,
    );
  }
  return { plan: shown.output, complaint: planned.status === 0 ? '' : planned.errors };
}
