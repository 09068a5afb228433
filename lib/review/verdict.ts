import type { Approval, Review, ReviewedFinding, Verdict } from './model/review-model';
import type { FailOn, ReviewOptions } from './review-options';

type Judged = Pick<Review, 'findings' | 'resources'>;

/** Whether somebody has to approve, and has. */
export function approvalOf(
  { findings, resources }: Judged,
  hash: string,
  { approved, requireApproval }: Pick<ReviewOptions, 'approved' | 'requireApproval'>,
): Approval {
  if (approved !== undefined) {
    return approved === hash ? 'given' : 'differs';
  }
  const isNeeded =
    (requireApproval === 'any-change' && (resources.length > 0 || findings.length > 0)) ||
    (requireApproval === 'broadening' &&
      findings.some((each) => each.isBroadening && each.allowed === undefined));
  return isNeeded ? 'needed' : 'not-needed';
}

/**
 * What the command says by its exit status.
 *
 * Who approves a hash has seen the findings, so they block no more. A plan that is not whole blocks all the same: nobody has seen what it does.
 */
export function verdictOf({ findings }: Judged, approval: Approval, failOn: FailOn): Verdict {
  const blocking = findings.filter((finding) => isBlocking(finding, approval, failOn));
  if (blocking.length > 0 || approval === 'needed' || approval === 'differs') {
    return 'blocked';
  }
  return findings.some(({ severity }) => severity !== 'info') ? 'attention' : 'clean';
}

/** Whether one finding alone makes the review fail. */
export function isBlocking(
  { rule, severity, allowed }: ReviewedFinding,
  approval: Approval,
  failOn: FailOn,
): boolean {
  if (rule === 'CR-PLAN-1') {
    return true;
  }
  const isBadEnough = severity === 'block' ? failOn !== 'never' : severity === 'warn' && failOn === 'warn';
  return isBadEnough && allowed === undefined && approval !== 'given';
}
