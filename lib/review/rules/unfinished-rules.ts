import type { Finding } from '../model/finding';
import { say, value } from '../model/phrase';
import type { ResourceChange } from '../model/plan';
import type { Judge, ReviewContext } from '../model/rule';
import { dockerChanges } from './docker-changes';
import { isAwaited, isOverlap } from './overlap';
import { serves } from './published-ports';
import { secretCopies } from './secret-copies';

type Told = Pick<Finding, 'severity' | 'effect' | 'fix'>;

const unfinished: Judge = (context) =>
  dockerChanges(context).flatMap((change): readonly Finding[] => {
    const { address, reason, deposed } = change;
    const finding = { rule: 'CR-TAINT-1', address } as const;
    if (deposed !== undefined) {
      return [{ ...finding, ...leftOver(context, change, deposed) }];
    }
    return reason === 'replace_because_tainted' ? [{ ...finding, ...tainted(change) }] : [];
  });

function tainted({ effect }: ResourceChange): Told {
  return {
    severity: 'warn',
    effect:
      effect === 'replace-create-first'
        ? say`the last apply made it and failed after that (tainted): the plan makes another one, and then destroys it`
        : say`the last apply made it and failed after that (tainted): the plan destroys and makes it anew`,
    fix: say`look into why it failed, such as a health check that never passed; if it works as it is, terraform untaint keeps it`,
  };
}

function leftOver(context: ReviewContext, change: ResourceChange, deposed: string): Told {
  const called = say`deposed object ${value(deposed)}`;
  if (isServingStill(context, change)) {
    const container = say`${called}, container ${value(String(change.before?.name))}`;
    return {
      severity: 'warn',
      effect: hasOthers(context, change)
        ? say`several deploys failed, and what they were to replace is there still: this one (${container}) is the old version that serves, or a new one that did not become healthy; all of them are stopped when the one of this plan is healthy`
        : say`the old version still serves (${container}), since the last deploy made a new one that did not become healthy: it is stopped when the one of this plan is healthy`,
      fix: say`look into why the new one failed, such as by its logs; then deploy what mends it, or the old version again`,
    };
  }
  if (isIdle(context, change)) {
    return {
      severity: 'info',
      effect: say`a deploy that failed has left it over (${called}), for a version that is there still: Terraform lets go of both`,
      fix: say`leave it: it goes with that version`,
    };
  }
  return {
    severity: 'warn',
    effect: say`an earlier apply made its successor and did not get to removing this one (${called}): the plan does`,
    fix: say`look whether the successor works before the apply: until then this one may be the one that serves`,
  };
}

/** Whether what has taken the place of a deposed object never became healthy, and is replaced the new one first. */
function isServingStill({ containers }: ReviewContext, deposed: ResourceChange): boolean {
  const successor = containers.find(
    ({ change }) => change.address === deposed.address && change.deposed === undefined,
  );
  return (
    serves(containers.find(({ change }) => change === deposed)?.before) &&
    successor?.change.reason === 'replace_because_tainted' &&
    isOverlap(successor) &&
    isAwaited(successor.before)
  );
}

function hasOthers({ containers }: ReviewContext, { address, deposed }: ResourceChange): boolean {
  return containers.some(
    ({ change }) => change.address === address && change.deposed !== undefined && change.deposed !== deposed,
  );
}

/** Whether nothing runs by it and nothing is kept in it: an image, a job that has ended, a copy of secrets. */
function isIdle(context: ReviewContext, change: ResourceChange): boolean {
  switch (change.type) {
    case 'docker_image':
      return true;
    case 'docker_container':
      return !serves(context.containers.find((each) => each.change === change)?.before);
    case 'docker_volume':
      return secretCopies(context).has(String(change.before?.name));
    default:
      return false;
  }
}

/** What applies have begun and did not end. */
export const UNFINISHED_RULES: readonly Judge[] = [unfinished];
