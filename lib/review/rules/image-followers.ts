import { byCodeUnit } from '../../core/hash';
import { type DockerImage, isMade } from './docker-images';
import type { ResourceChange } from '../model/plan';
import type { ContainerChange, ReviewContext } from '../model/rule';

/** The containers of an image that is made anew. */
export interface Followers {
  /** They are made or updated with it. */
  readonly following: readonly ResourceChange[];
  /** They go on as they are, with the image of before. */
  readonly staying: readonly ResourceChange[];
}

/**
 * What becomes of the containers that run an image.
 *
 * One that names the image by a name which stays the same has no change: Terraform sees none.
 */
export function followersOf(image: DockerImage, context: ReviewContext): Followers {
  const users = usersOf(image, context);
  return {
    following: users
      .map(({ change }) => change)
      .filter(({ effect }) => effect === 'update' || isMade(effect)),
    staying: users
      .filter(({ change, after }) => change.effect === 'none' && namesIt(image, after?.image))
      .map(({ change }) => change),
  };
}

/** The containers that refer to an image, or have its name or its id, in the order of their addresses. */
export function usersOf(image: DockerImage, context: ReviewContext): readonly ContainerChange[] {
  const dependents = new Set(context.dependents(image.change.address).map(({ address }) => address));
  return context.containers
    .filter(
      ({ change, before, after }) =>
        dependents.has(change.address) || hasIt(image, before?.image) || hasIt(image, after?.image),
    )
    .sort((left, right) => byCodeUnit(left.change.address, right.change.address));
}

function namesIt({ before, after }: DockerImage, reference = ''): boolean {
  return reference !== '' && reference === before?.name && reference === after?.name;
}

function hasIt({ before, after }: DockerImage, reference = ''): boolean {
  const known = [before?.name, before?.id, after?.name, after?.id];
  return reference !== '' && known.includes(reference);
}
