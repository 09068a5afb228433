import type { Generation } from './engine-images';

const MEGABYTE = 1_000_000;

/** A line for each image: name, size, time, and a word of its own. */
export function generationLines(
  images: readonly Generation[],
  wordOf: (image: Generation) => string,
): string[] {
  const cells = images.map((image) => [
    image.name,
    `${(image.bytes / MEGABYTE).toFixed(1)} MB`,
    timeOf(image),
    wordOf(image),
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(0, ...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) =>
    row
      .map((cell, column) =>
        column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

function timeOf({ tagged }: Generation): string {
  return tagged === undefined
    ? 'at no known time'
    : `${new Date(Number(tagged / 1_000_000n)).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
