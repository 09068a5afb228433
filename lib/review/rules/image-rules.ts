import { judgeBases, judgeNames } from './base-image-rules';
import { judgeBuilds } from './build-rules';
import { isDestroyed } from './docker-changes';
import { dockerImages } from './docker-images';
import { judgeDockerfiles } from './dockerfile-rules';
import type { Finding } from '../model/finding';
import { name, type Phrase, say, value } from '../model/phrase';
import { judgeRebuilds } from './rebuild-rules';
import type { Judge, ReviewContext } from '../model/rule';

/** CR-IMG-6: images that the Engine loses, so that nothing of before can run again. */
function judgeRemovals(context: ReviewContext): readonly Finding[] {
  return dockerImages(context).flatMap(({ change: { address, effect }, before, after }): Finding[] => {
    // What the state says counts: an edit of the same plan comes too late.
    if (before === undefined || before.isKept || !isDestroyed(effect)) {
      return [];
    }
    const back = before.build === undefined ? 'a pull' : 'a build';
    const forced: Phrase = before.isForced ? say`, even while containers use it` : [];
    // It is removed by its name, which by then is that of the new one.
    const isNewOne = effect === 'replace-create-first' && before.name === after?.name;
    return [
      {
        rule: 'CR-IMG-6',
        severity: 'warn',
        address,
        effect: isNewOne
          ? say`the image ${value(before.name)} is removed by its name after the new one was made with the same name, so that the new one goes${forced}, or the apply fails as a container uses it`
          : say`the image ${value(before.name)} is removed from the Engine${forced}, so that there is no way back to it without ${back}`,
        fix: isNewOne
          ? say`set ${name('keep_locally')} to true in an apply of its own first, and give each version a name of its own`
          : say`set ${name('keep_locally')} to true in an apply of its own first; what is not needed any more goes with "docker image prune"`,
      },
    ];
  });
}

/** What a new image is made of, and what becomes of the one before. */
export const IMAGE_RULES: readonly Judge[] = [
  judgeBases,
  judgeDockerfiles,
  judgeRebuilds,
  judgeNames,
  judgeBuilds,
  judgeRemovals,
];
