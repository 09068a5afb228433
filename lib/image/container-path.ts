import { posix } from 'node:path';
import { quote } from '../core/errors';

/** What is wrong with a directory in a container that something is mounted at, if anything. */
export function containerPathProblems(path: string): string[] {
  if (!path.startsWith('/') || /[:\0\r\n]/.test(path)) {
    return [
      `directory ${quote(path)} is not possible in a container: absolute, without ":" and line breaks; write it like "/data"`,
    ];
  }
  const normal = posix.normalize(path).replace(/(?<=.)\/$/, '');
  if (normal === '/') {
    return [
      `directory ${quote(path)} is the root of the container, which stays read-only; name a directory below it, such as "/data"`,
    ];
  }
  return path === normal
    ? []
    : [`directory ${quote(path)} is not in its shortest form; write ${quote(normal)}`];
}
