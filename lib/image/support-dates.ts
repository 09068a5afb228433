import { minorOf } from '../gomodule/go-version';

/**
 * Year and month in which the facts about images were checked.
 *
 * Warnings compare with it and never with today: the same declaration gives the same answer on every day. A new release of this
 * library brings newer facts.
 */
export const FACTS_DATE = '2026-11';

/** In the place of a date: replaced by its newer self all the time, with one version that has support. */
export const ROLLING = 'rolling';

/** Whether support that ends in the month `supportEnds` (`2026-08`, or rolling) had ended when the facts were checked. */
export function hadEnded(supportEnds: string): boolean {
  return supportEnds !== ROLLING && supportEnds < FACTS_DATE;
}

/**
 * The lines of Go that get security fixes: the two newest (https://go.dev/doc/devel/release#policy).
 *
 * Newest first.
 */
export const SUPPORTED_GO = ['1.27', '1.26'] as const;

/** Whether a Go version is of a line that got no more fixes when the facts were checked; a newer line than all has support. */
export function goHadEnded(version: string): boolean {
  return SUPPORTED_GO.every((line) => minorOf(version) < minorOf(line));
}
