import { withoutSecrets } from '../../../lib/review/format/last-scan';
import { renderJson } from '../../../lib/review/format/render-json';
import { renderMarkdown } from '../../../lib/review/format/render-markdown';
import { renderSarif } from '../../../lib/review/format/render-sarif';
import { renderText } from '../../../lib/review/format/render-text';
import { reviewPlan } from '../../../lib/review/review';
import type { Review } from '../../../lib/review/model/review-model';
import type { ReviewOptions } from '../../../lib/review/review-options';
import { NO_SETTINGS } from '../../../lib/review/review-settings';

export const OPTIONS: ReviewOptions = {
  stack: 'shop',
  settings: NO_SETTINGS,
  failOn: 'block',
  requireApproval: 'never',
  today: '2026-11-22',
  isWithoutRefresh: false,
  isWithoutState: false,
};

/** The review of a plan, as the command makes it. */
export function reviewed(text: string, options: Partial<ReviewOptions> = {}): Review {
  return reviewPlan(text, { ...OPTIONS, ...options }).review;
}

/** A review in every format, after the last look for secrets. */
export function inAllFormats(text: string): string[] {
  return reviewAndTexts(text).texts;
}

/** The same with the review itself. */
export function reviewAndTexts(text: string): { review: Review; texts: string[] } {
  const { review, secrets } = reviewPlan(text, OPTIONS);
  const texts = [
    renderMarkdown([review]),
    renderText([review], { colour: true }),
    renderJson([review]),
    renderSarif([review]),
  ].map((rendered) => withoutSecrets(rendered, [secrets]));
  return { review, texts };
}

/** The numbers of the rules that found something, each once. */
export function rulesOf({ findings }: Review): string[] {
  return [...new Set(findings.map(({ rule }) => rule))].sort();
}
