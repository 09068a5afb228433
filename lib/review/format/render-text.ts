import { linesOf } from './diff-count';
import { groupsOf } from './finding-groups';
import { name, plain, say, value, type Phrase } from '../model/phrase';
import { addressPhrase, attributePhrase } from './resource-names';
import type {
  AttributeChange,
  Downtime,
  EnvironmentChange,
  GaplessChange,
  ImageChange,
  Review,
  ReviewedFinding,
  Verdict,
} from '../model/review-model';
import {
  APPROVALS,
  changesOf,
  EFFECTS,
  happenings,
  nothingOf,
  VERDICTS,
  WITHOUT_GAP,
  worstFirst,
} from './review-words';
import { Terminal, type Ink } from './terminal-text';
import { verbatim } from './verbatim';
import { lines, write, Written, type Rendered } from './written';

/** How reviews are written for a terminal. */
export interface TextOptions {
  /** Whether the terminal shows colours. */
  readonly colour: boolean;
}

const VERDICT_INKS: Readonly<Record<Verdict, Ink>> = { blocked: 'red', attention: 'yellow', clean: 'green' };
const VERDICT_SIGNS: Readonly<Record<Verdict, string>> = { blocked: '✗', attention: '!', clean: '✓' };

/** Reviews for somebody in front of a terminal of 100 columns, at full length. */
export function renderText(reviews: readonly Review[], options: TextOptions): Rendered {
  const terminal = new Terminal(options.colour);
  const sorted = worstFirst(reviews);
  const index = sorted.length === 1 ? [] : [indexOf(sorted, terminal)];
  const written = [...index, ...sorted.map((review) => reviewText(review, terminal))];
  return write`${lines(written, '\n\n')}\n`;
}

function indexOf(reviews: readonly Review[], terminal: Terminal): Written {
  const items = reviews.map((review) =>
    terminal.wrapped(
      [happenings(review).join(' · ') || 'nothing changes'],
      write`  ${titleOf(review, terminal)}\n    `,
      4,
    ),
  );
  return block(terminal, `${reviews.length} stacks`, items);
}

function titleOf({ verdict, stack }: Review, terminal: Terminal): Written {
  const sign = terminal.own(`${VERDICT_SIGNS[verdict]} ${VERDICTS[verdict]}`, 'bold', VERDICT_INKS[verdict]);
  return write`${sign} ${stack === undefined ? write`this plan` : terminal.line([name(stack)])}`;
}

function reviewText(review: Review, terminal: Terminal): Written {
  return lines(
    [
      headOf(review, terminal),
      ...findingBlocks(review, terminal),
      block(
        terminal,
        'What is in the images',
        review.images.map((image) => imageText(image, terminal)),
      ),
      block(
        terminal,
        'Variables and secrets, by name',
        review.environment.map((each) => variables(each, terminal)),
      ),
      block(terminal, 'What was changed beside Terraform', drift(review, terminal)),
      resourceBlock(review, terminal),
      terminal.wrapped(
        say`Review hash ${name(review.hash)}${
          review.terraformVersion === '' ? '' : say`, plan of Terraform ${value(review.terraformVersion)}`
        }`,
        Written.nothing,
        0,
      ),
    ],
    '\n\n',
  );
}

function headOf(review: Review, terminal: Terminal): Written {
  const sentence = (text: string, ...inks: readonly Ink[]) =>
    text === '' ? Written.nothing : terminal.ink(terminal.wrapped([text], write`  `, 2), ...inks);
  const nothing = nothingOf(review);
  return lines([
    titleOf(review, terminal),
    sentence(happenings(review).join(' · ') || 'nothing changes', 'bold'),
    sentence(nothing === '' ? '' : `${nothing}.`),
    sentence(APPROVALS[review.approval], 'bold', 'yellow'),
    ...review.notes.map((note) => terminal.wrapped(note, write`  ${terminal.own('note:', 'yellow')} `, 8)),
  ]);
}

function findingBlocks(review: Review, terminal: Terminal): Written[] {
  const { blocking, weaker, warnings, information, allowed } = groupsOf(review.findings);
  const items = (findings: readonly ReviewedFinding[]) => findings.map((each) => findingText(each, terminal));
  return [
    block(terminal, 'What blocks it', items(blocking)),
    block(
      terminal,
      'What goes down',
      review.downtime.map((each) => downtimeText(each, terminal)),
    ),
    block(
      terminal,
      WITHOUT_GAP,
      review.withoutGap.map((each) => gaplessText(each, terminal)),
    ),
    block(terminal, 'What gets weaker', items(weaker)),
    block(terminal, 'What else to look at', items(warnings)),
    block(terminal, 'For information', items(information)),
    block(terminal, 'Allowed', items(allowed)),
  ];
}

function drift(review: Review, terminal: Terminal): Written[] {
  return groupsOf(review.findings).drift.map((each) => findingText(each, terminal));
}

function findingText(finding: ReviewedFinding, terminal: Terminal): Written {
  const { rule, severity, path, address, effect, fix, allowed } = finding;
  const [sign, ink] = allowed ? (['✓', 'dim'] as const) : SEVERITIES[severity];
  const called = path ?? (address === undefined ? [] : addressPhrase(address));
  const end =
    allowed === undefined
      ? field('fix', fix, 3, terminal)
      : field('allowed', say`until ${name(allowed.until)}: ${name(allowed.reason)}`, 7, terminal);
  return lines([
    write`  ${terminal.own(`${sign} ${rule}`, 'bold', ink)} ${terminal.line(called)}`,
    terminal.wrapped(effect, write`    `, 4),
    end,
  ]);
}

const SEVERITIES = { block: ['✗', 'red'], warn: ['!', 'yellow'], info: ['·', 'dim'] } as const;

function downtimeText({ path, why, howLong, ports, data, isForGood }: Downtime, terminal: Terminal): Written {
  return lines([
    write`  ${terminal.line(path)}`,
    field('why', why, 12, terminal),
    field('for how long', isForGood ? ['for good'] : howLong, 12, terminal),
    field('ports', ports, 12, terminal),
    field('data', data, 12, terminal),
  ]);
}

function gaplessText({ path, why, course, because }: GaplessChange, terminal: Terminal): Written {
  return lines([
    write`  ${terminal.line(path)}`,
    field('why', why, 7, terminal),
    field('how', course, 7, terminal),
    ...because.map((each, index) => field(index === 0 ? 'because' : '', each, 7, terminal)),
  ]);
}

function imageText(image: ImageChange, terminal: Terminal): Written {
  return lines([
    write`  ${terminal.line(image.path)}`,
    field('why', image.why, 10, terminal),
    field('image', fromTo(image), 10, terminal),
    ...image.bases.map((base) => field('base image', fromTo(base), 10, terminal)),
    ...image.usedBy.map((path) => field('runs in', path, 10, terminal)),
    ...(image.dockerfile.length === 0 ? [] : [field('Dockerfile', [linesOf(image)], 10, terminal)]),
    ...image.dockerfile.map(({ sign, text }) => {
      const line = write`${Written.own(sign === '@' ? '' : sign)}${verbatim(text)}`;
      return write`      ${terminal.ink(line, ...DIFF_INKS[sign])}`;
    }),
  ]);
}

const DIFF_INKS: Readonly<Record<ImageChange['dockerfile'][number]['sign'], readonly Ink[]>> = {
  '+': ['green'],
  '-': ['red'],
  ' ': [],
  '@': ['dim'],
};

function variables({ path, added, removed, changed }: EnvironmentChange, terminal: Terminal): Written {
  const phrase = [namesOf('added', added), namesOf('removed', removed), namesOf('changed', changed)]
    .filter((part) => part.length > 0)
    .flatMap((part, index) => [index === 0 ? '' : ' · ', ...part]);
  return write`  ${terminal.line(path)}\n${terminal.wrapped(phrase, write`    `, 4)}`;
}

function namesOf(word: string, names: readonly Phrase[]): Phrase {
  return names.flatMap((each, index) => [index === 0 ? `${word} ` : ', ', ...each]);
}

function resourceBlock(review: Review, terminal: Terminal): Written {
  const items = review.resources.map(({ effect, address, path, attributes }) => {
    const isNamed = path !== undefined && plain(path) !== address;
    const called = isNamed ? say`${path} ${addressPhrase(address)}` : addressPhrase(address);
    return lines([
      terminal.wrapped(
        say`${called}`,
        write`  ${terminal.own(EFFECTS[effect], 'bold')} `,
        EFFECTS[effect].length + 3,
      ),
      ...attributes.map((each) => terminal.wrapped(attribute(each), write`      `, 6)),
    ]);
  });
  return block(terminal, `All changes: ${changesOf(review)}`, items);
}

function attribute({
  name: called,
  from,
  to,
  forcesReplacement,
  isKnownAfterApply,
}: AttributeChange): Phrase {
  const sides =
    from === undefined && to === undefined
      ? isKnownAfterApply
        ? ': known after the apply'
        : ''
      : say`: ${fromTo({ from, to: isKnownAfterApply ? ['known after the apply'] : to })}`;
  return say`${attributePhrase(called)}${sides}${forcesReplacement ? ' (forces the replacement)' : ''}`;
}

function fromTo({ from, to }: { readonly from?: Phrase; readonly to?: Phrase }): Phrase {
  return from === undefined && to === undefined ? [] : say`${from ?? 'nothing'} → ${to ?? 'nothing'}`;
}

/** A name with what belongs to it; nothing where there is nothing to say. */
function field(title: string, phrase: Phrase, width: number, terminal: Terminal): Written {
  return phrase.length === 0
    ? Written.nothing
    : terminal.wrapped(phrase, write`    ${terminal.own(title.padEnd(width), 'dim')}  `, width + 6);
}

function block(terminal: Terminal, title: string, items: readonly Written[]): Written {
  return items.length === 0
    ? Written.nothing
    : lines([terminal.ink(terminal.wrapped([title], Written.nothing, 0), 'bold'), ...items]);
}
