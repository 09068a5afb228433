import type { StepView } from './dockerfile-view';

/** Something in a Dockerfile that a rule is against. */
export interface DockerfileFinding {
  /** `E-07`. */
  readonly id: string;
  readonly severity: 'error' | 'warning';
  /** Counted from 1. */
  readonly line: number;
  /** The bad value, the rule and the fix. */
  readonly text: string;
}

/** What stops a synthesis. */
export function wrong(
  id: string,
  { instruction }: Pick<StepView, 'instruction'>,
  text: string,
): DockerfileFinding {
  return { id, severity: 'error', line: instruction.line, text };
}

/** What works today, and could be better. */
export function doubtful(
  id: string,
  { instruction }: Pick<StepView, 'instruction'>,
  text: string,
): DockerfileFinding {
  return { id, severity: 'warning', line: instruction.line, text };
}
