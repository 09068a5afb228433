import type { Finding } from '../model/finding';
import { joined, type Phrase, say, value } from '../model/phrase';
import type { CheckResult, Plan } from '../model/plan';
import type { Judge } from '../model/rule';

const failedChecks: Judge = ({ plan }) => {
  const addresses = new Set(plan.changes.map(({ address }) => address));
  return plan.checks
    .filter(({ status }) => status === 'fail' || status === 'error')
    .map((check) => ({
      rule: 'CR-CHECK-1',
      severity: 'warn',
      ...(addresses.has(check.address) ? { address: check.address } : {}),
      effect: checkEffect(check),
      fix: say`mend what the condition asks for, or the condition: Terraform itself may apply the plan all the same`,
    }));
};

function checkEffect({ address, status, messages }: CheckResult): Phrase {
  const outcome =
    status === 'fail'
      ? say`the condition of ${value(address)} does not hold`
      : say`the condition of ${value(address)} could not be evaluated`;
  return messages.length === 0
    ? outcome
    : say`${outcome}: ${joined(
        messages.map((each) => value(each)),
        '; ',
      )}`;
}

const notWhole: Judge = ({ plan }) => [
  ...(plan.isErrored ? [ERRORED] : []),
  ...(plan.isComplete === false ? [PARTIAL] : []),
  ...(plan.isApplyable === false && !plan.isErrored && doesSomething(plan) ? [NOT_APPLYABLE] : []),
  ...(plan.notUnderstood.length > 0
    ? [
        blocking(
          say`the plan has more than this review knows of: ${joined(
            plan.notUnderstood.map((each) => value(each)),
            ', ',
          )}`,
          say`read the text of terraform plan for that part, and update this library`,
        ),
      ]
    : []),
  ...plan.contradictions.map((each) =>
    blocking(
      say`the plan contradicts itself, so that nobody knows what an apply would do: ${value(each)}`,
      say`make the plan anew with terraform show -json, and pass it on as it is`,
    ),
  ),
];

function blocking(effect: Phrase, fix: Phrase): Finding {
  return { rule: 'CR-PLAN-1', severity: 'block', effect, fix };
}

const ERRORED = blocking(
  say`planning failed half way: what comes after the error is not in the plan`,
  say`mend what terraform plan reports, and plan again`,
);
const PARTIAL = blocking(
  say`the plan is only a part of what is to be done (-target, or changes that Terraform put off): nobody has looked at the rest`,
  say`plan without -target, or review the plan of the rest as well`,
);
const NOT_APPLYABLE = blocking(
  say`Terraform says that this plan cannot be applied, though it has changes`,
  say`plan again, and read what terraform plan reports`,
);

/** A plan without a change cannot be applied either, and that is well. */
function doesSomething({ changes, outputs }: Plan): boolean {
  return [...changes, ...outputs].some(({ effect }) => effect !== 'none' && effect !== 'read');
}

/** What is wrong with the plan itself, and what its own conditions say. */
export const PLAN_RULES: readonly Judge[] = [failedChecks, notWhole];
