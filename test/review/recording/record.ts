import { FURTHER_PLANS, REVIEW_CASES } from '../cases';
import { keepGoldens, writeGolden } from './golden-files';
import { RecordedStack } from './recorded-stack';
import type { Deployed, FurtherPlans, Planned, ReviewCase } from './review-case';
import { leaveSwarm, needSwarm } from './swarm';

/** One thing to do: what is deployed for the plans of one case, and the plans by the names of their goldens. */
interface Work {
  /** Id of the stack. */
  readonly id: string;
  readonly before?: Deployed;
  readonly swarm?: boolean;
  readonly beside?: boolean;
  readonly plans: Readonly<Record<string, Planned>>;
}

/**
 * Records the plans of all cases whose name begins with one of the words; of all cases when there is no word.
 *
 * @param log is told what was recorded
 * @returns how many plans there are
 */
export function recordReviews(words: readonly string[], log: (line: string) => void): number {
  const chosen = [...REVIEW_CASES.map(workOfCase), ...FURTHER_PLANS.map(workOfPlans)].filter(
    ({ plans }) =>
      words.length === 0 || Object.keys(plans).some((name) => words.some((word) => name.startsWith(word))),
  );
  if (chosen.length === 0) {
    throw new Error(
      `no case begins with ${words.join(' or ')}; write the id of a rule or its beginning, such as CR-DATA`,
    );
  }
  const problems: string[] = [];
  chosen.forEach((work) => {
    const names = Object.keys(work.plans).join(', ');
    const start = performance.now();
    try {
      recordWork(work);
      log(`  ${names} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
    } catch (error) {
      problems.push(`${names}: ${(error as Error).message}`);
    }
  });
  if (problems.length > 0) {
    throw new Error(problems.join('\n\n'));
  }
  const recorded = chosen.flatMap(({ plans }) => Object.keys(plans));
  if (words.length === 0) {
    keepGoldens(recorded);
  }
  return recorded.length;
}

function workOfCase({ rule, variant, fires, holds, ...recorded }: ReviewCase): Work {
  const name = variant === undefined ? rule : `${rule}-${variant}`;
  return {
    ...recorded,
    id: name.toLowerCase().replace(/^cr/, 'review'),
    // Nothing may have been done by hand yet when the second is recorded, so the first is the one that is to be silent.
    plans: { [`${name}.holds`]: holds, [`${name}.fires`]: fires },
  };
}

function workOfPlans({ stack, ...recorded }: FurtherPlans): Work {
  return { ...recorded, id: `review-${stack}` };
}

function recordWork({ id, before, swarm = false, beside = false, plans }: Work): void {
  if (swarm) {
    needSwarm();
  }
  const stack = new RecordedStack(id);
  let deployed: Deployed | undefined;
  try {
    for (const [name, plan] of Object.entries(plans)) {
      const wanted = plan.before ?? before;
      if (wanted !== deployed) {
        stack.clear();
        if (wanted) {
          stack.deploy(wanted);
        }
        deployed = wanted;
      }
      writeGolden(name, stack.plan(plan), beside);
    }
  } finally {
    stack.dispose();
    leaveSwarm();
  }
}
