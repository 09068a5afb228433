import { at, type Fields, isMap } from '../../core/json';
import { Attributes } from '../plan/attributes';
import type { ResourceChange } from '../model/plan';
import { hasUnknown, unknownBlocks, unknownPart } from '../plan/unknown-parts';

/** What is said of a `docker_image`, on one side of its change. */
export interface ImageSettings {
  /** Its reference; empty where that is known only after the apply. */
  readonly name: string;
  /** The Engine's own id; empty where that is known only after the apply. */
  readonly id: string;
  readonly repositoryDigest: string;
  readonly platform: string;
  readonly triggers: Readonly<Record<string, string>>;
  readonly pullTriggers: readonly string[];
  /** The Engine keeps it when Terraform destroys it. */
  readonly isKept: boolean;
  /** Removed even where containers use it. */
  readonly isForced: boolean;
  /** The attributes of its block `build`; nothing where it is pulled. */
  readonly build?: Fields;
  /** A mirror of `build` that is true where something is known only after the apply. */
  readonly unknownBuild: unknown;
  /** A mirror of `triggers`, likewise. */
  readonly unknownTriggers: unknown;
  readonly hasUnknownPullTriggers: boolean;
}

/**
 * A `docker_image` on one side of its change, or nothing where it is not there.
 *
 * @throws ValidationError where an attribute has another type than the Docker provider gives it
 */
export function readImage(change: ResourceChange, side: 'before' | 'after'): ImageSettings | undefined {
  const fields = change[side];
  if (fields === undefined) {
    return undefined;
  }
  const mirror = side === 'after' ? change.afterUnknown : undefined;
  const attributes = new Attributes(fields, change.address);
  const build = attributes.blocks('build').length > 0 ? firstOf(at(fields, 'build')) : undefined;
  // A block whose very existence is known only after the apply: taken for one, since nothing may be said of an image that is pulled.
  const isUnknownBlock = unknownPart(mirror, 'build') === true;
  return {
    name: attributes.text('name') ?? '',
    id: attributes.text('image_id') ?? '',
    repositoryDigest: attributes.text('repo_digest') ?? '',
    platform: attributes.text('platform') ?? '',
    triggers: attributes.map('triggers'),
    pullTriggers: attributes.texts('pull_triggers'),
    isKept: attributes.flag('keep_locally'),
    isForced: attributes.flag('force_remove'),
    build: build ?? (isUnknownBlock ? {} : undefined),
    unknownBuild: unknownBlocks(mirror, 'build', 1)[0],
    unknownTriggers: unknownPart(mirror, 'triggers'),
    hasUnknownPullTriggers: hasUnknown(unknownPart(mirror, 'pull_triggers')),
  };
}

function firstOf(build: unknown): Fields | undefined {
  const first: unknown = Array.isArray(build) ? build[0] : build;
  return isMap(first) ? first : undefined;
}
