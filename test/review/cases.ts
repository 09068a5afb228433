import { DATA_CASES } from './cases/data';
import { DOWNTIME_CASES } from './cases/downtime';
import { EXPOSURE_CASES } from './cases/exposure';
import { DOCUMENTED } from './cases/documented';
import { FURTHER_CHANGES } from './cases/further-changes';
import { FURTHER_EDGES } from './cases/further-edges';
import { FURTHER_ROLLOUTS } from './cases/further-rollouts';
import { FURTHER_SECRETS } from './cases/further-secrets';
import { IMAGE_CASES } from './cases/image';
import { MOUNT_CASES } from './cases/mounts';
import { NO_EFFECT_CASES } from './cases/no-effect';
import { PRIVILEGE_CASES } from './cases/privileges';
import { RESOURCE_CASES } from './cases/resources';
import { ROLLOUT_CASES } from './cases/rollouts';
import { SECRET_CASES } from './cases/secrets';
import { STATE_CASES } from './cases/state';
import { SWARM_CASES } from './cases/swarm';
import type { FurtherPlans, ReviewCase } from './recording/review-case';

/** A plan for every rule that it speaks of, and one that it does not. */
export const REVIEW_CASES: readonly ReviewCase[] = [
  ...DATA_CASES,
  ...DOWNTIME_CASES,
  ...ROLLOUT_CASES,
  ...SWARM_CASES,
  ...NO_EFFECT_CASES,
  ...IMAGE_CASES,
  ...PRIVILEGE_CASES,
  ...MOUNT_CASES,
  ...EXPOSURE_CASES,
  ...RESOURCE_CASES,
  ...SECRET_CASES,
  ...STATE_CASES,
];

/** Plans for everything that is no rule's own. */
export const FURTHER_PLANS: readonly FurtherPlans[] = [
  ...FURTHER_SECRETS,
  ...FURTHER_CHANGES,
  ...FURTHER_ROLLOUTS,
  ...FURTHER_EDGES,
  ...DOCUMENTED,
];
