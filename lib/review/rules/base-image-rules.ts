import { baseChanges, differenceOf, type ReferenceChange } from './base-changes';
import { containersWithText, dockerImages, imageFacts, isMade } from './docker-images';
import type { Finding, Severity } from '../model/finding';
import { isSameRepository, parseImageReference } from './image-reference';
import { type Phrase, say, value } from '../model/phrase';
import type { ReviewContext } from '../model/rule';

/** CR-IMG-1: other base images, or another image where one is pulled. */
export function judgeBases(context: ReviewContext): readonly Finding[] {
  return [...changedBases(context), ...changedReferences(context)];
}

function changedBases(context: ReviewContext): Finding[] {
  return imageFacts(context).flatMap(({ path, address, before, after }) => {
    if (before === undefined || after === undefined) {
      return [];
    }
    const what = address === undefined ? say`a base image of ${value(path)}` : say`a base image`;
    const reason = after.accepted?.['floating tag'];
    return baseChanges(before.bases, after.bases).map((change) => ({
      rule: 'CR-IMG-1' as const,
      address,
      ...judgedReference(what, change, reason),
    }));
  });
}

function changedReferences(context: ReviewContext): Finding[] {
  const pulled = dockerImages(context).map(({ change, before, after }) => ({
    address: change.address,
    from: before?.build === undefined ? before?.name : undefined,
    to: after?.build === undefined ? after?.name : undefined,
  }));
  const named = containersWithText(context).map(({ change, before, after }) => ({
    address: change.address,
    from: before?.image,
    to: after?.image,
  }));
  return [...pulled, ...named].flatMap(({ address, from = '', to = '' }) =>
    from === '' || to === '' || from === to
      ? []
      : [{ rule: 'CR-IMG-1' as const, address, ...judgedReference(say`its image`, { from, to }) }],
  );
}

/** @param reason why its bases may be named by tags, where somebody has said it */
function judgedReference(
  what: Phrase,
  { from, to }: ReferenceChange,
  reason?: string,
): Pick<Finding, 'severity' | 'effect' | 'fix'> {
  if (from === undefined || to === undefined) {
    return from === undefined
      ? {
          severity: 'warn',
          effect: say`${what} is new: ${value(to ?? '')}`,
          fix: say`check who publishes it, and that the build needs it`,
        }
      : {
          severity: 'info',
          effect: say`${what} is not used any more: ${value(from)}`,
          fix: say`check that the program needs nothing of it, such as a C library or time zones`,
        };
  }
  const both = say`from ${value(from)} to ${value(to)}`;
  switch (differenceOf(from, to)) {
    case 'digest dropped':
      return {
        severity: reason === undefined ? 'block' : 'warn',
        effect: say`${what} changes ${both} and has no digest any more, so that the next build or pull may get another image${accepted(reason)}`,
        fix: say`write the reference with a digest again, as in ${value(withDigest(to), to)}`,
      };
    case 'repository':
      return {
        severity: 'warn',
        effect: say`${what} comes from another repository: it changes ${both}`,
        fix: say`check who publishes the new one, and what the program needs of it`,
      };
    default:
      return {
        severity: 'info',
        effect: say`${what} changes ${both}: ${parts(from, to)}`,
        fix: say`read what is new in that version before it runs`,
      };
  }
}

function accepted(reason: string | undefined): Phrase {
  return reason === undefined ? [] : say`; the reason that was given: ${value(reason)}`;
}

function withDigest(reference: string): string {
  return `${reference.replace(/@.*$/s, '')}@sha256:...`;
}

function parts(from: string, to: string): string {
  const [old, recent] = [parseImageReference(from), parseImageReference(to)];
  if (old.tag === recent.tag) {
    return old.digest === '' ? 'its digest is fixed now' : 'another digest';
  }
  return old.digest === recent.digest ? 'another tag' : 'another tag and another digest';
}

/** CR-IMG-4: pulled images whose name may mean another one tomorrow. */
export function judgeNames(context: ReviewContext): readonly Finding[] {
  const pulled = dockerImages(context)
    .filter(({ change, after }) => isMade(change.effect) && after !== undefined && after.build === undefined)
    .map(({ change, before, after }) => ({
      address: change.address,
      deployed: before?.build === undefined ? before?.name : undefined,
      reference: after?.name ?? '',
    }));
  const named = containersWithText(context)
    .filter(({ change, before, after }) => isMade(change.effect) || before?.image !== after?.image)
    .map(({ change, before, after }) => ({
      address: change.address,
      deployed: before?.image,
      reference: after?.image ?? '',
    }));
  return [...pulled, ...named].flatMap(({ address, deployed, reference }): Finding[] => {
    const judged = judgedName(reference, deployed);
    return judged === undefined ? [] : [{ rule: 'CR-IMG-4', address, ...judged }];
  });
}

/** @param deployed what it was called before: who has run the newest version so far needs no alarm for every deploy */
function judgedName(
  reference: string,
  deployed = '',
): { readonly severity: Severity; readonly effect: Phrase; readonly fix: Phrase } | undefined {
  const { tag, digest } = parseImageReference(reference);
  if (reference === '' || digest !== '') {
    return undefined;
  }
  const fix = say`write it with the digest that "docker buildx imagetools inspect" prints for it: ${value(withDigest(reference), reference)}`;
  return isNewest(reference)
    ? {
        severity: isNewest(deployed) && isSameRepository(reference, deployed) ? 'info' : 'warn',
        effect: say`the image ${value(reference)} has ${tag === '' ? 'no tag' : 'the tag "latest"'}, so that every host runs the version that was the newest when it pulled it`,
        fix,
      }
    : {
        severity: 'info',
        effect: say`the image ${value(reference)} has no digest, so that whoever may push to its registry decides what a new host runs`,
        fix,
      };
}

/** Whether it means whatever is the newest version. */
function isNewest(reference: string): boolean {
  const { tag, digest } = parseImageReference(reference);
  return reference !== '' && digest === '' && (tag === '' || tag === 'latest');
}
