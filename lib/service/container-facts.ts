import { byCodeUnit } from '../core/hash';
import type { ContainerFacts } from '../facts/facts';

type Texts = Readonly<Record<string, string>>;

/** Why it may do what others may not, by name or path. */
export type Reasons = Record<'hostPaths' | 'capabilities' | 'sharing', Record<string, string>>;

/** What is known of a container when everything was said. */
export interface KnownContainer {
  /** Construct path of its image. */
  readonly image: string;
  /** Names of its environment variables. */
  readonly environment: readonly string[];
  readonly overlaps: boolean;
  /** Facts that are texts by name. */
  readonly byName: Readonly<Record<'files' | 'secrets' | keyof Reasons, Texts>>;
}

/** What a reviewer must know of it: of what it does not have, nothing. */
export function containerFacts({ image, environment, overlaps, byName }: KnownContainer): ContainerFacts {
  const texts = Object.entries(byName).filter(([, entries]) => Object.keys(entries).length > 0);
  return {
    image,
    environment: [...environment].sort(byCodeUnit),
    ...Object.fromEntries(texts),
    ...(overlaps && { rollout: 'overlap' }),
  };
}
