import { fit, less, roomOf, sizeOf, type Room, type Section } from './fit';
import { blockingByRule } from './markdown-findings';
import { indexSection, overallSection } from './markdown-head';
import { sectionsOf } from './markdown-sections';
import { marker } from './markdown-text';
import type { Review } from '../model/review-model';
import { worstFirst } from './review-words';
import { write, Written, type Rendered } from './written';

/** How a review is written as Markdown. */
export interface MarkdownOptions {
  /**
   * Characters that it has at most, 4,000 or more; it never has more than 190,000 bytes.
   *
   * @default 60000
   */
  readonly budget?: number;
}

/**
 * Reviews as the text of a comment on a change, for GitHub and GitLab.
 *
 * One review says what goes down, for how long, what becomes of the data, what gets weaker and what is in the images, in this order, before anything that
 * is folded. Several have a table of all stacks first. What does not fit is shortened, diffs and lists before findings, and said to be; a finding that
 * blocks is never left out.
 *
 * @throws ValidationError for a budget that is too small
 */
export function renderMarkdown(reviews: readonly Review[], options: MarkdownOptions = {}): Rendered {
  const sorted = worstFirst(reviews);
  const hidden = marker(sorted.length === 1 ? sorted[0]?.stack : undefined);
  const room = less(roomOf(options.budget), sizeOf(hidden), sizeOf(SHORTENED));
  const { text, isShortened } = longest(sorted, room);
  const parts = [hidden, text, ...(isShortened ? [SHORTENED] : [])].filter((part) => part.text !== '');
  return write`${Written.joined(parts, '\n\n')}\n`;
}

const SHORTENED = write`*This is shortened to fit. The review in the JSON format has everything.*`;

interface Chosen {
  readonly text: Written;
  readonly isShortened: boolean;
}

function longest(reviews: readonly Review[], room: Room): Chosen {
  const head: Section[] = reviews.length === 1 ? [] : [overallSection(reviews), ...indexSection(reviews)];
  const whole = fit([...head, ...reviews.flatMap(sectionsOf)], room);
  if (!whole.isTooLong) {
    return whole;
  }
  // So many stacks that there is no room for the shortest review of each.
  const index = [overallSection(reviews), ...blockingByRule(reviews), ...indexSection(reviews)];
  return { ...fit(index, room), isShortened: true };
}
