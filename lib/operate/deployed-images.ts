import { at, isMap } from '../core/json';
import { resourcesIn } from './terraform-state';

/** An image as the last apply left it. */
export interface DeployedImage {
  /** `repository:tag`. */
  readonly name: string;
  /** Whether Terraform built it; else it was there, or was pulled. */
  readonly isBuilt: boolean;
}

/**
 * What `terraform show -json` says of the images in a state, by the names of their resources.
 *
 * Without those that are marked as broken, which are made again anyway, and those that a replacement has left behind.
 */
export function deployedImages(state: string): ReadonlyMap<string, DeployedImage> {
  return new Map(
    resourcesIn(state)
      .filter((resource) => at(resource, 'mode') === 'managed' && at(resource, 'type') === 'docker_image')
      .filter((resource) => at(resource, 'tainted') !== true && at(resource, 'deposed_key') === undefined)
      .flatMap((resource) => {
        const attributes = at(resource, 'values');
        const name = isMap(attributes) ? at(attributes, 'name') : undefined;
        const build = isMap(attributes) ? at(attributes, 'build') : undefined;
        const key = at(resource, 'name');
        return typeof key === 'string' && typeof name === 'string'
          ? [[key, { name, isBuilt: Array.isArray(build) && build.length > 0 }] as const]
          : [];
      }),
  );
}
