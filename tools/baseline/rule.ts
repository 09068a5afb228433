import type { Subject } from './inspection';

/** How a row of the table ends. */
export type Verdict = 'pass' | 'fail' | 'not covered';

/** What a rule finds in one container. */
export interface Finding {
  readonly verdict: Verdict;
  /** What is there. Never the value of a secret. */
  readonly found: string;
  /** Why what is there passes although the rule asks for something else. */
  readonly exception?: string;
}

/** A rule of the baseline. */
export interface Rule {
  readonly id: string;
  /** The item of the baseline that it belongs to; nothing when only docker-bench-security has it. */
  readonly item?: string;
  /** Where it comes from: numbers of the CIS Docker Benchmark and other lists. */
  readonly references: readonly string[];
  readonly title: string;
  readonly look: (subject: Subject) => Finding;
}

/** A pass or a fail, by what holds. */
export function holds(condition: boolean, found: string): Finding {
  return { verdict: condition ? 'pass' : 'fail', found };
}

/** It is as the rule asks. */
export function passes(found: string): Finding {
  return { verdict: 'pass', found };
}

/** It is not as the rule asks. */
export function fails(found: string): Finding {
  return { verdict: 'fail', found };
}

/** It is not what the rule asks for, by a decision. */
export function excepted(found: string, exception: string): Finding {
  return { verdict: 'pass', found, exception };
}

/** Nobody can do here what the rule asks for. */
export function notCovered(found: string): Finding {
  return { verdict: 'not covered', found };
}

/** Words as a list for a reader. */
export function listed(words: readonly string[] | null | undefined): string {
  return words === null || words === undefined || words.length === 0 ? 'none' : words.join(', ');
}
