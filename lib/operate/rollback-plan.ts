import type { BuiltImage } from './built-images';
import type { DeployedImage } from './deployed-images';
import { baseOf, filesImageName, type FilesContext, onBase } from './files-context';

/** What a rollback does with an image that a stack builds. */
export type ImageUse =
  /** What is declared is deployed already: Terraform does nothing. */
  | { readonly kind: 'as-declared' }
  /** The Engine has it: it is used by its name. */
  | { readonly kind: 'by-name'; readonly name: string }
  /** The same files are put on top of another image: one layer, and nothing is compiled. */
  | { readonly kind: 'files'; readonly name: string; readonly context: FilesContext }
  /** The Engine does not have it, so that it would have to be built. */
  | { readonly kind: 'missing'; readonly name: string };

/** What is known of an image that a stack builds. */
export interface PlannedImage {
  readonly built: BuiltImage;
  readonly deployed?: DeployedImage;
  /** Of an image that is another one with files on top. */
  readonly context?: FilesContext;
}

/** What is asked for. */
export interface RollbackTarget {
  /** Name of the image to go back to; nothing where all images are wanted as they are declared. */
  readonly name?: string;
  /** Its repository. */
  readonly repository?: string;
  /** Whether the Engine of an image has another of that name. */
  readonly has: (image: BuiltImage, name: string) => boolean;
}

/**
 * What is done with each image of a stack, by the names of their resources, so that nothing is compiled.
 *
 * The other images stay what is deployed: who goes back with one does not want to go forward with another.
 *
 * An image resource without a build takes what the Engine has under its name, and would pull what it does not have: so each name must have been looked
 * for.
 */
export function rollbackPlan(
  images: readonly PlannedImage[],
  target: RollbackTarget,
): ReadonlyMap<string, ImageUse> {
  const programs = images
    .filter(({ context }) => context === undefined)
    .map((image) => ({ image, use: programUse(image, target) }));
  const uses = new Map(programs.map(({ image, use }) => [image.built.resource, use]));
  for (const image of images) {
    const { built, context } = image;
    if (context !== undefined) {
      const below = programs.find((each) => each.image.built.name === baseOf(context));
      uses.set(built.resource, filesUse({ ...image, context }, target, below?.use));
    }
  }
  return uses;
}

function programUse(image: PlannedImage, target: RollbackTarget): ImageUse {
  const { built, deployed } = image;
  const wanted =
    target.name === undefined
      ? [built.name]
      : built.repository === target.repository
        ? [target.name]
        : [deployed?.name, built.name].filter((name) => name !== undefined);
  if (wanted[0] === built.name && isAsDeclared(image)) {
    return { kind: 'as-declared' };
  }
  const name = wanted.find((each) => target.has(built, each));
  return name === undefined
    ? { kind: 'missing', name: wanted.at(-1) ?? built.name }
    : { kind: 'by-name', name };
}

/** @param below what is done with the image that it starts from, where the stack builds that */
function filesUse(
  image: PlannedImage & { readonly context: FilesContext },
  target: RollbackTarget,
  below: ImageUse | undefined,
): ImageUse {
  const { built, context } = image;
  if (below?.kind === 'by-name' && below.name !== baseOf(context)) {
    const moved = onBase(context, below.name);
    const name = filesImageName(moved, built.repository);
    return target.has(built, name) ? { kind: 'by-name', name } : { kind: 'files', name, context: moved };
  }
  if (isAsDeclared(image)) {
    return { kind: 'as-declared' };
  }
  if (target.has(built, built.name)) {
    return { kind: 'by-name', name: built.name };
  }
  // Its build puts files on top of an image that is there. Where all is wanted as it is declared, nothing at all is built.
  return target.name === undefined ? { kind: 'missing', name: built.name } : { kind: 'as-declared' };
}

/** Whether Terraform has nothing to do for an image as it is declared. */
function isAsDeclared({ built, deployed }: PlannedImage): boolean {
  return deployed?.isBuilt === true && deployed.name === built.name;
}
