import { fixed, type Section } from './fit';
import {
  dockerfileSection,
  downtimeSection,
  environmentSection,
  gaplessSection,
  imageSection,
  resourceSection,
} from './markdown-changes';
import { findingSections } from './markdown-findings';
import { hashSection, headSections, noteSection } from './markdown-head';
import { details, fence } from './markdown-text';
import { pictureOf } from './picture';
import type { Review } from '../model/review-model';
import { write } from './written';

/** It matters least: all of it is said in words. */
const PICTURE_RANK = 12;

/** A picture with more arrows than this is seen after a click only. */
const MOST_OPEN_ARROWS = 10;

/** All of one review in the order in which it is read: what is most urgent first, and what is seen after a click last. */
export function sectionsOf(review: Review): Section[] {
  const { blocking, others, drift, folded } = findingSections(review);
  return [
    ...headSections(review),
    ...noteSection(review),
    ...blocking,
    ...downtimeSection(review),
    ...gaplessSection(review),
    ...others,
    ...imageSection(review),
    ...environmentSection(review),
    ...drift,
    ...folded,
    ...dockerfileSection(review),
    ...resourceSection(review),
    ...pictureSection(review),
    hashSection(review),
  ];
}

function pictureSection(review: Review): Section[] {
  const picture = pictureOf(review);
  if (picture.text === '') {
    return [];
  }
  const block = fence('mermaid', picture);
  const title = 'What is replaced because of what';
  const isFolded = review.replacements.length > MOST_OPEN_ARROWS;
  const section = isFolded ? details(title, block) : write`### What is replaced because of what\n\n${block}`;
  return [
    {
      ...fixed(section),
      rank: PICTURE_RANK,
      variants: [() => section, () => write`**Picture:** not shown.`],
    },
  ];
}
