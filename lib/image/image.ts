import type { Construct } from 'constructs';
import { DockerfileImage } from './dockerfile-image';
import type { DockerfileImageProps } from './dockerfile-image-props';
import { type ImageReferenceProps, ReferencedImage } from './referenced-image';

/** Images that are not made from a Go package. */
export class Image {
  /** An image of somebody else, pulled by name: `Image.reference(this, 'db', { reference: 'postgres:17', user: '999:999' })`. */
  public static reference(scope: Construct, id: string, props: ImageReferenceProps): ReferencedImage {
    return new ReferencedImage(scope, id, props);
  }

  /** An image from a hand-written Dockerfile: `Image.fromDockerfile(this, 'web', { directory: 'web', user: '65532:65532' })`. */
  public static fromDockerfile(scope: Construct, id: string, props: DockerfileImageProps): DockerfileImage {
    return new DockerfileImage(scope, id, props);
  }

  private constructor() {
    // It only names what there is.
  }
}
