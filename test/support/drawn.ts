import { DockerfileParser } from 'dockerfile-ast';
import { GoImage, type GoImageProps } from '../../lib';
import { synthesize } from './stack';

/** The instructions of each stage of an image, read from its Dockerfile by an independent parser. */
export function drawn(props: GoImageProps): Record<string, string[]> {
  const { facts } = synthesize((stack) => new GoImage(stack, 'image', props));
  const stages: Record<string, string[]> = {};
  let current: string[] = [];
  for (const instruction of DockerfileParser.parse(
    facts['dev/image']!.dockerfile as string,
  ).getInstructions()) {
    const text = instruction.getTextContent();
    if (instruction.getKeyword() === 'FROM') {
      current = [];
      stages[/ AS (\S+)$/.exec(text)?.[1] ?? ''] = current;
    }
    current.push(text);
  }
  return stages;
}
