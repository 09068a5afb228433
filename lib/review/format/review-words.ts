import type { Effect } from '../model/plan';
import type { Approval, Review, Verdict } from '../model/review-model';

const WORST_FIRST: readonly Verdict[] = ['blocked', 'attention', 'clean'];

/** Reviews in the order in which they are read; those of one verdict stay in theirs. */
export function worstFirst(reviews: readonly Review[]): readonly Review[] {
  return WORST_FIRST.flatMap((verdict) => reviews.filter((review) => review.verdict === verdict));
}

/** How many of something: `counted(2, 'volume is at risk', 'volumes are at risk')`. */
export function counted(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}

export const VERDICTS: Readonly<Record<Verdict, string>> = {
  blocked: 'Blocked',
  attention: 'Attention',
  clean: 'Clean',
};

/** Title of what changes while it serves. */
export const WITHOUT_GAP = 'What changes without a gap';

/** What is done with a resource, as a word before its address. */
export const EFFECTS: Readonly<Record<Effect, string>> = {
  none: 'keep',
  create: 'create',
  read: 'read',
  update: 'update',
  delete: 'destroy',
  replace: 'replace',
  'replace-create-first': 'replace (new one first)',
  forget: 'forget',
  'forget-and-create': 'forget, then create',
};

/** What has to be said on the approval; nothing where none is needed. */
export const APPROVALS: Readonly<Record<Approval, string>> = {
  'not-needed': '',
  needed: 'Somebody has to approve this: read it, then apply with --approved and the review hash below.',
  given: 'This was approved: the hash that was given is the one below.',
  differs:
    'The approval is for another plan: the hash that was given is not the one below. Read this anew, then apply with the new hash.',
};

/** What happens, each as a few words with its count; what does not happen is left out. */
export function happenings(review: Review): readonly string[] {
  const { counts, findings, isUnplanned, withoutGap } = review;
  if (isUnplanned === true) {
    return ['could not be planned'];
  }
  const weaker = findings.filter(({ isBroadening }) => isBroadening);
  const reached = weaker.filter(({ rule }) => rule.startsWith('CR-NET-')).length;
  const rights = weaker.length - reached;
  const all: readonly (readonly [number, string, string])[] = [
    [counts.stopped, 'container is down while it is replaced', 'containers are down while they are replaced'],
    [counts.removedContainers, 'container is removed', 'containers are removed'],
    [counts.volumesAtRisk, 'volume is at risk', 'volumes are at risk'],
    [reached, 'change opens more to the network', 'changes open more to the network'],
    [rights, 'change gives more rights', 'changes give more rights'],
    [counts.builtImages, 'image is built', 'images are built'],
    [
      hindered(review),
      'container is to be replaced without a gap, and a finding speaks against it',
      'containers are to be replaced without a gap, and findings speak against it',
    ],
    [
      withoutGap.filter(({ isReload }) => !isReload).length,
      'container is replaced without a gap',
      'containers are replaced without a gap',
    ],
    [
      withoutGap.filter(({ isReload }) => isReload).length,
      'edge is reloaded in place',
      'edges are reloaded in place',
    ],
    [counts.createdContainers, 'container is new', 'containers are new'],
    [counts.updatedContainers, 'container is changed while it runs', 'containers are changed while they run'],
    [counts.unchangedContainers, 'container stays as it is', 'containers stay as they are'],
  ];
  return all.filter(([count]) => count > 0).map(([count, one, more]) => counted(count, one, more));
}

/** How many containers are replaced the new one first, and not without a gap all the same. */
function hindered({ counts, withoutGap }: Review): number {
  return counts.replacedCreateFirst - withoutGap.filter(({ isReload }) => !isReload).length;
}

/** What a reader asks first and may tick off, as one sentence without a full stop; empty where all of it happens, or nobody can know. */
export function nothingOf(review: Review): string {
  if (!review.isStateKnown) {
    return '';
  }
  const { counts, downtime, findings, images } = review;
  const said = [
    downtime.length + counts.stopped + counts.removedContainers === 0 && hindered(review) <= 0
      ? ['no container goes down']
      : [],
    counts.volumesAtRisk === 0 ? ['no volume is at risk'] : [],
    findings.some(({ isBroadening }) => isBroadening) ? [] : ['nothing gets weaker'],
    images.length + counts.builtImages === 0 ? ['no image changes'] : [],
  ].flat();
  const sentence = [said.slice(0, -1).join(', '), ...said.slice(-1)]
    .filter((part) => part !== '')
    .join(' and ');
  return sentence.replace(/^./, (first) => first.toUpperCase());
}

/** `3 are created, 1 is destroyed`. */
export function changesOf(review: Review): string {
  const words: readonly (readonly [Effect, string])[] = [
    ['create', 'created'],
    ['update', 'updated'],
    ['replace', 'replaced'],
    ['replace-create-first', 'replaced (new one first)'],
    ['delete', 'destroyed'],
    ['forget', 'forgotten'],
    ['forget-and-create', 'forgotten and created'],
    ['read', 'read'],
  ];
  return words
    .flatMap(([effect, word]) => {
      const count = review.counts.changes[effect] ?? 0;
      return count === 0 ? [] : [`${count} ${word}`];
    })
    .join(', ');
}
