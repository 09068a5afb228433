import { relative, sep } from 'node:path';
import { byCodeUnit } from '../core/hash';
import type { SourceFile } from './source-file';
import { joined, type SourceTree } from './source-tree';

/** A tree, and where it is in the build context. */
export interface PlacedTree {
  readonly tree: SourceTree;
  readonly at: string;
}

/** Files of a tree under their paths in the context. */
export function placed({ tree, at }: PlacedTree, paths: readonly string[]): SourceFile[] {
  const files = paths.map((path) => tree.file(path));
  return at === '' ? files : files.map((file) => ({ ...file, path: joined(at, file.path) }));
}

/** Each path once, in code-unit order. */
export function unique(files: readonly SourceFile[]): SourceFile[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return [...byPath.values()].sort((left, right) => byCodeUnit(left.path, right.path));
}

/** A path as seen from a directory, with `/`; empty when they are the same. */
export function pathFrom(directory: string, other: string): string {
  return relative(directory, other).split(sep).join('/');
}
