import { quote } from '../core/errors';
import type { MountData } from './step-data';
import { contextPathProblems, when } from './value-problems';

const SHARING = ['shared', 'private', 'locked'];

/** All that is wrong with the mounts of one step; a sentence each. */
export function mountProblems(mounts: readonly MountData[]): string[] {
  const targets = mounts.map(({ target }) => target.replace(/\/+$/, ''));
  const twice = new Set(targets.filter((target, index) => targets.indexOf(target) !== index));
  return [
    ...mounts.flatMap(mountProblem),
    ...[...twice].map((target) => `two mounts have the target ${quote(target)}; give each one of its own`),
  ];
}

function mountProblem(mount: MountData): string[] {
  const { target } = mount;
  return [
    ...when(
      !target.startsWith('/') || /^\/+$/.test(target),
      `mount target ${quote(target)} must be absolute and not the root; write a path such as "/run/cache"`,
    ),
    ...fieldProblems('target', target),
    ...particularProblems(mount),
  ];
}

function particularProblems(mount: MountData): string[] {
  switch (mount.type) {
    case 'cache':
      return [
        ...fieldProblems('id', mount.id),
        ...when(
          !SHARING.includes(mount.sharing),
          `cache sharing ${quote(mount.sharing)} is not known; write one of ${SHARING.map(quote).join(', ')}`,
        ),
      ];
    case 'bind':
      return [
        ...fieldProblems('source', mount.source),
        ...(mount.from === undefined ? contextPathProblems(mount.source) : []),
      ];
    case 'secret':
      return fieldProblems('id', mount.id);
    case 'tmpfs':
      return [];
  }
}

/**
 * Flags have no quotes that every frontend reads in one way: a comma would begin another field, and frontend 1.2
 * takes each byte of a letter that is not ASCII for a letter (measured on Docker Engine 20.10).
 */
function fieldProblems(field: string, value: string): string[] {
  return when(
    !/^[A-Za-z0-9._~+/:@-]+$/.test(value),
    `mount ${field} ${quote(value)} must be ASCII letters, digits and "._~+/:@-"; give it another name`,
  );
}
