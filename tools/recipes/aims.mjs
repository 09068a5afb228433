import { ratio } from '../bench/figures.mjs';
import { counterpart } from './report.mjs';

/** Times that an edit is faster than with the Dockerfile of a text. */
const LEAST_FASTER = 15;
/** Times that ko takes. */
const MOST_OF_KO = 1;
/** Times that an edit takes with `go vet`. */
const MOST_WITH_VET = 3;
/** Megabytes that an image may be bigger than that of a text: the health probe. */
const MOST_BIGGER = 2;
/** Megabytes of the image with C code. */
const MOST_WITH_CGO = 20;

/**
 * What the project promises of a recipe.
 *
 * @param {string} id
 * @param {readonly import('./measure.mjs').Result[]} results
 * @returns {import('../bench/figures.mjs').Aim[]}
 */
export function recipeAims(id, results) {
  const compared = results.flatMap((result) => {
    const ours = counterpart(result, results);
    return ours === undefined ? [] : [{ result, ours }];
  });
  const of = (/** @type {'text' | 'ours' | 'ko'} */ kind) =>
    compared.filter(({ result }) => result.way.kind === kind);
  return [
    ...of('text').flatMap(({ result, ours }) => [
      {
        what: `${id} edit: ${result.way.title} / this library`,
        least: LEAST_FASTER,
        measured: ratio(result.edits, ours.edits).ofMedians,
        unit: 'x',
      },
      {
        what: `${id} size: this library, beside ${result.way.title}`,
        most: result.size / 1e6 + MOST_BIGGER,
        measured: ours.size / 1e6,
        unit: 'MB',
      },
    ]),
    ...of('ko').map(({ result, ours }) => ({
      what: `${id} edit: this library / ko`,
      most: MOST_OF_KO,
      measured: ratio(ours.edits, result.edits).ofMedians,
      unit: 'x',
    })),
    ...of('ours')
      .filter(({ result }) => result.way.title === 'with vet')
      .map(({ result, ours }) => ({
        what: `${id} edit: with vet / without gates`,
        most: MOST_WITH_VET,
        measured: ratio(result.edits, ours.edits).ofMedians,
        unit: 'x',
      })),
    ...results
      .filter(({ way }) => way.kind === 'ours' && way.title === 'scratch with libraries')
      .map(({ size }) => ({
        what: `${id} size: this library`,
        most: MOST_WITH_CGO,
        measured: size / 1e6,
        unit: 'MB',
      })),
  ];
}
