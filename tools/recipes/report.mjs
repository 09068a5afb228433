import { median, megabytes, range, ratio, table } from '../bench/figures.mjs';

const NAMES = { text: "the text's Dockerfile", ours: 'this library', ko: 'ko' };

/**
 * @param {string} id
 * @param {readonly import('./measure.mjs').Result[]} results
 */
export function recipeReport(id, results) {
  const rows = results.map((result, index) => [
    `${index + 1}  ${NAMES[result.way.kind]}: ${result.way.title}`,
    result.way.figure,
    ...figures(result, results),
  ]);
  const head = ['', 'text says', 'MB', 'cold s', 'edit s', 'min - max', 'x ours'];
  const missing = results.flatMap(({ way }, index) =>
    way.missing === undefined ? [] : [`  ${index + 1}  not measured: ${way.missing}`],
  );
  return [table([[id, ...head.slice(1)], ...rows]), ...missing].join('\n');
}

/**
 * @param {import('./measure.mjs').Result} result
 * @param {readonly import('./measure.mjs').Result[]} results
 */
function figures(result, results) {
  if (result.way.missing !== undefined) {
    return ['-', '-', '-', '-', '-'];
  }
  const other = counterpart(result, results);
  return [
    megabytes(result.size),
    result.cold.toFixed(1),
    median(result.edits).toFixed(2),
    range(result.edits),
    other === undefined ? '' : ratio(result.edits, other.edits).ofMedians.toFixed(1),
  ];
}

/**
 * What a way is compared with; nothing when one of the two is missing.
 *
 * @param {import('./measure.mjs').Result} result
 * @param {readonly import('./measure.mjs').Result[]} results
 */
export function counterpart({ way }, results) {
  return results.find(
    ({ way: { kind, title, missing } }) =>
      kind === 'ours' && title === way.against && missing === undefined && way.missing === undefined,
  );
}
