import { markdown } from '../../../lib/review/format/markdown-text';
import type { Review, ReviewedFinding } from '../../../lib/review/model/review-model';
import { REVIEW_RULES, type RuleId } from '../../../lib/review/model/rule-table';
import { goldens } from '../support/goldens';
import { reviewed } from '../support/reviewed';

export const RULES_PAGE = 'docs/review.md';

const BEGIN = '<!-- Examples, written by "node tools/review-pages.mjs" -->';
const END = '<!-- End of the examples -->';

const FAMILIES: readonly (readonly [string, string])[] = [
  ['CR-DATA-', 'Data'],
  ['CR-DOWN-', 'Downtime'],
  ['CR-ROLL-', 'Rollouts'],
  ['CR-NOOP-', 'Edits without an effect'],
  ['CR-IMG-', 'Images'],
  ['CR-PRIV-', 'Privileges'],
  ['CR-MNT-', 'Mounts'],
  ['CR-NET-', 'Network'],
  ['CR-RES-', 'Resources'],
  ['CR-SEC-', 'Variables and secrets'],
  ['CR-DRIFT-', 'Drift'],
  ['CR-TAINT-', 'Applies that did not end'],
  ['CR-CHECK-', 'Conditions of Terraform'],
  ['CR-PLAN-', 'The plan itself'],
];

let reviews: ReadonlyMap<string, Review> | undefined;

/** Reviews of the plans that were recorded because a rule speaks of them, by their names. */
export function recordedReviews(): ReadonlyMap<string, Review> {
  reviews ??= new Map(
    goldens()
      .filter(({ name }) => name.endsWith('.fires'))
      .map(({ name, text }) => [name, reviewed(text)]),
  );
  return reviews;
}

/** Findings of real plans by their rules: one for each severity, of the plan that was recorded for the rule where it has that one. */
export function examplesOf(rule: RuleId): readonly ReviewedFinding[] {
  const own = [...recordedReviews()]
    .filter(([name]) => new RegExp(`^${rule}(-[a-z]+)?\\.fires$`).test(name))
    // The rule's first plan before its variants.
    .sort(([left], [right]) => left.length - right.length || (left < right ? -1 : 1));
  const found = own.flatMap(([, { findings }]) => findings.filter((each) => each.rule === rule));
  return found.filter(
    ({ severity }, index) => found.findIndex((each) => each.severity === severity) === index,
  );
}

/** The page with the examples of today. */
export function withExamples(page: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) {
    throw new Error(`${RULES_PAGE} has no ${BEGIN} before ${END}`);
  }
  return `${page.slice(0, begin)}${BEGIN}\n\n${examples()}\n\n${page.slice(end)}`;
}

function examples(): string {
  const rules = Object.keys(REVIEW_RULES) as RuleId[];
  return FAMILIES.map(([prefix, title]) => {
    const items = rules
      .filter((rule) => rule.startsWith(prefix))
      .flatMap((rule) => examplesOf(rule).map((finding) => example(finding)));
    return `### ${title}\n\n${items.join('\n')}`;
  }).join('\n\n');
}

function example({ rule, severity, effect, fix }: ReviewedFinding): string {
  return `- **${rule}** (${severity}): ${markdown(effect).text}\n  - Fix: ${markdown(fix).text}`;
}
