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

/** Rules that do not hold for an image, with the reasons that were given. */
export function acceptedFacts(
  floatingTag: string | undefined,
  rules: Readonly<Record<string, string>> = {},
): Pick<ImageFacts, 'accepted'> {
  const accepted = { ...rules, ...(floatingTag !== undefined && { 'floating tag': floatingTag }) };
  return Object.keys(accepted).length === 0 ? {} : { accepted };
}
