import { quote } from '../core/errors';
import type { ParsedDockerfile } from '../dockerfile/parsed-dockerfile';
import { flagOf, type DockerfileView, stageFrom, type StageView } from './dockerfile-view';
import { EMPTY_IMAGE } from './image-name';
import type { Mirror } from './mirror';

/** A Dockerfile whose images are taken from the mirror. */
export interface MirroredDockerfile {
  readonly text: string;
  /** The images that stages begin with, as the Engine pulls them, each once. */
  readonly bases: readonly string[];
  /** Images elsewhere than in FROM that the mirror should have served. */
  readonly problems: readonly string[];
}

/**
 * Replaces the images of FROM by the mirror's, where they stand; all else stays as it was written.
 *
 * With a mirror that changes nothing the text is the same to the byte.
 */
export function mirroredDockerfile(
  file: ParsedDockerfile,
  { stages }: DockerfileView,
  mirror: Mirror,
): MirroredDockerfile {
  const images = stages.filter(({ base, parent }) => base !== undefined && !parent && base !== EMPTY_IMAGE);
  const text = [...images].reverse().reduce((changed, { base = '', parsed: { baseRange } }) => {
    const mirrored = mirror.apply(base);
    return mirrored === base
      ? changed
      : changed.slice(0, baseRange.start) + mirrored + changed.slice(baseRange.end);
  }, file.text);
  const isServed = (image: string): boolean => mirror.apply(image) !== image;
  return {
    text,
    bases: [...new Set(images.map(({ base = '' }) => mirror.apply(base)))],
    problems: [
      ...stages.flatMap((stage) =>
        imagesElsewhere(stage, stages)
          .filter(({ image }) => isServed(image))
          .map(
            ({ image, line }) =>
              `line ${line}: ${quote(image)} would not be taken from the mirror, which replaces the images of FROM alone; give it a ` +
              `stage of its own, "FROM ${image} AS other"`,
          ),
      ),
      ...(file.syntax !== undefined && isServed(file.syntax)
        ? [
            `line 1: the frontend ${quote(file.syntax)} of "# syntax=" would not be taken from the mirror; leave the line out, or name ` +
              `${quote(mirror.apply(file.syntax))} there`,
          ]
        : []),
    ],
  };
}

/** Images that steps read from without a stage. */
function imagesElsewhere(
  { steps }: StageView,
  stages: readonly StageView[],
): { image: string; line: number }[] {
  return steps.flatMap(({ instruction }) => {
    const mounts = instruction.flags
      .filter(({ name }) => name === 'mount')
      .flatMap(({ value }) => /(?:^|,)from=([^,]+)/.exec(value)?.[1] ?? []);
    const copied = flagOf(instruction, 'from') ?? [];
    return mounts
      .concat(copied)
      .filter((image) => stageFrom(stages, image) === undefined)
      .map((image) => ({ image, line: instruction.line }));
  });
}
