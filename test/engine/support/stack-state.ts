import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestStack } from './terraform-stack';

/** Value of an output of a stack, as the last apply left it. */
export function outputOf(stack: TestStack, name: string): unknown {
  const state = readFileSync(join(stack.folder, '../..', `${stack.id}.tfstate`), 'utf8');
  return (JSON.parse(state) as { outputs: Record<string, { value: unknown }> }).outputs[name]?.value;
}

/** What the next plan would do, each kind of action once. */
export function actions(stack: TestStack): string[] {
  return [...new Set(stack.plan().flatMap(({ change }) => change.actions))];
}

/** What an apply that has to fail says, without the way in which Terraform breaks and frames its lines. */
export function wordsOfApply(stack: TestStack): string {
  try {
    stack.apply();
  } catch (error) {
    return (error as Error).message.replace(/[\s│]+/g, ' ');
  }
  throw new Error('the apply succeeded');
}
