import { COMPARED, toldOf, type Answer, type ComparedChange, type Told } from './compared-changes';
import { FIRST_SCREEN, QUESTIONS, SCREEN, type Question } from './compared-questions';
import { called, linesOf, shortened, type Lines } from './shortened';

export const COMPARED_PAGE = 'docs/review-compared.md';

const WRITTEN_BY =
  '<!-- Written by "node tools/review-pages.mjs". Do not edit: edit test/review/documentation. -->';

const HEAD = `# A plan, told by three programs

The same five changes of one stack, told by \`terraform plan\`, by [tfcmt](https://github.com/suzuki-shunsuke/tfcmt) and by
\`go-containers review\`. The stack has a web server of this library with a health check and a secret, and a database with a volume
that somebody wrote by hand.

- All plans are real: Terraform 1.11.4 and the Docker provider 3.9.0 against a Docker Engine. They are in \`test/review/plans/docs\`.
- \`terraform plan\` is its own text, without colour.
- tfcmt is commit 19ae3d2 (after release 4.14.18, August 2026), with its default template. It was given the text of the plan, and
  wrote its comment into a file. In a pull request a reader sees the lines down to "Change Result"; what follows is folded.
- Ours is the text for a terminal. The Markdown of a pull request has the same sections in the same order.

Each line has its number. \`…\` marks what is left out here: lines, or the end of a long line.

What the tables say:

- _line 12_: the text says it there.
- _by absence_: no line speaks of it. Whoever reads all of the text, and knows what each resource is, may conclude that it does not
  happen.
- _not said_: it cannot be found out from the text.

The first five questions are those that a review has to answer within its first ${SCREEN} lines; \`test/review/documentation.test.ts\` checks
that. The last is what the others are better at: ours hides the values of labels, variables and health checks.`;

/** The whole page. */
export function comparedPage(): string {
  const told = COMPARED.map((change) => ({ change, told: toldOf(change) }));
  return `${[
    WRITTEN_BY,
    HEAD,
    summary(told.map((each) => each.told)),
    ...told.map(({ change, told: texts }) => section(change, texts)),
  ].join('\n\n')}\n`;
}

function summary(told: readonly Told[]): string {
  const lines = told.map(({ plan, tfcmt, ours }) => [plan, tfcmt, ours].map(countOf));
  return `## Lengths in lines

${table([
  ['change', '`terraform plan`', 'tfcmt', 'this review'],
  ...COMPARED.map(({ title }, index) => [title, ...(lines[index] ?? []).map(String)]),
])}`;
}

function countOf(text: string): number {
  return text.replace(/\n$/, '').split('\n').length;
}

function section(change: ComparedChange, told: Told): string {
  return `## ${change.title}

${[`${change.edit}.`, ...(change.measured === undefined ? [] : [change.measured])].join('\n\n')}

${answers(change, told)}

### terraform plan

${fence(shortened(told.plan, wantedOfPlan(change, told)))}

### tfcmt

${fence(shortened(told.tfcmt, wantedOfTfcmt(change, told)))}

### go-containers review

${fence(shortened(told.ours, wantedOfOurs(change, told)))}`;
}

function answers({ answers: all }: ComparedChange, told: Told): string {
  return table([
    ['question', '`terraform plan`', 'tfcmt', 'this review'],
    ...questions().map((question) => {
      const answer = all[question];
      return [
        QUESTIONS[question],
        cell(told.plan, answer.theirs, answer.remark),
        cell(told.tfcmt, answer.theirs, answer.remark),
        cell(
          told.ours,
          answer.ours,
          answer.ourRemark ?? (answer.ours === undefined ? answer.remark : undefined),
        ),
      ];
    }),
  ]);
}

function cell(text: string, expression: RegExp | undefined, remark: string | undefined): string {
  const lines = expression === undefined ? undefined : linesOf(text, expression);
  if (lines === undefined) {
    return remark ?? 'not said';
  }
  return remark === undefined ? called(lines) : `${called(lines)}: ${remark}`;
}

/** Where the text of the review answers a question; nothing where it does not. */
export function answeredAt({ ours }: Told, answer: Answer): Lines | undefined {
  return answer.ours === undefined ? undefined : linesOf(ours, answer.ours);
}

/** Questions that have to be answered in the first screen, and make sense for this change. */
export function askedOf({ answers: all }: ComparedChange): Question[] {
  return FIRST_SCREEN.filter((question) => all[question].ours !== undefined);
}

type Wanted = (line: number) => boolean;

function wantedOfPlan(change: ComparedChange, { plan }: Told): Wanted {
  const lines = plan.split('\n');
  const shown = theirLines(plan, change);
  return (line) =>
    line <= 8 || /^ {2}# |^Plan: /.test(lines[line - 1] ?? '') || shown.has(line) || shown.has(line + 1);
}

function wantedOfTfcmt(change: ComparedChange, { tfcmt }: Told): Wanted {
  const fold = tfcmt.split('\n').findIndex((line) => line.startsWith('```hcl')) + 1;
  const shown = theirLines(tfcmt, change);
  return (line) => line <= fold || shown.has(line);
}

function wantedOfOurs(change: ComparedChange, told: Told): Wanted {
  const shown = numbers(questions().flatMap((question) => answeredAt(told, change.answers[question]) ?? []));
  return (line) => line <= SCREEN || shown.has(line);
}

function theirLines(text: string, { answers: all }: ComparedChange): ReadonlySet<number> {
  return numbers(
    questions().flatMap((question) => {
      const { theirs } = all[question];
      return theirs === undefined ? [] : (linesOf(text, theirs) ?? []);
    }),
  );
}

function numbers(places: readonly Lines[]): ReadonlySet<number> {
  return new Set(
    places.flatMap(({ first, last }) =>
      Array.from({ length: last - first + 1 }, (_, index) => first + index),
    ),
  );
}

function questions(): Question[] {
  return Object.keys(QUESTIONS) as Question[];
}

/** Comments of others have fences of their own. */
function fence(text: string): string {
  const ticks = text.includes('```') ? '````' : '```';
  return `${ticks}text\n${text}\n${ticks}`;
}

/** A table as prettier writes it. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const written = rows.map(
    (row) => `| ${row.map((each, column) => each.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  return [
    written[0],
    `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`,
    ...written.slice(1),
  ].join('\n');
}
