import { ValidationError } from '../../core/errors';
import type { SecretIndex } from '../secret-index';
import type { Rendered } from './written';

/**
 * The finished text, unless a secret is in it.
 *
 * Nothing should come that far: every value was looked at before. It is looked for again because a mistake in writing would be in a comment that everybody
 * can read, and stays in mails and caches when the comment is removed.
 */
export function withoutSecrets({ text, own }: Rendered, secrets: readonly SecretIndex[]): string {
  if (secrets.some((index) => index.foundIn(text, own))) {
    throw new ValidationError(
      'the review is not written, because a secret of the plan would be in its text; this is a mistake in go-containers: report it, and look at the plan itself',
    );
  }
  return text;
}
