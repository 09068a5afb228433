import { createHash } from 'node:crypto';
import { at, type Fields, isMap } from '../../core/json';
import { PATH_LABEL } from '../../facts/labels';
import type { ResourceChange } from '../model/plan';

/**
 * Construct paths by address, from the file that CDKTF writes of a stack.
 *
 * @param stack the object of `cdk.tf.json`
 */
export function constructPaths(stack: Fields): Map<string, string> {
  const resources = at(stack, 'resource');
  return new Map(
    Object.entries(isMap(resources) ? resources : {}).flatMap(([type, byName]) =>
      Object.entries(isMap(byName) ? byName : {}).flatMap(([name, block]): [string, string][] => {
        const path = pathIn(block);
        return path === undefined ? [] : [[`${type}.${name}`, path]];
      }),
    ),
  );
}

function pathIn(block: unknown): string | undefined {
  const note = isMap(block) ? at(block, '//') : undefined;
  const metadata = isMap(note) ? at(note, 'metadata') : undefined;
  const path = isMap(metadata) ? at(metadata, 'path') : undefined;
  // A construct of this library and the resource in it are one thing for a reader.
  return typeof path === 'string' ? path.replace(/\/Resource$/, '') : undefined;
}

/** Construct path of a resource, from the label that this library gives what the Engine keeps. */
export function labelledPath({ before, after }: ResourceChange): string | undefined {
  return labelIn(after) ?? labelIn(before);
}

function labelIn(side: Fields | undefined): string | undefined {
  const labels = side === undefined ? undefined : at(side, 'labels');
  const found = (Array.isArray(labels) ? labels : [])
    .filter(isMap)
    .find((each) => at(each, 'label') === PATH_LABEL);
  const path = found === undefined ? undefined : at(found, 'value');
  return typeof path === 'string' ? path : undefined;
}

/** Paths of constructs by the end of what CDKTF calls their resources: a digest of the ids below the stack. */
export function pathsByIdentifier(paths: Iterable<string>): ReadonlyMap<string, string> {
  return new Map(
    [...new Set(paths)].map((path) => {
      const ids = [...path.split('/').slice(1), 'Resource'].join('/');
      return [`_${createHash('md5').update(ids).digest('hex').slice(0, 8).toUpperCase()}`, path];
    }),
  );
}

/** As many characters as the digest has at the end of a name, with the line before it. */
export const IDENTIFIER_LENGTH = '_01234567'.length;
