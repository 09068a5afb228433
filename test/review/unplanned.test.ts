import { unplannedReview } from '../../lib/review/unplanned';
import { renderMarkdown } from '../../lib/review/format/render-markdown';
import { renderText } from '../../lib/review/format/render-text';

describe('a stack that Terraform could not plan', () => {
  const reviews = [unplannedReview('notes-prod'), unplannedReview('notes-dev')];

  test('is said to be that in the first line that says what happens, and in the list of stacks', () => {
    const texts = [
      renderText(reviews, { colour: false }).text,
      renderText(reviews.slice(0, 1), { colour: false }).text,
      renderMarkdown(reviews, {}).text,
      renderMarkdown(reviews.slice(0, 1), {}).text,
    ];
    texts.forEach((text) => {
      expect(text).toContain('could not be planned');
      expect(text).not.toContain('nothing changes');
    });
  });

  test('has no version of a Terraform that made a plan', () => {
    expect(renderText(reviews, { colour: false }).text).not.toContain('plan of Terraform');
    expect(renderMarkdown(reviews, {}).text).not.toContain('plan of Terraform');
  });

  test('blocks', () => {
    expect(reviews.map(({ verdict }) => verdict)).toEqual(['blocked', 'blocked']);
  });
});
