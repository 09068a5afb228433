import type { BaseData } from './base-data';

/** What is known of an image that a stage begins with. */
export interface StageBaseOptions {
  /**
   * Whether the image has `/bin/sh`.
   *
   * @default true
   */
  readonly shell?: boolean;
  /**
   * Whether the stage runs on the platform of the building machine, whatever the image is built for:
   * `FROM --platform=$BUILDPLATFORM`.
   *
   * @default false
   */
  readonly onBuildPlatform?: boolean;
}

/** What a stage begins with: its `FROM`. */
export class StageBase {
  /** An image, by its reference: `docker.io/library/golang:1.27-trixie`. */
  public static image(reference: string, options: StageBaseOptions = {}): StageBase {
    const { shell = true, onBuildPlatform = false } = options;
    return new StageBase({ kind: 'image', reference, shell, onBuildPlatform });
  }

  /** All that another stage of the same graph ends with. */
  public static stage(name: string): StageBase {
    return new StageBase({ kind: 'stage', stage: name });
  }

  /** Nothing at all: the empty image. */
  public static scratch(): StageBase {
    return new StageBase({ kind: 'scratch' });
  }

  private constructor(
    /** @internal */
    public readonly _data: BaseData,
  ) {}
}
