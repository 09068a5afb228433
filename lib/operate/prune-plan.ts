import type { Generation, UsedImages } from './engine-images';

/** What becomes of one image. */
export interface PruneDecision {
  readonly image: Generation;
  /** Why it stays; nothing when it goes. */
  readonly reason?: string;
}

/** What must not go away. */
export interface PruneLimits {
  /** How many of the newest of each repository stay. */
  readonly keep: number;
  /** Names that synthesized stacks have. */
  readonly declared: ReadonlySet<string>;
  readonly used: UsedImages;
}

/**
 * Which of the images of one Engine go away, and why the others stay.
 *
 * @param images the newest first
 */
export function prunePlan(
  images: readonly Generation[],
  { keep, declared, used }: PruneLimits,
): PruneDecision[] {
  const newest = new Map<string, Set<string>>();
  return images.map((image) => {
    // One image can have two names: an edit that changes the digest of what goes in, and nothing of what comes out.
    const ids = newest.get(image.repository) ?? new Set<string>();
    newest.set(image.repository, ids);
    const isAmongNewest = ids.has(image.id) || ids.size < keep;
    if (isAmongNewest) {
      ids.add(image.id);
    }
    const reasons: readonly (readonly [boolean, string])[] = [
      [used.ids.has(image.id), 'a container uses it'],
      [isBelowUsed(image, used), 'the image of a container is made on top of it'],
      [declared.has(image.name), 'a synthesized stack names it'],
      [image.tagged === undefined, 'the Engine does not know how old it is'],
      [isAmongNewest, keep === 1 ? 'the newest' : `among the newest ${keep}`],
    ];
    return { image, reason: reasons.find(([holds]) => holds)?.[1] };
  });
}

/** In which repositories images were counted; nothing where there are no images. */
export function countedLine(images: readonly Generation[]): string | undefined {
  const repositories = [...new Set(images.map(({ repository }) => repository))].sort();
  return repositories.length === 0
    ? undefined
    : `counted per repository on the Engine, for all stacks that use it: ${repositories.join(', ')}`;
}

/** Whether the image of a container is made on top of an image. */
export function isBelowUsed({ layers }: Generation, used: UsedImages): boolean {
  return used.layers.some(
    (above) =>
      layers.length > 0 &&
      layers.length < above.length &&
      layers.every((layer, index) => layer === above[index]),
  );
}
