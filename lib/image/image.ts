import type { Construct } from 'constructs';
import { type ImageReferenceProps, ReferencedImage } from './referenced-image';

/** Images that are not made from a Go package. */
export class Image {
  /** An image of somebody else, pulled by name: `Image.reference(this, 'db', { reference: 'postgres:17', user: '999:999' })`. */
  public static reference(scope: Construct, id: string, props: ImageReferenceProps): ReferencedImage {
    return new ReferencedImage(scope, id, props);
  }

  private constructor() {
    // It only names what there is.
  }
}
