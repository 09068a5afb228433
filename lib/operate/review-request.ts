import { quote, ValidationError } from '../core/errors';
import { roomOf } from '../review/format/fit';
import type { FailOn, RequireApproval } from '../review/review-options';

/** How a review is written. */
export type ReviewFormat = 'text' | 'markdown' | 'json' | 'sarif';

/** What a review is asked for on the command line. */
export interface ReviewRequest {
  /** Output folder of the app. */
  readonly output: string;
  /** The stack; all of the app when left out. */
  readonly selection?: string;
  /** File with what `terraform show -json` wrote, `-` for standard input; when left out, Terraform makes a plan. */
  readonly plan?: string;
  readonly format?: string;
  /** `FORMAT=FILE`: the same reviews in other formats. */
  readonly also: readonly string[];
  readonly failOn?: string;
  readonly requireApproval?: string;
  readonly approved?: string;
  /** File with settings. */
  readonly settings?: string;
  /** Characters that a Markdown text may have. */
  readonly budget?: string;
  readonly noRefresh: boolean;
  readonly withoutState: boolean;
}

export const FORMATS: readonly ReviewFormat[] = ['text', 'markdown', 'json', 'sarif'];
export const FAIL_ON: readonly FailOn[] = ['block', 'warn', 'never'];
export const REQUIRE_APPROVAL: readonly RequireApproval[] = ['never', 'broadening', 'any-change'];

/** One of the words that an option has. */
export function choice<T extends string>(option: string, words: readonly T[], given: string | undefined): T {
  const word = given === undefined ? words[0] : words.find((each) => each === given);
  if (word === undefined) {
    throw new ValidationError(`--${option} has no ${quote(given ?? '')}; give one of ${words.join(', ')}`);
  }
  return word;
}

/** A format, and the file that gets it. */
export interface ReviewFile {
  readonly format: ReviewFormat;
  readonly file: string;
}

/** `markdown=review.md` */
export function readReviewFile(given: string): ReviewFile {
  const [format = '', ...rest] = given.split('=');
  const file = rest.join('=');
  if (file === '') {
    throw new ValidationError(`--also has ${quote(given)}; write FORMAT=FILE, such as markdown=review.md`);
  }
  return { format: choice('also', FORMATS, format), file };
}

/** A hash as a review shows it. Anything else could only ever differ. */
export function readHash(given: string | undefined): string | undefined {
  if (given !== undefined && !/^[0-9a-f]{32}$/.test(given)) {
    throw new ValidationError(
      `--approved has ${quote(given)}, which is no hash of a review; give the 32 characters at the end of one`,
    );
  }
  return given;
}

/** A number of characters that is enough, whatever format is asked for. */
export function readBudget(given: string | undefined): number | undefined {
  if (given !== undefined && !/^\d+$/.test(given)) {
    throw new ValidationError(`--budget has ${quote(given)}; give a number of characters, such as 60000`);
  }
  const budget = given === undefined ? undefined : Number(given);
  roomOf(budget);
  return budget;
}
