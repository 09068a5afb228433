import { ValidationError } from '../core/errors';
import type { Step } from '../dockerfile/step';

/**
 * Steps of your own in a stage that the library draws, before or after one of its named steps.
 *
 * | step | in stage | what it does |
 * | --- | --- | --- |
 * | `sources` | `sources` | copies the Go files to `/src`; the build and the gates see what comes after it |
 * | `compile` | `build` | compiles the programs to `/out/image/usr/local/bin` |
 * | `assets` | `assets` | makes the probe and everything else that the image has, in `/out/image` |
 * | `program` | `runtime` | copies the programs into the image |
 * | `labels` | `runtime` | labels the image |
 */
export class Hook {
  /** `steps` right before the named one. */
  public static before(step: string, steps: Step[]): Hook {
    return Hook.of(step, steps, true);
  }

  /** `steps` right after the named one. */
  public static after(step: string, steps: Step[]): Hook {
    return Hook.of(step, steps, false);
  }

  private static of(step: string, steps: Step[], isBefore: boolean): Hook {
    if (steps.length === 0) {
      throw new ValidationError(
        `a hook at step "${step}" has no steps; give at least one, or leave the hook out`,
      );
    }
    return new Hook(step, steps, isBefore);
  }

  private constructor(
    /** Name of the step that it hangs on. */
    public readonly step: string,
    /** What is done there. */
    public readonly steps: readonly Step[],
    /** Whether it comes before that step. */
    public readonly isBefore: boolean,
  ) {}

  /** @internal */
  public _with(steps: readonly Step[]): Hook {
    return new Hook(this.step, steps, this.isBefore);
  }
}
