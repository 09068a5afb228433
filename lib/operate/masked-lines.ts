import { isMap } from '../core/json';
import { holdsSecret } from '../core/secret-texts';
import { secretsOfPlan } from '../review/plan/secrets-of-plan';
import { SecretIndex } from '../review/secret-index';
import { keyLines } from './key-lines';
import { hasNamedSecret } from './named-secrets';
import { linesOf, shownLine } from './plain-lines';

/** Makes the output of a program fit to be shown, line by line. */
export type Mask = (text: string) => string[];

const LEFT_OUT = '(a line with a secret is left out)';

/**
 * How to show the output of a stack's programs to people who paste it into chats, and to runners that keep it: without control characters, and
 * without the lines that have a secret of the stack in them, or something that looks like one.
 *
 * @param state what `terraform show -json` says of the stack's state; nothing where it says nothing
 * @param stack text of the stack's file: what stands there is no secret
 */
export function maskFor(state: string | undefined, stack: string): Mask {
  const shown: unknown = state === undefined ? {} : JSON.parse(state);
  const secrets = new SecretIndex(secretsOfPlan({ prior_state: isMap(shown) ? shown : {} }));
  return (text) => {
    const lines = linesOf(text);
    const ofKeys = keyLines(lines);
    return lines.map((line, index) => {
      const isHidden =
        ofKeys.has(index) || secrets.foundIn(line, stack) || holdsSecret(line) || hasNamedSecret(line);
      return isHidden ? LEFT_OUT : shownLine(line);
    });
  };
}
