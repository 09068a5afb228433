import { posix } from 'node:path';
import { quote } from '../core/errors';
import { FramedHash } from '../core/hash';
import { sortedEntries } from '../core/names';
import { containerPathProblems } from '../image/container-path';
import type { ImageContract } from '../image/contract';
import { looksLikeSecret } from '../image/secret-names';
import { holdsSecret } from '../core/secret-texts';
import { isAtOrBelow, type Mount } from './mounts';
import type { TextFile } from './text-file';

/** Configuration files by their paths in the container, and what is wrong with them. */
export interface ReadFiles {
  readonly texts: Readonly<Record<string, string>>;
  readonly digests: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

/** Reads configuration files. What cannot be in an image is no text of the result. */
export function readFiles(files: Readonly<Record<string, TextFile>>): ReadFiles {
  const texts: Record<string, string> = {};
  const digests: Record<string, string> = {};
  const problems: string[] = [];
  for (const [path, file] of sortedEntries(files)) {
    const { text, problems: reading } = file._read();
    const found = [...pathProblems(path, Object.keys(files)), ...reading, ...secretProblems(path, text)];
    problems.push(...found.map((problem) => `file ${quote(path)}: ${problem}`));
    if (found.length === 0) {
      texts[path] = text;
      digests[path] = new FramedHash().record('file', text).digest();
    }
  }
  return { texts, digests, problems };
}

function pathProblems(path: string, others: readonly string[]): string[] {
  const above = others.find((other) => path.startsWith(`${other}/`));
  return [
    ...containerPathProblems(path).map((text) => text.replace(/^directory/, 'path')),
    ...(OF_THE_ENGINE.test(path)
      ? ['the Engine mounts a file or a directory of its own there; put it elsewhere, or use hosts and dns']
      : []),
    ...(above === undefined ? [] : [`it is below ${quote(above)}, which is a file too; put it elsewhere`]),
  ];
}

/** What every container gets from the Engine, whatever is in its image. */
const OF_THE_ENGINE = /^\/etc\/(hosts|hostname|resolv\.conf)$|^\/(proc|sys|dev)(\/|$)/;

function secretProblems(path: string, text: string): string[] {
  return looksLikeSecret(path) || holdsSecret(text)
    ? [
        'it is named like a secret or has a password, a key or a token in it, and everybody who has the image can read it; use ' +
          'provideSecret',
      ]
    : [];
}

/** What is wrong with where configuration files lie: none may be hidden by a mount, or take the place of a program. */
export function placeProblems(
  paths: readonly string[],
  mounts: readonly Mount[],
  { program, programs = [], probe }: ImageContract,
): string[] {
  const directories = ['/tmp', ...mounts.map((mount) => mount.path)];
  const taken = [program, probe, ...programs];
  return paths.flatMap((path) => {
    const hidden = directories.find((directory) => isAtOrBelow(path, directory));
    return [
      ...(hidden === undefined
        ? []
        : [
            `file ${quote(path)} would be hidden by what is mounted at ${quote(hidden)}; put it elsewhere, such as ` +
              quote(`/etc/${posix.basename(path)}`),
          ]),
      ...(taken.some((each) => each !== undefined && isAtOrBelow(path, each))
        ? [`file ${quote(path)} would take the place of a program of the image; put it elsewhere`]
        : []),
    ];
  });
}
