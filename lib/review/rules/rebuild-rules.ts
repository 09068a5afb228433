import { isReplaced } from './docker-changes';
import { dockerImages } from './docker-images';
import { enumerated } from './enumeration';
import type { Finding } from '../model/finding';
import { followersOf } from './image-followers';
import { changedOf, reasonOf } from './image-reasons';
import { name, type Phrase, say } from '../model/phrase';
import type { ResourceChange } from '../model/plan';
import type { ReviewContext } from '../model/rule';

/** CR-IMG-3: images that are built or pulled again, and what runs them. */
export function judgeRebuilds(context: ReviewContext): readonly Finding[] {
  return dockerImages(context).flatMap((image): Finding[] => {
    const { change, before, after } = image;
    const isOtherName = before?.name !== after?.name;
    if (!isReplaced(change.effect) || before === undefined || after === undefined) {
      return [];
    }
    // Another name of an image that is pulled is told as another image.
    if (before.build === undefined && after.build === undefined && isOtherName) {
      return [];
    }
    const { following, staying } = followersOf(image, context);
    const anew = after.build === undefined ? 'pulled' : 'built';
    const because = changedOf(image).length > 0 ? say`since ${reasonOf(image)}` : say`(${reasonOf(image)})`;
    const follow =
      following.length === 0
        ? say`, and no container of this plan changes with it`
        : say`, and ${called(following, context)} ${following.length > 1 ? 'change' : 'changes'} with it`;
    return [
      staying.length > 0
        ? {
            rule: 'CR-IMG-3',
            severity: 'warn',
            address: change.address,
            effect: say`it is ${anew} anew ${because}${follow}, but ${called(staying, context)} ${staying.length > 1 ? 'go' : 'goes'} on with the image of before, which has the same name`,
            fix: say`set ${name('image')} of the container to the ${name('image_id')} of the image instead of its name`,
          }
        : {
            rule: 'CR-IMG-3',
            severity: 'info',
            address: change.address,
            effect: say`it is ${anew} anew ${because}${follow}`,
            fix: say`check that what changed was meant to be in this deploy`,
          },
    ];
  });
}

function called(changes: readonly ResourceChange[], context: ReviewContext): Phrase {
  return enumerated(changes.map(({ address }) => context.called(address)));
}
