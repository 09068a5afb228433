import type { IConstruct } from 'constructs';
import { quote } from '../core/errors';

/** Environment variable that names the build caches; it wins over the context. */
export const CACHE_VARIABLE = 'GO_CONTAINERS_CACHE';
/** Key of the same setting in the context of the app (`cdktf.json`). */
export const CACHE_CONTEXT = 'go-containers:cache';

/** Which builds share what they have compiled and downloaded. */
export interface CacheScope {
  /** Part of the ids of cache mounts; nothing when each module has caches of its own. */
  readonly name?: string;
  readonly problems: readonly string[];
}

/**
 * The setting of the app that `construct` is in.
 *
 * Each module has its own caches by default, so that a build of one project never feeds that of another. Modules that trust each
 * other compile the standard library once when they share a name.
 */
export function cacheScopeOf(construct: IConstruct): CacheScope {
  const context: unknown = construct.node.tryGetContext(CACHE_CONTEXT);
  const name = process.env[CACHE_VARIABLE] ?? (typeof context === 'string' ? context : '');
  if (name === '') {
    return { problems: [] };
  }
  return /^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(name)
    ? { name, problems: [] }
    : {
        problems: [
          `build cache ${quote(name)} is not possible: letters, digits and "._/-", beginning with a letter or digit; write ` +
            '"my-app" into the setting',
        ],
      };
}
