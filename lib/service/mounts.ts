import type { ContainerVolumes } from '@cdktf/provider-docker/lib/container';
import { quote } from '../core/errors';
import { byCodeUnit } from '../core/hash';
import { Size } from '../core/size';
import { containerPathProblems } from '../image/container-path';
import { temporaryFilesystem } from '../provider/hardening';

/** Something beside the files of the image, at a path of its own. */
export type Mount = VolumeMount | MemoryMount | HostMount;

/** What a volume keeps. */
export interface VolumeMount {
  readonly kind: 'volume';
  /** Absolute directory in the container. */
  readonly path: string;
  /** Name of the volume. */
  readonly volume: string;
  /** Whether the program only reads it, as all that holds secrets. */
  readonly readOnly: boolean;
}

/** A directory in memory. */
export interface MemoryMount {
  readonly kind: 'memory';
  readonly path: string;
  /** Most that fits. */
  readonly size: Size;
}

/** A file or directory of the host, only to be read. */
export interface HostMount {
  readonly kind: 'host';
  readonly path: string;
  /** Absolute path on the host. */
  readonly hostPath: string;
}

/** How a volume is used. */
export interface MountOptions {
  /**
   * Whether the program only reads what is in it.
   *
   * @default false
   */
  readonly readOnly?: boolean;

  /**
   * Why the program may run twice on what is in it, for whoever reviews the stack. A service that overlaps needs it: its old version still
   * writes when the new one has begun to.
   *
   * @default - it may not
   */
  readonly sharing?: string;
}

/** The documented defaults of `MountOptions`. */
export const MOUNT_DEFAULTS = { readOnly: false };

/** How a directory in memory is made. */
export interface TemporaryOptions {
  /**
   * Most that fits.
   *
   * @default 64 MiB
   */
  readonly size?: Size;
}

/** The documented defaults of `TemporaryOptions`. */
export const TEMPORARY_DEFAULTS = { size: Size.mebibytes(64) };

/** Where programs expect to be allowed to write. */
const TEMPORARY_DIRECTORY = '/tmp';

/** Volumes and host files as the provider takes them: every member of the block replaces the container, and none is read back. */
export function volumeBlocks(mounts: readonly Mount[]): ContainerVolumes[] {
  return [...mounts]
    .sort((left, right) => byCodeUnit(left.path, right.path))
    .flatMap((mount): ContainerVolumes[] => {
      switch (mount.kind) {
        case 'volume':
          return [{ containerPath: mount.path, volumeName: mount.volume, readOnly: mount.readOnly }];
        case 'host':
          return [{ containerPath: mount.path, hostPath: mount.hostPath, readOnly: true }];
        case 'memory':
          return [];
      }
    });
}

/** What is in memory: `/tmp` for everybody, unless something else is mounted there, and the rest for `user` alone. */
export function temporaryFilesystems(mounts: readonly Mount[], user: string): Record<string, string> {
  const [uid = '', gid = ''] = user.split(':');
  const own = mounts
    .filter((mount): mount is MemoryMount => mount.kind === 'memory')
    .map(({ path, size }) => [
      path,
      temporaryFilesystem(size.toMebibytes(), path === TEMPORARY_DIRECTORY ? undefined : { uid, gid }),
    ]);
  const common = mounts.some(({ path }) => path === TEMPORARY_DIRECTORY)
    ? []
    : [[TEMPORARY_DIRECTORY, temporaryFilesystem(TEMPORARY_DEFAULTS.size.toMebibytes())]];
  return Object.fromEntries([...common, ...own]) as Record<string, string>;
}

/**
 * Everything that is wrong with what is mounted, given the directories that the program writes to.
 *
 * @param isComplete whether the image has no others that belong to its user
 */
export function mountProblems(
  mounts: readonly Mount[],
  writable: readonly string[],
  isComplete: boolean,
): string[] {
  return [
    ...mounts.flatMap(({ path }) => containerPathProblems(path)),
    ...mounts.flatMap(({ path }, index) => placeProblems(path, mounts.slice(0, index))),
    ...mounts
      .filter((mount) => mount.path === TEMPORARY_DIRECTORY && mount.kind !== 'memory' && !isWritten(mount))
      .map(
        () =>
          `nothing that can only be read may take the place of ${quote(TEMPORARY_DIRECTORY)}, where programs write; mount it elsewhere, ` +
          'such as "/run/secrets"',
      ),
    ...mounts.flatMap((mount) =>
      mount.kind === 'memory' && mount.size.toMebibytes() < 1
        ? [`the size of ${quote(mount.path)} is less than 1 MiB; give at least Size.mebibytes(1)`]
        : [],
    ),
    ...mounts
      .filter(
        (mount) => isComplete && isWritten(mount) && !writable.some((each) => isAtOrBelow(mount.path, each)),
      )
      .map(
        ({ path }) =>
          `a volume at ${quote(path)} would belong to root, so that the program could not write to it; add ${quote(path)} to ` +
          'writable of the image',
      ),
    ...writable
      .filter((path) => !isWritable(path, mounts))
      .map(
        (path) =>
          `nothing is mounted at ${quote(path)}, where the program of the image writes; mount a volume, ` +
          `.mount(${quote(path)}, volume), or, if all of it may be lost at every stop, .mountTemporary(${quote(path)})`,
      ),
  ];
}

/** `/tmp` is there unasked, and below a mount a program can make what it needs. */
function isWritable(directory: string, mounts: readonly Mount[]): boolean {
  const places = mounts.filter((mount) => mount.kind === 'memory' || isWritten(mount));
  return [TEMPORARY_DIRECTORY, ...places.map(({ path }) => path)].some((path) =>
    isAtOrBelow(directory, path),
  );
}

function isWritten(mount: Mount): boolean {
  return mount.kind === 'volume' && !mount.readOnly;
}

function placeProblems(path: string, before: readonly Mount[]): string[] {
  const same = before.some((mount) => mount.path === path);
  if (same) {
    return [`two things are mounted at ${quote(path)}; leave one of them out`];
  }
  const places = [
    ...before.map((mount) => mount.path),
    ...(path === TEMPORARY_DIRECTORY ? [] : [TEMPORARY_DIRECTORY]),
  ];
  const other = places.find((place) => isAtOrBelow(path, place) || isAtOrBelow(place, path));
  if (other === undefined) {
    return [];
  }
  const [outer, inner] = isAtOrBelow(path, other) ? [other, path] : [path, other];
  return [
    `${quote(inner)} is below ${quote(outer)}, where something else is mounted, so which one holds a file depends on its path; ` +
      'mount the two beside each other',
  ];
}

/** Whether a path is a directory or below it. */
export function isAtOrBelow(path: string, directory: string): boolean {
  return path === directory || path.startsWith(`${directory}/`);
}
