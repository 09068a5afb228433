import { LEFT_OUT, type Row } from './baseline';
import { listed } from './rule';

/** What was found in one container. */
export interface Checked {
  /** Name of the container. */
  readonly name: string;
  readonly rows: readonly Row[];
}

/** One line per rule; a second one where an exception is made. */
export function tableOf({ name, rows }: Checked): string {
  const width = (column: (row: Row) => string) => Math.max(...rows.map((row) => column(row).length));
  const verdicts = width(({ verdict }) => verdict);
  const ids = width(({ id }) => id);
  const lines = rows.flatMap(({ verdict, id, title, reference, found, exception }) => {
    const source = reference === '' ? '' : ` (${reference})`;
    return [
      `  ${verdict.padEnd(verdicts)}  ${id.padEnd(ids)}  ${title}${source}: ${found}`,
      ...(exception === undefined ? [] : [`${' '.repeat(verdicts + ids + 6)}exception: ${exception}`]),
    ];
  });
  return [name, ...lines].join('\n');
}

/** How many rows of all containers ended how, what was excepted, and what was not looked at. */
export function summaryOf(checked: readonly Checked[]): string {
  const rows = checked.flatMap(({ rows: each }) => each);
  const count = (verdict: string) => rows.filter((row) => row.verdict === verdict).length;
  const ids = (isWanted: (row: Row) => boolean) => [...new Set(rows.filter(isWanted).map(({ id }) => id))];
  const failed = checked.flatMap(({ name, rows: each }) =>
    each.filter(({ verdict }) => verdict === 'fail').map(({ id, found }) => `    ${name} ${id}: ${found}`),
  );
  return [
    `${checked.length} containers, ${rows.length} rows: ${count('pass')} pass, ${count('fail')} fail, ${count('not covered')} not covered`,
    ...failed,
    `  exceptions    ${listed(ids(({ exception }) => exception !== undefined))}`,
    `  not covered   ${listed(ids(({ verdict }) => verdict === 'not covered'))}`,
    ...Object.entries(LEFT_OUT).map(([number, why]) => `  left out      ${number} ${why}`),
  ].join('\n');
}
