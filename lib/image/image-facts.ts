import type { ImageFacts } from '../facts/facts';
import type { BuildContext } from './build-context';
import type { BuildPlan } from './build-plan';
import { drawStages } from './go-stages';

/** What a reviewer must know of an image. */
export function factsOf(plan: BuildPlan, { dockerfile }: BuildContext): ImageFacts {
  const { module, goVersion, package: packagePath } = plan.program;
  return {
    kind: 'image',
    module,
    goVersion,
    package: packagePath,
    bases: drawStages(plan).baseImages(),
    user: plan.user.toNumbers(),
    dockerfile,
  };
}

/** A rule that does not hold for an image, with the reason that was given. */
export function acceptedFacts(floatingTag: string | undefined): Pick<ImageFacts, 'accepted'> {
  return floatingTag === undefined ? {} : { accepted: { 'floating tag': floatingTag } };
}
