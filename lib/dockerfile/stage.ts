import { quote, ValidationError } from '../core/errors';
import { Artefact } from './artefact';
import type { BaseData } from './base-data';
import type { StageBase } from './stage-base';
import type { Step } from './step';

/** What a stage is made of. */
export interface StageProps {
  /** What the stage begins with. */
  readonly base: StageBase;
  /**
   * The instructions of the stage, in their order.
   *
   * @default - none
   */
  readonly steps?: Step[];
}

/** Names that BuildKit takes for something else. */
const RESERVED = ['scratch', 'context'];

/** One `FROM` of a Dockerfile and the steps that follow it. */
export class Stage {
  /**
   * A stage that others can begin with, copy from and mount.
   *
   * @param name lower case letters, digits and dashes; begins with a letter
   */
  public static named(name: string, props: StageProps): Stage {
    if (!/^[a-z][a-z0-9-]*$/.test(name)) {
      throw new ValidationError(
        `stage name ${quote(name)} must be lower case letters, digits and dashes, a letter first; write a name such as "build"`,
      );
    }
    if (RESERVED.includes(name)) {
      throw new ValidationError(
        `stage name ${quote(name)} is reserved: BuildKit gives it a meaning of its own; write a name such as "build"`,
      );
    }
    return new Stage(name, props.base._data, [...(props.steps ?? [])]);
  }

  private constructor(
    /** Unique in its graph. */
    public readonly name: string,
    /** @internal */
    public readonly _base: BaseData,
    /** @internal */
    public readonly _steps: readonly Step[],
  ) {}

  /**
   * A file or a directory that this stage has.
   *
   * @param path absolute path inside the stage
   */
  public artefact(path: string): Artefact {
    return Artefact.of(this.name, path);
  }

  /** @internal */
  public _withSteps(steps: readonly Step[]): Stage {
    return new Stage(this.name, this._base, steps);
  }
}
