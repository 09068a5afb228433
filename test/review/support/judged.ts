import { plain } from '../../../lib/review/model/phrase';
import type { Judge, ReviewContext } from '../../../lib/review/model/rule';

/** A finding with its sentences as texts. */
export interface JudgedFinding {
  readonly rule: string;
  readonly severity: string;
  readonly address?: string;
  readonly effect: string;
  readonly fix: string;
}

/** What some rules say of a plan. */
export function judgedBy(rules: readonly Judge[], context: ReviewContext): JudgedFinding[] {
  return rules
    .flatMap((judge) => judge(context))
    .map(({ rule, severity, address, effect, fix }) => ({
      rule,
      severity,
      ...(address === undefined ? {} : { address }),
      effect: plain(effect),
      fix: plain(fix),
    }));
}

/** The rules that say something, with how bad it is: `CR-DATA-1 block`. */
export function verdictsBy(rules: readonly Judge[], context: ReviewContext): string[] {
  return judgedBy(rules, context).map(({ rule, severity }) => `${rule} ${severity}`);
}
