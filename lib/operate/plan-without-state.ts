import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { at, type Fields, isMap } from '../core/json';
import { planStack, type PlannedStack } from './plan-stack';
import { readStackFile, STACK_FILE } from './stack-file';
import { variablePlaceholder } from './variable-placeholder';

/**
 * Plans a stack as if nothing of it were deployed, and without what only a deploy has: its state, its Engine, the values of its variables.
 *
 * For places that must not have these, such as a pull request from a fork. Everything in such a plan is new, so that it is compared with the baseline.
 */
export function planWithoutState(folder: string): PlannedStack {
  const stack = readStackFile(readFileSync(join(folder, STACK_FILE), 'utf8'));
  const own = mkdtempSync(join(tmpdir(), 'go-containers-stack-'));
  try {
    for (const name of readdirSync(folder).filter((each) => !NOT_TAKEN.has(each))) {
      symlinkSync(join(folder, name), join(own, name));
    }
    writeFileSync(join(own, STACK_FILE), JSON.stringify(withoutBackend(stack)));
    return planStack(own, true, placeholders(stack));
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/** What belongs to the deployed stack. A lock file of providers is taken along. */
const NOT_TAKEN: ReadonlySet<string> = new Set([STACK_FILE, '.terraform', 'plan', 'terraform.tfstate']);

function withoutBackend(stack: Fields): Fields {
  const terraform = at(stack, 'terraform');
  const rest = Object.entries(isMap(terraform) ? terraform : {}).filter(([key]) => !BACKENDS.has(key));
  return { ...stack, terraform: Object.fromEntries(rest) };
}

/** Where Terraform keeps a state. */
const BACKENDS: ReadonlySet<string> = new Set(['backend', 'cloud']);

/** A value of the right type for each variable that has none of its own. */
function placeholders(stack: Fields): string[] {
  const variables = at(stack, 'variable');
  return Object.entries(isMap(variables) ? variables : {})
    .filter(([, variable]) => !(isMap(variable) && 'default' in variable))
    .map(
      ([name, variable]) =>
        `-var=${name}=${variablePlaceholder(isMap(variable) ? at(variable, 'type') : undefined)}`,
    );
}
