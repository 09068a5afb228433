import type { DiffLine, ImageChange } from '../model/review-model';

/** How many lines of a Dockerfile come and go: `+3 −1`. */
export function linesOf({ dockerfile }: ImageChange): string {
  const count = (sign: DiffLine['sign']) => dockerfile.filter((line) => line.sign === sign).length;
  return `+${count('+')} −${count('-')}`;
}
