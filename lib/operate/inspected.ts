import { ValidationError } from '../core/errors';
import { askForObjects, type EngineAddress } from './engine-address';

/** What an Engine has of what can go away at any time. */
type Kind = 'container' | 'image';

/**
 * What `docker inspect` says of each of `ids` that is still there.
 *
 * @typeParam T what the format writes
 */
export function inspectAll<T>(
  engine: EngineAddress,
  kind: Kind,
  format: string,
  ids: readonly string[],
): T[] {
  if (ids.length === 0) {
    return [];
  }
  const ask = (some: readonly string[]): T[] =>
    askForObjects<T>(engine, [kind, 'inspect', '--format', format, ...some]);
  try {
    return ask(ids);
  } catch (error) {
    if (!ValidationError.isValidationError(error)) {
      throw error;
    }
    // One of them was removed since they were listed, and the command says nothing of the others then.
    return ids.flatMap((id) => {
      try {
        return ask([id]);
      } catch {
        return [];
      }
    });
  }
}
