import type { ImageFacts } from '../../facts/facts';
import { at } from '../../core/json';
import { dockerChanges, isReplaced } from './docker-changes';
import { isImageId } from './image-reference';
import { type ImageSettings, readImage } from './image-settings';
import type { Effect, ResourceChange } from '../model/plan';
import type { ContainerChange, ReviewContext } from '../model/rule';

/** A change of a `docker_image`, with what is said of it on both sides. */
export interface DockerImage {
  readonly change: ResourceChange;
  readonly before?: ImageSettings;
  readonly after?: ImageSettings;
}

/** Changed facts of an image of this library. */
export interface ImageFactsChange {
  /** Construct path. */
  readonly path: string;
  /** Of the `docker_image` below it, where the plan has one that is known to be. */
  readonly address?: string;
  readonly before?: ImageFacts;
  readonly after?: ImageFacts;
}

/** Whether there is a new object after the apply. */
export function isMade(effect: Effect): boolean {
  return effect === 'create' || isReplaced(effect);
}

/** The images of the plan, those without a change included. */
export function dockerImages(context: ReviewContext): readonly DockerImage[] {
  return dockerChanges(context)
    .filter(({ type }) => type === 'docker_image')
    .map((change) => ({ change, before: readImage(change, 'before'), after: readImage(change, 'after') }));
}

/** The changed facts of images. */
export function imageFacts(context: ReviewContext): readonly ImageFactsChange[] {
  const addresses = new Map(
    dockerImages(context).flatMap(({ change }): [string, string][] => {
      const path = context.pathOf(change.address);
      return path === undefined ? [] : [[path, change.address]];
    }),
  );
  return context.facts
    .map(({ path, before, after }) => ({
      path,
      address: addresses.get(path),
      before: before?.kind === 'image' ? before : undefined,
      after: after?.kind === 'image' ? after : undefined,
    }))
    .filter(({ before, after }) => before !== undefined || after !== undefined);
}

/** Resources that make or name an image of the Engine, and the attributes that say its reference. */
const NAMING: Readonly<Record<string, readonly string[] | undefined>> = {
  docker_image: ['name', 'image_id', 'repo_digest'],
  docker_tag: ['target_image'],
  docker_registry_image: ['name'],
};

/**
 * The containers of the plan whose image is named by a text of their own, and not by an image of the plan: the provider pulls it for them.
 *
 * On a side where that does not hold, or is not known, they have no settings here.
 */
export function containersWithText(context: ReviewContext): readonly ContainerChange[] {
  const named = new Set(
    dockerChanges(context).flatMap(({ type, before = {}, after = {} }) =>
      (NAMING[type] ?? []).flatMap((attribute) => [at(before, attribute), at(after, attribute)]),
    ),
  );
  const isText = (image: string | undefined): boolean =>
    image !== undefined && image !== '' && !isImageId(image) && !named.has(image);
  return context.containers
    .map(({ change, before, after }) => ({
      change,
      before: isText(before?.image) ? before : undefined,
      after: isText(after?.image) ? after : undefined,
    }))
    .filter(({ before, after }) => before !== undefined || after !== undefined);
}
