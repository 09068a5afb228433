import type { Generation } from '../../../lib/operate/engine-images';

/** An image of a repository, whose name and contents end in a number: the higher, the newer. */
export function generation(number: number, different: Partial<Generation> = {}): Generation {
  const tag = String(number).padStart(12, '0');
  const repository = different.repository ?? 'notes';
  return {
    name: `${repository}:${tag}`,
    repository,
    tag,
    id: `sha256:${repository}${number}`,
    bytes: 1_000_000 * number,
    tagged: BigInt(number) * 60_000_000_000n,
    layers: ['base', `${repository}${number}`],
    ...different,
  };
}
