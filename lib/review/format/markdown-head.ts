import { fixed, type Section } from './fit';
import { listing } from './listing';
import { markdown, nameSpan, row, tableHead } from './markdown-text';
import { value } from '../model/phrase';
import type { Review, Verdict } from '../model/review-model';
import { APPROVALS, counted, happenings, nothingOf, VERDICTS } from './review-words';
import { lines, write, Written } from './written';

const SIGNS: Readonly<Record<Verdict, string>> = { blocked: '⛔', attention: '⚠️', clean: '✅' };

/** Names in a title are short, so that there is always room for it. */
const LONGEST_STACK = 100;

const NOTES_RANK = 1;

/** What it is a review of, and what it says in one line. */
export function headSections(review: Review): Section[] {
  const title = review.stack === undefined ? write`this plan` : nameSpan(review.stack, LONGEST_STACK);
  const approval = APPROVALS[review.approval];
  return [
    fixed(write`## ${verdictSign(review.verdict)} Review of ${title}`),
    fixed(verdictLine(review)),
    fixed(Written.own(nothingOf(review) === '' ? '' : `${nothingOf(review)}.`)),
    fixed(approval === '' ? Written.nothing : write`**${Written.own(approval)}**`),
  ];
}

/** What a reader has to know about the review itself. */
export function noteSection({ notes }: Review): Section[] {
  if (notes.length === 0) {
    return [];
  }
  return [
    {
      rank: NOTES_RANK,
      variants: [
        () =>
          Written.joined(
            notes.map((note) => write`> ${markdown(note)}`),
            '\n>\n',
          ),
        () =>
          write`> ${Written.own(counted(notes.length, 'note', 'notes'))} on this review, 0 of ${notes.length} shown`,
      ],
    },
  ];
}

/** By which somebody approves exactly this. */
export function hashSection({ hash, terraformVersion }: Review): Section {
  const version =
    terraformVersion === ''
      ? Written.nothing
      : write` · plan of Terraform ${markdown([value(terraformVersion)])}`;
  return fixed(write`Review hash ${nameSpan(hash, LONGEST_STACK)}${version}`);
}

/** One line for each stack. */
export function indexSection(reviews: readonly Review[]): Section[] {
  const number = (count: number) => Written.own(count === 0 ? '' : String(count));
  return listing({
    rank: 0,
    title: 'Stacks',
    lengths: [
      {
        head: tableHead([
          'Stack',
          'Verdict',
          'Go down',
          'Volumes at risk',
          'Get weaker',
          'Images built',
          'Changes',
        ]),
        items: reviews.map((review) => () => {
          const { counts, verdict, stack } = review;
          return row([
            stack === undefined ? write`no name` : markdown([{ name: stack }], 'cell'),
            write`${verdictSign(verdict)} ${Written.own(VERDICTS[verdict])}`,
            number(counts.stopped + counts.removedContainers),
            number(counts.volumesAtRisk),
            number(counts.broadenings),
            number(counts.builtImages),
            number(Object.values(counts.changes).reduce((sum, count) => sum + count, 0)),
          ]);
        }),
      },
    ],
  });
}

function verdictSign(verdict: Verdict): Written {
  return Written.own(SIGNS[verdict]);
}

function verdictLine(review: Review): Written {
  return write`**${Written.own(VERDICTS[review.verdict])}** · ${Written.own(happenings(review).join(' · ') || 'nothing changes')}`;
}

/** How many stacks there are, and how they are judged. */
export function overallSection(reviews: readonly Review[]): Section {
  const worst = (['blocked', 'attention', 'clean'] as const).flatMap((verdict) => {
    const count = reviews.filter((review) => review.verdict === verdict).length;
    return count === 0
      ? []
      : [write`${verdictSign(verdict)} ${count} ${Written.own(VERDICTS[verdict].toLowerCase())}`];
  });
  return fixed(
    lines(
      [
        write`## Review of ${Written.own(counted(reviews.length, 'stack', 'stacks'))}`,
        Written.joined(worst, ' · '),
      ],
      '\n\n',
    ),
  );
}
