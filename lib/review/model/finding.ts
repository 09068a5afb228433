import type { Phrase } from './phrase';
import type { RuleId } from './rule-table';

/** How bad it is. What blocks makes the command fail, unless it is allowed. */
export type Severity = 'block' | 'warn' | 'info';

/** Something that a reviewer should know. */
export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** The resource that it is about, or nothing when it is about the plan. */
  readonly address?: string;
  /** What happens, in one sentence without a full stop. */
  readonly effect: Phrase;
  /** What to do about it. */
  readonly fix: Phrase;
  /** It has more rights, or is reached by more, than before; or than the baseline when it is new. */
  readonly isBroadening?: boolean;
}
