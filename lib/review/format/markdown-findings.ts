import { REVIEW_RULES, type RuleId } from '../model/rule-table';
import { asManyAsFit, type Room, type Section, type Variant } from './fit';
import { groupsOf } from './finding-groups';
import { listing, type Length } from './listing';
import { markdown, nameSpan } from './markdown-text';
import type { Phrase } from '../model/phrase';
import { addressPhrase } from './resource-names';
import type { Review, ReviewedFinding } from '../model/review-model';
import { lines, write, Written } from './written';

/** Lower is served first when room is short. */
export const FINDING_RANKS = {
  blocking: 1,
  weaker: 3,
  warnings: 4,
  drift: 6,
  information: 8,
  allowed: 9,
} as const;

/** Sections of the findings, in the order in which they are read; what belongs between them comes from the caller. */
export interface FindingSections {
  readonly blocking: readonly Section[];
  readonly others: readonly Section[];
  readonly drift: readonly Section[];
  /** Seen after a click only. */
  readonly folded: readonly Section[];
}

export function findingSections(review: Review): FindingSections {
  const groups = groupsOf(review.findings);
  return {
    blocking: blockingSection(groups.blocking),
    others: [
      ...section('weaker', 'What gets weaker', groups.weaker),
      ...section('warnings', 'What else to look at', groups.warnings),
    ],
    drift: section('drift', 'What was changed beside Terraform', groups.drift),
    folded: [
      ...section('information', 'For information', groups.information),
      ...section('allowed', 'Allowed', groups.allowed),
    ],
  };
}

function section(
  rank: 'weaker' | 'warnings' | 'information' | 'allowed' | 'drift',
  title: string,
  findings: readonly ReviewedFinding[],
): Section[] {
  const isFolded = rank === 'information' || rank === 'allowed';
  return listing({ rank: FINDING_RANKS[rank], title, isFolded, lengths: [full(findings), short(findings)] });
}

function full(findings: readonly ReviewedFinding[]): Length {
  return { items: findings.map((finding) => () => write`${item(finding)}${remark(finding)}`) };
}

function short(findings: readonly ReviewedFinding[]): Length {
  return { items: findings.map((finding) => () => item(finding)), without: 'what to do about it' };
}

function item(finding: ReviewedFinding): Written {
  return write`- ${head(finding)}: ${markdown(finding.effect)}`;
}

function head(finding: ReviewedFinding): Written {
  const place = placeOf(finding);
  const rule = write`**${Written.own(finding.rule)}**`;
  return place === undefined ? rule : write`${rule} ${markdown(place)}`;
}

/** What a reader knows the resource by. */
export function placeOf({ path, address }: ReviewedFinding): Phrase | undefined {
  return path ?? (address === undefined ? undefined : addressPhrase(address));
}

function remark({ fix, allowed }: ReviewedFinding): Written {
  return allowed === undefined
    ? fix.length === 0
      ? Written.nothing
      : write`\n  - Fix: ${markdown(fix)}`
    : write`\n  - Allowed until ${nameSpan(allowed.until)}: ${nameSpan(allowed.reason)}`;
}

/** What blocks is never left out: when there are too many for a line each, they are counted by rule. */
function blockingSection(findings: readonly ReviewedFinding[]): Section[] {
  if (findings.length === 0) {
    return [];
  }
  const title = 'What blocks it';
  const places: Length = {
    items: findings.map((finding) => () => write`- ${head(finding)}`),
    without: 'what happens and what to do about it',
  };
  const [whole] = listing({ rank: 0, title, lengths: [full(findings), short(findings), places] });
  // Without what a listing ends with, which leaves some of them out.
  const complete = whole?.variants.slice(0, 3) ?? [];
  return [{ rank: FINDING_RANKS.blocking, variants: [...complete, ...byRule(title, findings)] }];
}

/** What blocks any of many stacks, by rule. */
export function blockingByRule(reviews: readonly Review[]): Section[] {
  const findings = reviews.flatMap((review) => groupsOf(review.findings).blocking);
  return findings.length === 0
    ? []
    : [{ rank: FINDING_RANKS.blocking, variants: byRule('What blocks them', findings) }];
}

/** With as many places as there is room for, or their number alone. */
function byRule(title: string, findings: readonly ReviewedFinding[]): [Variant, () => Written] {
  const groups = rulesOf(findings);
  const counts = groups.map(({ rule, all }) => `${rule} (${all.length})`).join(', ');
  return [
    (room) => placesByRule(title, groups, room),
    () => write`**${Written.own(title)}:** ${Written.own(counts)}.`,
  ];
}

interface RuleGroup {
  readonly rule: RuleId;
  readonly all: readonly ReviewedFinding[];
}

function rulesOf(findings: readonly ReviewedFinding[]): RuleGroup[] {
  const groups = new Map<RuleId, ReviewedFinding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.rule) ?? [];
    group.push(finding);
    groups.set(finding.rule, group);
  }
  return [...groups].map(([rule, all]) => ({ rule, all }));
}

/** A line for each rule. They take turns, so that each has some of the room. */
function placesByRule(title: string, groups: readonly RuleGroup[], room: Room): Written | undefined {
  const inTurns = groups
    .flatMap(({ all }) => all.map((finding, turn) => ({ finding, turn })))
    .sort((one, other) => one.turn - other.turn)
    .map(({ finding }) => finding);
  const frame = (shown: readonly Written[]) => {
    const perRule = groups.map(({ rule, all }) => {
      const places = shown.filter((_, index) => inTurns[index]?.rule === rule);
      const count = write`${places.length} of ${all.length} shown`;
      return write`- **${Written.own(rule)}** ${Written.own(REVIEW_RULES[rule])}, ${count}: ${Written.joined(places, ', ')}`;
    });
    return write`### ${Written.own(title)}\n\n${lines(perRule)}`;
  };
  const items = inTurns.map((finding) => () => markdown(placeOf(finding) ?? ['the whole plan']));
  return asManyAsFit(items, room, frame, groups.length);
}
