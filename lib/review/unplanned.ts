import { say } from './model/phrase';
import { reviewHash } from './review-hash';
import type { Review, ReviewedFinding } from './model/review-model';

/** In the place of a review of a stack that Terraform could not plan, so that nobody takes the reviews of the others for all. */
export function unplannedReview(stack: string): Review {
  const finding: ReviewedFinding = {
    rule: 'CR-PLAN-1',
    severity: 'block',
    effect: say`Terraform could not plan this stack, so nothing is known of what a deploy would do`,
    fix: say`look at what Terraform says; where the stack needs another one that is not deployed yet, deploy that first`,
    isBroadening: false,
  };
  const material = {
    stack,
    findings: [finding],
    downtime: [],
    withoutGap: [],
    images: [],
    environment: [],
    resources: [],
    replacements: [],
    counts: {
      stopped: 0,
      replacedCreateFirst: 0,
      createdContainers: 0,
      updatedContainers: 0,
      removedContainers: 0,
      unchangedContainers: 0,
      builtImages: 0,
      volumesAtRisk: 0,
      broadenings: 0,
      changes: {},
    },
  };
  return {
    ...material,
    verdict: 'blocked',
    approval: 'not-needed',
    hash: reviewHash(material, { resources: [], outputs: [], providers: {} }),
    terraformVersion: '',
    isUnplanned: true,
    isStateKnown: false,
    notes: [],
  };
}
