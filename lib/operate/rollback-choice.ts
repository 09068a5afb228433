import { quote, ValidationError } from '../core/errors';
import type { BuiltImage } from './built-images';
import type { DeployedImage } from './deployed-images';
import type { Generation } from './engine-images';

/** An image that a stack builds, what of it is deployed, and what its Engine has of it. */
export interface RollbackImage {
  readonly built: BuiltImage;
  readonly deployed?: DeployedImage;
  /** The newest first. */
  readonly generations: readonly Generation[];
}

/** Those of the generations of an image that are older than the deployed one, the newest first. */
export function earlierGenerations({ deployed, generations }: RollbackImage): readonly Generation[] {
  const current = generations.find(({ name }) => name === deployed?.name);
  const time = current?.tagged;
  return current === undefined || time === undefined
    ? []
    : generations.filter(({ id, tagged }) => id !== current.id && tagged !== undefined && tagged < time);
}

/**
 * The name of the image to go back to.
 *
 * @param stack its name
 * @param wanted a tag, or repository and tag; when left out, the one before the deployed one, where only one image has such
 */
export function chooseGeneration(
  stack: string,
  images: readonly RollbackImage[],
  wanted: string | undefined,
): string {
  return wanted === undefined ? previous(stack, images) : named(stack, images, wanted);
}

function previous(stack: string, images: readonly RollbackImage[]): string {
  const found = new Map(
    images.flatMap((image) => {
      const [newest] = earlierGenerations(image);
      return newest === undefined ? [] : [[image.built.repository, newest.name] as const];
    }),
  );
  const names = [...found.values()];
  const [name] = names;
  if (name === undefined) {
    throw new ValidationError(
      `no image of ${stack} that is older than the deployed one is on its Engine; check out the commit that you want, and run "cdktf deploy ${stack}"`,
    );
  }
  if (names.length > 1) {
    throw new ValidationError(
      `${names.length} images of ${stack} have older generations; name one of those that the list has, such as "rollback ${stack} ${name}"`,
    );
  }
  return name;
}

function named(stack: string, images: readonly RollbackImage[], wanted: string): string {
  const all = images.flatMap(({ generations }) => generations);
  const names = [
    ...new Set(all.filter(({ name, tag }) => name === wanted || tag === wanted).map(({ name }) => name)),
  ];
  const [name] = names;
  if (name === undefined) {
    throw new ValidationError(
      `no image of ${stack} on its Engine is called ${quote(wanted)}; take one that "rollback ${stack} --list" shows, or check out its commit and ` +
        `run "cdktf deploy ${stack}"`,
    );
  }
  if (names.length > 1) {
    throw new ValidationError(
      `${quote(wanted)} is the tag of ${names.length} images of ${stack}; write one of ${names.join(', ')}`,
    );
  }
  return name;
}
