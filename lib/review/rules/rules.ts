import { DATA_RULES } from './data-rules';
import { DOWNTIME_RULES } from './downtime-rules';
import { DRIFT_RULES } from './drift-rules';
import { IMAGE_RULES } from './image-rules';
import { MOUNT_RULES } from './mount-rules';
import { NETWORK_RULES } from './network-rules';
import { NO_EFFECT_RULES } from './no-effect-rules';
import { OTHER_DOCKER_RULES } from './other-docker-rules';
import { OVERLAP_RULES } from './overlap-rules';
import { PLAN_RULES } from './plan-rules';
import { PRIVILEGE_RULES } from './privilege-rules';
import { RESOURCE_RULES } from './resource-rules';
import type { Judge } from '../model/rule';
import { ROLLOUT_RULES } from './rollout-rules';
import { SECRET_RULES } from './secret-rules';
import { UNFINISHED_RULES } from './unfinished-rules';

/** Every rule. Their order does not matter: what they find is sorted. */
export const RULES: readonly Judge[] = [
  ...PLAN_RULES,
  ...DATA_RULES,
  ...DOWNTIME_RULES,
  ...OVERLAP_RULES,
  ...ROLLOUT_RULES,
  ...NO_EFFECT_RULES,
  ...PRIVILEGE_RULES,
  ...OTHER_DOCKER_RULES,
  ...MOUNT_RULES,
  ...NETWORK_RULES,
  ...RESOURCE_RULES,
  ...SECRET_RULES,
  ...IMAGE_RULES,
  ...DRIFT_RULES,
  ...UNFINISHED_RULES,
];
