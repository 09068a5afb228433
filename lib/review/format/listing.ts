import { asManyAsFit, type Section, type Variant } from './fit';
import { details } from './markdown-text';
import { write, Written } from './written';

/** Things of one kind under a title. */
export interface Listing {
  /** Sections of a lower rank get their room first. */
  readonly rank: number;
  /** Words of ours. */
  readonly title: string;
  /** Seen after a click only. */
  readonly isFolded?: boolean;
  /** The things at full length and, where that is another one, shorter: as many of the last as fit are shown when not all do. */
  readonly lengths: readonly Length[];
}

export interface Length {
  /** What stands before the first, such as the head of a table. */
  readonly head?: Written;
  /** A line break when nothing else is said. */
  readonly between?: string;
  /** Written when they are asked for: there may be thousands. */
  readonly items: readonly (() => Written)[];
  /** What is not said at this length: "their fixes". */
  readonly without?: string;
}

/** A section in which the number of things is always said. Nothing at all when there are none. */
export function listing(list: Listing): Section[] {
  const last = list.lengths[list.lengths.length - 1];
  if (last === undefined || last.items.length === 0) {
    return [];
  }
  const total = last.items.length;
  const whole = list.lengths.map(
    (length): Variant =>
      () =>
        framed(
          list,
          length,
          length.items.map((item) => item()),
        ),
  );
  const some: Variant = (room) => asManyAsFit(last.items, room, (shown) => framed(list, last, shown));
  return [
    {
      rank: list.rank,
      variants: [...whole, some, () => write`**${Written.own(list.title)}:** 0 of ${total} shown.`],
    },
  ];
}

function framed({ title, isFolded }: Listing, length: Length, shown: readonly Written[]): Written {
  const { head, items, between = '\n', without } = length;
  const list = Written.joined([...(head === undefined ? [] : [head]), ...shown], between);
  const remarks = [
    ...(shown.length < items.length ? [`${shown.length} of ${items.length} shown`] : []),
    ...(without === undefined ? [] : [`without ${without}`]),
  ];
  const body = remarks.length === 0 ? list : write`${list}\n\n${Written.own(sentence(remarks.join(', ')))}`;
  return isFolded === true
    ? details(`${title} (${items.length})`, body)
    : write`### ${Written.own(title)}\n\n${body}`;
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
