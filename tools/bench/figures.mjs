/** How often everything is measured: odd, so that the median is one of the measurements. */
export const ROUNDS = 5;

/**
 * Several measurements of one thing, in the order of the rounds.
 *
 * @typedef {readonly number[]} Series
 */

/** @param {Series} series */
export function median(series) {
  const sorted = [...series].sort((left, right) => left - right);
  return sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
}

/**
 * `0.66 - 0.80`
 *
 * @param {Series} series
 * @param {number} [digits]
 */
export function range(series, digits = 2) {
  return `${Math.min(...series).toFixed(digits)} - ${Math.max(...series).toFixed(digits)}`;
}

/**
 * How many times `other` is `one`: of the medians, and in each round, where noise of the machine hit both alike.
 *
 * @param {Series} other
 * @param {Series} one
 */
export function ratio(other, one) {
  const rounds = other.map((value, round) => value / (one[round] ?? Number.NaN));
  return { ofMedians: median(other) / median(one), rounds };
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return (bytes / 1e6).toFixed(2);
}

/**
 * Rows with columns of equal width: the first one is text and stands left, the others are figures and stand right.
 *
 * @param {readonly (readonly string[])[]} rows
 */
export function table(rows) {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row.map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      ),
    )
    .map((cells) => `  ${cells.join('   ')}`.trimEnd())
    .join('\n');
}

/**
 * Something that the project promises of itself.
 *
 * @typedef {object} Aim
 * @property {string} what
 * @property {number} [most]
 * @property {number} [least]
 * @property {number} measured
 * @property {string} unit
 */

/** @param {readonly Aim[]} aims */
export function verdicts(aims) {
  return table([
    ['', 'measured', 'aim', ''],
    ...aims.map(({ what, most = Infinity, least = 0, measured, unit }) => [
      what,
      `${measured.toFixed(2)} ${unit}`,
      most < Infinity ? `at most ${most.toFixed(1)} ${unit}` : `at least ${least.toFixed(1)} ${unit}`,
      measured <= most && measured >= least ? 'met' : 'missed',
    ]),
  ]);
}
