import type { ReviewedFinding } from '../model/review-model';

/** Findings by what a reader does with them; each is in one group. */
export interface FindingGroups {
  /** They make the command fail. */
  readonly blocking: readonly ReviewedFinding[];
  /** More rights, or reached by more, without blocking. */
  readonly weaker: readonly ReviewedFinding[];
  readonly warnings: readonly ReviewedFinding[];
  /** What somebody changed beside Terraform. */
  readonly drift: readonly ReviewedFinding[];
  readonly information: readonly ReviewedFinding[];
  readonly allowed: readonly ReviewedFinding[];
}

/** Those that let in more come first in each group; beside that, the order stays. */
export function groupsOf(findings: readonly ReviewedFinding[]): FindingGroups {
  const groups: Record<keyof FindingGroups, ReviewedFinding[]> = {
    blocking: [],
    weaker: [],
    warnings: [],
    drift: [],
    information: [],
    allowed: [],
  };
  for (const finding of [...findings.filter(isWeaker), ...findings.filter((each) => !isWeaker(each))]) {
    groups[groupOf(finding)].push(finding);
  }
  return groups;
}

function isWeaker(finding: ReviewedFinding): boolean {
  return finding.isBroadening;
}

function groupOf({ allowed, severity, isBroadening, rule }: ReviewedFinding): keyof FindingGroups {
  if (allowed !== undefined) {
    return 'allowed';
  }
  if (severity === 'block') {
    return 'blocking';
  }
  if (isBroadening) {
    return 'weaker';
  }
  if (rule === 'CR-DRIFT-1') {
    return 'drift';
  }
  return severity === 'warn' ? 'warnings' : 'information';
}
