import { holdsSecret } from '../core/secret-texts';
import { isMap } from '../core/json';
import { isName, isValue, type Piece } from './model/phrase';
import { withoutIndexes } from './plan/read-plan';
import type { SecretIndex } from './secret-index';

/** What stands for a value that must not be seen. */
export const HIDDEN = '(hidden)';

/**
 * The same review, or part of one, without secrets: each value that is one, has one in it, or was cut out of one, is replaced as a whole.
 *
 * Keys of `for_each` are values as well, so addresses are looked at.
 */
export function redact<T>(part: T, secrets: SecretIndex): T {
  // Many values were cut out of the same text: the lines of a Dockerfile.
  const judged = new Map<string, boolean>();
  const isSecret = (text: string): boolean => {
    let verdict = judged.get(text);
    if (verdict === undefined) {
      verdict = secrets.isSecret(text) || holdsSecret(text);
      judged.set(text, verdict);
    }
    return verdict;
  };
  return redacted(part, { secrets, isSecret }) as T;
}

interface Judging {
  readonly secrets: SecretIndex;
  readonly isSecret: (text: string) => boolean;
}

function redacted(part: unknown, judging: Judging): unknown {
  if (Array.isArray(part)) {
    return part.map((each) => redacted(each, judging));
  }
  if (!isMap(part)) {
    return part;
  }
  const piece = part as unknown as Piece;
  if (isName(piece)) {
    return piece;
  }
  if (isValue(piece)) {
    const { value, from = value } = piece;
    // Without what it was made of: nobody asks for that any more.
    return judging.isSecret(value) || judging.isSecret(from) ? HIDDEN : { value };
  }
  return Object.fromEntries(
    Object.entries(part).map(([key, inner]) => [
      key,
      key === 'address' && typeof inner === 'string'
        ? redactedAddress(inner, judging.secrets)
        : redacted(inner, judging),
    ]),
  );
}

/** An address whose indexes are hidden when one of them is a secret. */
export function redactedAddress(address: string, secrets: SecretIndex): string {
  return secrets.foundIn(address) && withoutIndexes(address) !== address
    ? `${withoutIndexes(address)}[${HIDDEN}]`
    : address;
}
