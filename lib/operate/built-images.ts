import { at, type Fields, isMap } from '../core/json';
import type { EngineAddress } from './engine-address';
import { engineOf, enginesOf } from './stack-file';

/** An image that a synthesized stack builds, under a name that tells what is in it. */
export interface BuiltImage {
  /** Name of its `docker_image`. */
  readonly resource: string;
  /** Path of its construct. */
  readonly path: string;
  /** `repository:tag`. */
  readonly name: string;
  readonly repository: string;
  /** Its build context, relative to the stack's output folder. */
  readonly context: string;
  readonly engine: EngineAddress;
}

/** This library's tags are digests of what goes into an image. */
const TAG = /^[0-9a-f]{12}$/;

/** Repository and tag of a name; nothing when the tag is not one that this library gives. */
export function generationOf(
  name: string,
): { readonly repository: string; readonly tag: string } | undefined {
  const colon = name.lastIndexOf(':');
  const [repository, tag] = [name.slice(0, Math.max(colon, 0)), name.slice(colon + 1)];
  return repository !== '' && TAG.test(tag) ? { repository, tag } : undefined;
}

/**
 * The images that a stack builds, in the order of its file.
 *
 * @param root members of the stack's file
 * @param folder absolute path of the folder that Terraform works in
 */
export function builtImages(root: Fields, folder: string): BuiltImage[] {
  const engines = enginesOf(root, folder);
  return Object.entries(imagesIn(root)).flatMap(([resource, image]) => {
    const build = at(image, 'build');
    const name = at(image, 'name');
    const generation = typeof name === 'string' ? generationOf(name) : undefined;
    if (!isMap(build) || typeof name !== 'string' || generation === undefined) {
      return [];
    }
    const context = at(build, 'context');
    return [
      {
        resource,
        path: pathOf(image) ?? resource,
        name,
        repository: generation.repository,
        context: typeof context === 'string' ? context : '',
        engine: engineOf(engines, at(image, 'provider')),
      },
    ];
  });
}

/** Names of the resources of images that are built under a name of another kind, with these names. */
export function otherBuilds(root: Fields): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(imagesIn(root)).flatMap(([resource, image]) => {
      const name = at(image, 'name');
      const isOther =
        at(image, 'build') !== undefined && typeof name === 'string' && generationOf(name) === undefined;
      return isOther ? [[resource, name] as const] : [];
    }),
  );
}

/** Names of all images that a stack builds or pulls. */
export function imageNames(root: Fields): string[] {
  return Object.values(imagesIn(root)).flatMap((image) => {
    const name = at(image, 'name');
    return typeof name === 'string' ? [name] : [];
  });
}

/** The `docker_image` resources of a stack. */
export function imagesIn(root: Fields): Readonly<Record<string, Fields>> {
  const resources = at(root, 'resource');
  const images = isMap(resources) ? at(resources, 'docker_image') : undefined;
  return Object.fromEntries(
    Object.entries(isMap(images) ? images : {}).flatMap(([name, image]) =>
      isMap(image) ? [[name, image]] : [],
    ),
  );
}

/** What the framework says of a resource, without the last part: `dev/image` of `dev/image/Resource`. */
function pathOf(image: Fields): string | undefined {
  const about = at(image, '//');
  const metadata = isMap(about) ? at(about, 'metadata') : undefined;
  const path = isMap(metadata) ? at(metadata, 'path') : undefined;
  return typeof path === 'string' ? path.replace(/\/[^/]*$/, '') : undefined;
}
