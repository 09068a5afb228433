import type { Mistake, Read } from './module-syntax';

/** A line of go.sum or go.work.sum. */
export interface Checksum {
  readonly path: string;
  readonly version: string;
  /** Whether it is of the module's go.mod alone. */
  readonly ofGoMod: boolean;
  /** Algorithm and value, such as `h1:...`. */
  readonly hash: string;
}

const GO_MOD = '/go.mod';

/** Reads the text of a go.sum or go.work.sum. */
export function readGoSum(text: string): Read<readonly Checksum[]> {
  const mistakes: Mistake[] = [];
  const value = text.split('\n').flatMap((source, index) => {
    const words = source.trim().split(/\s+/);
    const [path = '', version = '', hash = ''] = words;
    if (path === '') {
      return [];
    }
    if (words.length !== 3) {
      mistakes.push({ line: index + 1, text: 'must be "<module> <version> <hash>"; run "go mod tidy"' });
      return [];
    }
    const ofGoMod = version.endsWith(GO_MOD);
    return [{ path, version: ofGoMod ? version.slice(0, -GO_MOD.length) : version, ofGoMod, hash }];
  });
  return { value, mistakes };
}
