import { byCodeUnit } from '../../core/hash';
import { baseChanges } from './base-changes';
import { dockerfileDiff } from './dockerfile-diff';
import { containersWithText, type DockerImage, dockerImages, imageFacts, isMade } from './docker-images';
import { usersOf } from './image-followers';
import { reasonOf } from './image-reasons';
import { type Phrase, say, value } from '../model/phrase';
import type { ImageChange } from '../model/review-model';
import type { ReviewContext } from '../model/rule';

/** The images that are built or pulled anew, in the order of their addresses. */
export function imageChanges(context: ReviewContext): ImageChange[] {
  const facts = new Map(imageFacts(context).map((each) => [each.address, each]));
  const made = dockerImages(context)
    .filter(({ change }) => isMade(change.effect))
    .map((image) => {
      const { before, after } = facts.get(image.change.address) ?? {};
      return {
        ...settingsOf(image, context),
        bases: baseChanges(before?.bases ?? [], after?.bases ?? []).map(({ from, to }) => ({
          from: said(from),
          to: said(to),
        })),
        // Every line of a new one would be new.
        dockerfile: before && after ? dockerfileDiff(before.dockerfile, after.dockerfile).lines : [],
      };
    });
  return [...made, ...pulledByContainers(context)].sort((left, right) =>
    byCodeUnit(left.address, right.address),
  );
}

function settingsOf(image: DockerImage, context: ReviewContext): Omit<ImageChange, 'bases' | 'dockerfile'> {
  const { change, before, after } = image;
  return {
    path: [context.called(change.address)],
    address: change.address,
    from: said(before?.name),
    to: said(after?.name),
    why: reasonOf(image),
    usedBy: usersOf(image, context)
      .filter((user) => user.after !== undefined)
      .map((user) => [context.called(user.change.address)]),
  };
}

function pulledByContainers(context: ReviewContext): ImageChange[] {
  return containersWithText(context)
    .filter(({ before, after }) => after !== undefined && before?.image !== after.image)
    .map(({ change, before, after }) => {
      const { address } = change;
      const path = [context.called(address)];
      return {
        path,
        address,
        from: said(before?.image),
        to: said(after?.image),
        why: change.before === undefined ? say`it is not there yet` : say`its name changed`,
        bases: [],
        dockerfile: [],
        usedBy: [path],
      };
    });
}

function said(reference: string | undefined): Phrase | undefined {
  return reference === undefined || reference === '' ? undefined : [value(reference)];
}
