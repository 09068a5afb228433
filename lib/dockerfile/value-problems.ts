import { quote } from '../core/errors';

/** The sentence, if it is true. */
export function when(broken: boolean, problem: string): string[] {
  return broken ? [problem] : [];
}

/** What not even an escape can write, or no program could get. */
export function unwritable(what: string, value: string): string[] {
  return [
    ...when(
      value.includes('\0'),
      `${what} ${quote(value)} has a NUL byte, which no program can get; leave it out`,
    ),
    ...when(
      /\p{Surrogate}/u.test(value),
      `${what} ${quote(value)} has half of a character, which UTF-8 cannot hold; write the whole character`,
    ),
  ];
}

/** The same, where a line break cannot be written either. */
export function unwritableOnLine(what: string, value: string): string[] {
  return [
    ...unwritable(what, value),
    ...when(
      /[\r\n]/.test(value),
      `${what} ${quote(value)} has a line break, which the instruction cannot hold; write one line`,
    ),
  ];
}

/** A path that must be inside the build context. */
export function contextPathProblems(path: string): string[] {
  return [
    ...when(path === '', 'the source is empty; write "." for the whole build context'),
    ...when(
      path.startsWith('/'),
      `source ${quote(path)} must be relative to the build context; write ${quote(path.replace(/^\/+/, '') || '.')}`,
    ),
    ...when(
      path.split('/').includes('..'),
      `source ${quote(path)} must not leave the build context; write a path without ".."`,
    ),
    ...when(
      /^https?:\/\//.test(path),
      `source ${quote(path)} is an address, which cannot be copied; put the file into the build context`,
    ),
  ];
}
