import { SetupError } from '../setup/report.mjs';
import { COLD, edit } from './way.mjs';

/**
 * What was measured of a way.
 *
 * @typedef {object} Result
 * @property {import('./way.mjs').Way} way
 * @property {number} size bytes
 * @property {number} cold seconds
 * @property {readonly number[]} edits seconds
 */

/**
 * Measures the ways in turns, so that whatever else the machine does hits all of them alike: without a cache, an edit that is not
 * counted, and the edits.
 *
 * @param {import('./recipe-list.mjs').Recipe} recipe
 * @param {readonly import('./way.mjs').Way[]} ways
 * @param {{ rounds: number, ending: { isAsked: boolean }, log: (line: string) => void }} how
 * @returns {Promise<Result[]>} those that are missing have no figures
 */
export async function measure(recipe, ways, { rounds, ending, log }) {
  const results = ways.map((way) => ({ way, size: NaN, cold: NaN, edits: /** @type {number[]} */ ([]) }));
  for (let round = COLD; round <= rounds; round += 1) {
    const line = [];
    for (const [index, result] of results.entries()) {
      const { source, build } = result.way;
      if (source === undefined || build === undefined) {
        continue;
      }
      if (round !== COLD) await edit(recipe, source, `${index}-${round}`);
      const took = await build(round);
      if (ending.isAsked) throw new SetupError('ended before its end');
      line.push(`${index + 1}: ${took.toFixed(2)}`);
      if (round === COLD) result.cold = took;
      if (round > 0) result.edits.push(took);
    }
    log(`  ${title(round).padEnd(8)} ${line.join('   ')} s`);
  }
  for (const result of results) {
    result.size = (await result.way.size?.()) ?? NaN;
    await result.way.end?.();
  }
  return results;
}

/** @param {number} round */
function title(round) {
  if (round === COLD) return 'cold';
  return round === 0 ? 'warm-up' : `edit ${round}`;
}
