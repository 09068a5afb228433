import type { IConstruct } from 'constructs';
import type { ImageContract } from './contract';

/** An image that a service can run. */
export interface IContainerImage extends IConstruct {
  /** The Engine's own id of the image (`sha256:...`), known after apply. */
  readonly imageId: string;
  /** Name with tag or digest under which the Engine has it, known while synthesizing. */
  readonly imageName: string;
  /** What the image needs to run. */
  readonly contract: ImageContract;
}
