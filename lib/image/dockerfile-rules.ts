import type { ParsedDockerfile } from '../dockerfile/parsed-dockerfile';
import { baseRules } from './dockerfile-base-rules';
import { copyRules } from './dockerfile-copy-rules';
import type { DockerfileFinding } from './dockerfile-finding';
import { goRules } from './dockerfile-go-rules';
import { imageRules } from './dockerfile-image-rules';
import { orderRules } from './dockerfile-order-rules';
import { startRules } from './dockerfile-start-rules';
import { textRules } from './dockerfile-text-rules';
import { type DockerfileUse, viewOf } from './dockerfile-view';

/**
 * What the rules of `DOCKERFILE_RULES` are against in a Dockerfile, in the order of its lines.
 *
 * Nothing is said where the text alone does not tell: what is in a base that is not known, or what a script makes.
 */
export function dockerfileFindings(file: ParsedDockerfile, use: DockerfileUse = {}): DockerfileFinding[] {
  const view = viewOf(file, use);
  const groups = [baseRules, imageRules, copyRules, startRules, goRules, orderRules, textRules];
  const findings = groups.flatMap((rules) => rules(view));
  return findings.sort((left, right) => left.line - right.line || (left.id < right.id ? -1 : 1));
}
