import type { Finding } from '../../../lib/review/model/finding';
import { plain } from '../../../lib/review/model/phrase';
import type { Judge, ReviewContext } from '../../../lib/review/model/rule';

/** What rules find, in one line each: rule, severity, and what happens. */
export function told(rules: readonly Judge[], context: ReviewContext): string[] {
  return found(rules, context).map(({ rule, severity, effect }) => `${rule} ${severity}: ${plain(effect)}`);
}

/** What rules find. */
export function found(rules: readonly Judge[], context: ReviewContext): Finding[] {
  return rules.flatMap((judge) => judge(context));
}
