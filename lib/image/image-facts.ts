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
