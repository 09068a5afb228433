import type { Step } from './steps';

/** One `FROM` of a Dockerfile and the steps that follow it. */
export interface Stage {
  /** Unique in its Dockerfile: lower case letters, digits and dashes. */
  readonly name: string;
  /** The image that the stage begins with; `scratch` is the empty one. */
  readonly base: string;
  readonly steps: readonly Step[];
}

/**
 * The stages that `target` needs, each after those it copies from, `target` last.
 *
 * BuildKit skips a stage that the target does not reach, so one that is not in this list could only mislead.
 */
export function stagesOf(target: Stage): Stage[] {
  const ordered: Stage[] = [];
  const visit = (stage: Stage): void => {
    if (ordered.includes(stage)) {
      return;
    }
    for (const step of stage.steps) {
      if (step.kind === 'copy' && step.from) {
        visit(step.from);
      }
    }
    ordered.push(stage);
  };
  visit(target);
  return ordered;
}
