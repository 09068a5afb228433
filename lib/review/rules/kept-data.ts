import type { ContainerSettings, MountedPath } from '../model/container-settings';
import { dockerChanges, isDestroyed, listed } from './docker-changes';
import { type Phrase, say, value } from '../model/phrase';
import type { ContainerChange, ReviewContext } from '../model/rule';
import { secretCopies } from './secret-copies';

/** Where something that a container has mounted is after a change. */
export interface Fate {
  readonly mount: MountedPath;
  /**
   * At the same path, at others, not there with something else at its path, not there at all, or nobody can tell before the apply; of an anonymous
   * volume the new container never gets anything.
   */
  readonly kind: 'kept' | 'moved' | 'exchanged' | 'gone' | 'later' | 'anonymous';
  /** Where it is now, or what is at its path. */
  readonly now: readonly MountedPath[];
}

/**
 * What becomes of the data of a container that is replaced by one with other settings: of volumes, and of paths of the host that it writes to.
 * Copies of secrets are no data.
 */
export function fatesOf(
  before: ContainerSettings,
  after: ContainerSettings,
  copies: ReadonlySet<string>,
): readonly Fate[] {
  return dataOf(before, copies).map((mount) => fateOf(mount, after));
}

/** What is mounted to keep data. */
export function dataOf({ mounts }: ContainerSettings, copies: ReadonlySet<string>): readonly MountedPath[] {
  return mounts.filter(
    ({ kind, source, isReadOnly }) =>
      kind === 'anonymous' || (kind === 'volume' && !copies.has(source)) || (kind === 'bind' && !isReadOnly),
  );
}

function fateOf(mount: MountedPath, after: ContainerSettings): Fate {
  if (mount.kind === 'anonymous') {
    return { mount, kind: 'anonymous', now: [] };
  }
  const same = after.mounts.filter(({ kind, source }) => kind === mount.kind && source === mount.source);
  const there = after.mounts.filter(({ target }) => isSamePath(target, mount.target));
  if (same.some(({ target }) => isSamePath(target, mount.target))) {
    return { mount, kind: 'kept', now: [] };
  }
  if (same.length > 0) {
    return { mount, kind: 'moved', now: same };
  }
  const isLater = there.some(({ kind, source }) => source === '' && (kind === 'volume' || kind === 'bind'));
  const mayBeLater = there.length === 0 && ['mounts', 'volumes'].some((each) => after.unknown.has(each));
  return {
    mount,
    kind: isLater || mayBeLater ? 'later' : there.length > 0 ? 'exchanged' : 'gone',
    now: there,
  };
}

function isSamePath(left: string, right: string): boolean {
  const normal = (path: string): string => path.replace(/\/+/g, '/').replace(/(?<=.)\/$/, '');
  return normal(left) === normal(right);
}

/** What a plan says of volumes, by their names. */
export interface Volumes {
  /** Those that hold nothing but copies of secrets. */
  readonly copies: ReadonlySet<string>;
  readonly destroyed: ReadonlySet<unknown>;
}

export function volumesIn(context: ReviewContext): Volumes {
  const destroyed = dockerChanges(context).filter(
    ({ type, effect }) => type === 'docker_volume' && isDestroyed(effect),
  );
  return { copies: secretCopies(context), destroyed: new Set(destroyed.map(({ before }) => before?.name)) };
}

/** What a container that goes away goes on with, and what it loses; empty where it keeps nothing. */
export function keptAndLost({ before, after }: ContainerChange, { copies, destroyed }: Volumes): Phrase {
  if (before === undefined) {
    return [];
  }
  const [lost, kept] = [true, false].map((isLost) =>
    dataOf(before, copies).filter(
      ({ kind, source }) => (kind === 'volume' && destroyed.has(source)) === isLost,
    ),
  );
  return listed([
    ...(lost ?? []).map(({ source }) => say`loses ${value(source)}, which is destroyed`),
    ...(kept ?? []).map((mount) =>
      after === undefined ? leftBehind(mount, before) : told(fateOf(mount, after), before),
    ),
    ...(before.isReadOnly ? [] : [say`loses what it wrote into its own files`]),
  ]);
}

function leftBehind(mount: MountedPath, { removesVolumes }: ContainerSettings): Phrase {
  return mount.kind === 'anonymous'
    ? anonymous(mount, removesVolumes)
    : say`leaves ${value(mount.source)} behind`;
}

function told({ mount, kind, now }: Fate, { removesVolumes }: ContainerSettings): Phrase {
  const { source, target } = mount;
  switch (kind) {
    case 'kept':
      return say`goes on with ${value(source)} at ${value(target)}`;
    case 'moved':
      return say`finds ${value(source)} at ${pathsOf(now)} instead of ${value(target)}`;
    case 'exchanged':
    case 'gone':
      return say`has ${value(source)} no longer at ${value(target)}`;
    case 'later':
      return say`has ${value(source)} at ${value(target)}, or another one: known after the apply`;
    case 'anonymous':
      return anonymous(mount, removesVolumes);
  }
}

function anonymous({ target }: MountedPath, removesVolumes: boolean): Phrase {
  return removesVolumes
    ? say`loses what is at ${value(target)}`
    : say`leaves what is at ${value(target)} behind in a volume without a name`;
}

/** Paths in the container, in one order. */
export function pathsOf(mounts: readonly MountedPath[]): Phrase {
  return listed(mounts.map(({ target }) => [value(target)]));
}
