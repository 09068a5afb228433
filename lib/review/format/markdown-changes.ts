import { EFFECTS, changesOf, counted, WITHOUT_GAP } from './review-words';
import type { Section } from './fit';
import { listing } from './listing';
import { fence, markdown, row, tableHead } from './markdown-text';
import { plain, type Phrase } from '../model/phrase';
import { addressPhrase, attributePhrase } from './resource-names';
import { linesOf } from './diff-count';
import type { AttributeChange, ChangedResource, Downtime, ImageChange, Review } from '../model/review-model';
import { verbatim } from './verbatim';
import { lines, write, Written } from './written';

/** Lower is served first when room is short. */
const RANKS = {
  downtime: 2,
  withoutGap: 5,
  images: 5,
  environment: 7,
  dockerfiles: 10,
  resources: 11,
} as const;

/** Lines of one Dockerfile's diff that are shown when not all of them fit. */
const SHOWN_LINES = 60;

/** What is away, and what of it: a table. */
export function downtimeSection({ downtime }: Review): Section[] {
  const whole = (each: Downtime) =>
    row([
      markdown(each.path, 'cell'),
      markdown(each.why, 'cell'),
      howLong(each),
      markdown(each.ports, 'cell'),
      markdown(each.data, 'cell'),
    ]);
  return listing({
    rank: RANKS.downtime,
    title: 'What goes down',
    lengths: [
      {
        head: tableHead(['What', 'Why', 'For how long', 'Ports', 'Data']),
        items: downtime.map((each) => () => whole(each)),
      },
      {
        head: tableHead(['What', 'For how long']),
        items: downtime.map((each) => () => row([markdown(each.path, 'cell'), howLong(each)])),
        without: 'why, ports and data',
      },
    ],
  });
}

function howLong({ howLong, isForGood }: Downtime): Written {
  return isForGood ? write`**for good**` : markdown(howLong, 'cell');
}

/** What changes while it serves, and what makes it so: a table. */
export function gaplessSection({ withoutGap }: Review): Section[] {
  return listing({
    rank: RANKS.withoutGap,
    title: WITHOUT_GAP,
    lengths: [
      {
        head: tableHead(['What', 'Why', 'How', 'What makes it so']),
        items: withoutGap.map(
          ({ path, why, course, because }) =>
            () =>
              row([
                markdown(path, 'cell'),
                markdown(why, 'cell'),
                markdown(course, 'cell'),
                cellLines(because.map((each) => markdown(each, 'cell'))),
              ]),
        ),
      },
      {
        head: tableHead(['What', 'How']),
        items: withoutGap.map(
          ({ path, course }) =>
            () =>
              row([markdown(path, 'cell'), markdown(course, 'cell')]),
        ),
        without: 'why, and what makes it so',
      },
    ],
  });
}

/** What the images are made of: a table. */
export function imageSection({ images }: Review): Section[] {
  return listing({
    rank: RANKS.images,
    title: 'What is in the images',
    lengths: [
      {
        head: tableHead(['Image', 'Why', 'Base image', 'Dockerfile', 'Runs in']),
        items: images.map(
          (image) => () =>
            row([
              cellLines([markdown(image.path, 'cell'), fromTo(image)]),
              markdown(image.why, 'cell'),
              cellLines(image.bases.map(fromTo)),
              Written.own(image.dockerfile.length === 0 ? '' : linesOf(image)),
              cellLines(image.usedBy.map((path) => markdown(path, 'cell'))),
            ]),
        ),
      },
      {
        head: tableHead(['Image', 'Why']),
        items: images.map((image) => () => row([markdown(image.path, 'cell'), markdown(image.why, 'cell')])),
        without: 'base images and the containers that run them',
      },
    ],
  });
}

function cellLines(parts: readonly Written[]): Written {
  return lines(parts, '<br>');
}

function fromTo({ from, to }: { readonly from?: Phrase; readonly to?: Phrase }): Written {
  return from === undefined && to === undefined ? Written.nothing : write`${sideOf(from)} → ${sideOf(to)}`;
}

function sideOf(side: Phrase | undefined): Written {
  return side === undefined ? write`none` : markdown(side, 'cell');
}

/** The diffs of Dockerfiles, folded. */
export function dockerfileSection({ images }: Review): Section[] {
  const changed = images.filter(({ dockerfile }) => dockerfile.length > 0);
  const whole = changed.map((image) => () => dockerfileDiff(image, image.dockerfile.length));
  const cut = changed.map((image) => () => dockerfileDiff(image, SHOWN_LINES));
  return listing({
    rank: RANKS.dockerfiles,
    title: changed.length === 1 ? 'Diff of the Dockerfile' : 'Diffs of the Dockerfiles',
    isFolded: true,
    lengths: [
      { between: '\n\n', items: whole },
      { between: '\n\n', items: cut },
    ],
  });
}

function dockerfileDiff({ path, dockerfile }: ImageChange, most: number): Written {
  const shown = dockerfile.slice(0, most);
  const diff = shown.map(
    ({ sign, text }) => write`${Written.own(sign === '@' ? '' : sign)}${verbatim(text)}`,
  );
  const remark =
    shown.length < dockerfile.length
      ? write`, ${shown.length} of ${dockerfile.length} lines shown`
      : Written.nothing;
  return write`${markdown(path)}${remark}:\n\n${fence('diff', Written.joined(diff, '\n'))}`;
}

/** Names of variables; their values are nobody's business here. */
export function environmentSection({ environment }: Review): Section[] {
  return listing({
    rank: RANKS.environment,
    title: 'Variables and secrets, by name',
    lengths: [
      {
        items: environment.map(({ path, added, removed, changed }) => () => {
          const parts = [
            namesOf('added', added),
            namesOf('removed', removed),
            namesOf('changed', changed),
          ].filter(({ text }) => text !== '');
          return write`- ${markdown(path)}: ${Written.joined(parts, ' · ')}`;
        }),
      },
      {
        items: environment.map(({ path, added, removed, changed }) => () => {
          const counts = `${added.length} added, ${removed.length} removed, ${changed.length} changed`;
          return write`- ${markdown(path)}: ${Written.own(counts)}`;
        }),
        without: 'the names',
      },
    ],
  });
}

function namesOf(word: string, names: readonly Phrase[]): Written {
  return names.length === 0
    ? Written.nothing
    : write`${Written.own(word)} ${Written.joined(
        names.map((each) => markdown(each)),
        ', ',
      )}`;
}

/** All that changes, of every provider, folded. */
export function resourceSection(review: Review): Section[] {
  const { resources } = review;
  return listing({
    rank: RANKS.resources,
    title: `All changes: ${changesOf(review) || counted(resources.length, 'resource', 'resources')}`,
    isFolded: true,
    lengths: [
      {
        items: resources.map((resource) => () => {
          const attributes = resource.attributes.map((each) => write`\n  - ${attribute(each)}`);
          return write`${resourceItem(resource)}${Written.joined(attributes, '')}`;
        }),
      },
      { items: resources.map((resource) => () => resourceItem(resource)), without: 'attributes' },
    ],
  });
}

function resourceItem({ effect, address, path }: ChangedResource): Written {
  // Where no construct path is known, it is the address.
  const called = path === undefined || plain(path) === address ? Written.nothing : write` ${markdown(path)}`;
  return write`- **${Written.own(EFFECTS[effect])}**${called} ${markdown(addressPhrase(address))}`;
}

function attribute({ name, from, to, forcesReplacement, isKnownAfterApply }: AttributeChange): Written {
  const shown =
    from === undefined && to === undefined
      ? isKnownAfterApply
        ? write`: known after the apply`
        : Written.nothing
      : write`: ${value(from)} → ${isKnownAfterApply ? write`known after the apply` : value(to)}`;
  return write`${markdown(attributePhrase(name))}${shown}${Written.own(forcesReplacement ? ' (forces the replacement)' : '')}`;
}

function value(side: Phrase | undefined): Written {
  return side === undefined ? write`nothing` : markdown(side);
}
