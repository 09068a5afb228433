import { holdsSecret } from '../core/secret-texts';
import { isMap } from '../core/json';
import { HIDDEN, isName, isValue } from './model/phrase';
import { withoutIndexes } from './plan/read-plan';
import type { SecretIndex } from './secret-index';

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
  return redacted(part, isSecret) as T;
}

function redacted(part: unknown, isSecret: (text: string) => boolean): unknown {
  if (Array.isArray(part)) {
    return part.map((each) => redacted(each, isSecret));
  }
  if (!isMap(part)) {
    return part;
  }
  if (isName(part)) {
    return part;
  }
  if (isValue(part)) {
    const { value, from = value } = part;
    // Without what it was made of: nobody asks for that any more.
    return isSecret(value) || isSecret(from) ? HIDDEN : { value };
  }
  return Object.fromEntries(
    Object.entries(part).map(([key, inner]) => [
      key,
      key === 'address' && typeof inner === 'string'
        ? redactedAddress(inner, isSecret)
        : redacted(inner, isSecret),
    ]),
  );
}

/** An address whose indexes are hidden when one of them is a secret. */
function redactedAddress(address: string, isSecret: (text: string) => boolean): string {
  const keys = [...address.matchAll(/\["((?:[^"\\]|\\.)*)"\]/g)].map(([, key = '']) => key);
  return keys.some(isSecret) || (keys.length > 0 && isSecret(address))
    ? `${withoutIndexes(address)}[${HIDDEN}]`
    : address;
}
