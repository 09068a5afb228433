import { EXPLANATIONS } from './explanations.mjs';

/**
 * @typedef {object} Finding
 * @property {string} rule the tool and its rule, as the explanations have it
 * @property {string} says what the tool says of it
 * @property {string} place the Dockerfile, with a line where the tool tells one
 *
 * @typedef {object} Checked
 * @property {string} tool the first word of its rules
 * @property {readonly Finding[]} [findings] nothing when the tool was left out
 */

const HEADINGS = ['rule', 'findings', 'why it is no mistake here'];
const PLACES = 5;

/**
 * A table of what was found and why it is no mistake, and what is to be done about the rest.
 *
 * @param {readonly Checked[]} checked
 * @param {Readonly<Record<string, import('./explanations.mjs').Explanation>>} [explanations]
 * @returns {{ table: string, problems: readonly string[] }}
 */
export function judge(checked, explanations = EXPLANATIONS) {
  const findings = checked.flatMap((each) => each.findings ?? []);
  /** @param {Finding} finding */
  const whyOf = ({ rule, place }) => {
    const { why, where } = explanations[rule] ?? {};
    return where === undefined || where.test(place) ? why : undefined;
  };
  /** @type {Map<string, Finding[]>} */
  const groups = new Map();
  for (const finding of findings) {
    const key = `${finding.rule}\n${whyOf(finding) ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const rows = [...groups.entries()].sort().map(([key, group]) => {
    const [rule = '', why = ''] = key.split('\n');
    return [rule, String(group.length), why === '' ? 'NOT EXPLAINED' : why];
  });
  const ran = checked.flatMap(({ tool, findings: found }) => (found === undefined ? [] : [tool]));
  return {
    table: rows.length === 0 ? '  nothing found' : columns([HEADINGS, ...rows]),
    problems: [
      ...[...groups.values()].flatMap((group) =>
        group[0] !== undefined && whyOf(group[0]) === undefined ? [unexplained(group[0], group)] : [],
      ),
      ...Object.entries(explanations).flatMap(([rule, { why }]) =>
        ran.includes(rule.split(' ')[0] ?? '') && !groups.has(`${rule}\n${why}`)
          ? [`${rule} is explained, and finds nothing that needs it: remove the explanation`]
          : [],
      ),
    ],
  };
}

/**
 * @param {Finding} first
 * @param {readonly Finding[]} group
 */
function unexplained({ rule, says }, group) {
  const more = group.length > PLACES ? [`and ${group.length - PLACES} more`] : [];
  const places = [...group.slice(0, PLACES).map(({ place }) => place), ...more];
  return `${rule} is not explained: ${says}\n${places.map((place) => `    ${place}`).join('\n')}`;
}

/** @param {readonly (readonly string[])[]} rows */
function columns(rows) {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map(([rule = '', count = '', why = '']) =>
      `  ${rule.padEnd(widths[0] ?? 0)}   ${count.padStart(widths[1] ?? 0)}   ${why}`.trimEnd(),
    )
    .join('\n');
}
