import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { REVIEW_RULES, type RuleId } from '../../lib/review/model/rule-table';
import { SHOWN_ATTRIBUTES } from '../../lib/review/shown-attributes';
import { COMPARED, PLAN_PART, toldOf } from './documentation/compared-changes';
import { answeredAt, askedOf, COMPARED_PAGE, comparedPage } from './documentation/compared-page';
import { SCREEN } from './documentation/compared-questions';
import { examplesOf, recordedReviews, RULES_PAGE, withExamples } from './documentation/rule-examples';

function page(file: string): string {
  return readFileSync(resolve(__dirname, '../..', file), 'utf8');
}

const rules = Object.keys(REVIEW_RULES) as RuleId[];

/** A row of the table: `| CR-DATA-1 | no volume is destroyed | block | |`. */
const rows = [
  ...page(RULES_PAGE).matchAll(/^\| (CR-[A-Z]+-\d+) *\| ([^|]+?) *\| (\w+) *\| ([^|]*?) *\|$/gm),
].map(([, rule, looksFor, severity, others]) => ({
  rule: rule as RuleId,
  looksFor,
  severities: [severity, ...[...(others ?? '').matchAll(/`(block|warn|info)`/g)].map(([, each]) => each)],
}));

describe('the page on the rules', () => {
  test('has a row for every rule, in the words of the rule', () => {
    expect(rows.map(({ rule, looksFor }) => [rule, looksFor])).toEqual(Object.entries(REVIEW_RULES));
  });

  test('names every severity that a recorded plan has', () => {
    const named = new Set(
      rows.flatMap(({ rule, severities }) => severities.map((each) => `${rule} ${each}`)),
    );
    const found = [...recordedReviews().values()].flatMap(({ findings }) =>
      findings.map(({ rule, severity }) => `${rule} ${severity}`),
    );
    expect([...new Set(found)].filter((each) => !named.has(each))).toEqual([]);
  });

  test('gives a rule a severity that the plans of the rule have', () => {
    const others = rows.filter(
      ({ rule, severities }) => !examplesOf(rule).some(({ severity }) => severity === severities[0]),
    );
    expect(others).toEqual([]);
  });

  test('lists the attributes whose values are shown', () => {
    const listed = [...page(RULES_PAGE).matchAll(/^- `(docker_\w+)`: ((?:.|\n {2})+)$/gm)].map(
      ([, type, attributes]) => [type, attributes?.split(/,\s+/)],
    );
    const shown = Object.entries(SHOWN_ATTRIBUTES).map(([type, attributes]) => [
      type,
      [...(attributes ?? [])],
    ]);
    expect(listed).toEqual(shown);
  });

  test('has an example of every rule', () => {
    expect(rules.filter((rule) => examplesOf(rule).length === 0)).toEqual([]);
  });

  test('shows what the review says today; else run "node tools/review-pages.mjs"', () => {
    expect(page(RULES_PAGE)).toBe(withExamples(page(RULES_PAGE)));
  });
});

describe('the page that compares', () => {
  test('shows what the review says today; else run "node tools/review-pages.mjs"', () => {
    expect(page(COMPARED_PAGE)).toBe(comparedPage());
  });

  test.each(COMPARED.map((change) => [change.title, change] as const))(
    '%s: every question is answered in the first screen',
    (_, change) => {
      const told = toldOf(change);
      const late = askedOf(change).filter((question) => {
        const lines = answeredAt(told, change.answers[question]);
        return lines === undefined || lines.last > SCREEN;
      });
      expect(late).toEqual([]);
    },
  );

  test.each(COMPARED.map((change) => [change.title, change] as const))(
    '%s: the comment of tfcmt is for this plan; else record it anew with tfcmt',
    (_, change) => {
      const { plan, tfcmt } = toldOf(change);
      const head = tfcmt.slice(0, tfcmt.indexOf('<details>'));
      const listed = [...head.matchAll(/^ {2}\* (\S+)$/gm)].map(([, address]) => address);
      const planned = [...plan.matchAll(/^ {2}# (\S+) (?:must be|will be) /gm)].map(([, address]) => address);
      expect(tfcmt).not.toContain(PLAN_PART);
      expect([...listed].sort()).toEqual([...planned].sort());
      expect(head).toContain(/^Plan: .*$/m.exec(plan)?.[0]);
    },
  );
});
