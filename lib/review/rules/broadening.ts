import { givenCapabilities } from './capability-table';
import type { ContainerSettings, MountedPath, PublishedPort } from '../model/container-settings';
import { givesControl, hostPath, isAtOrBelow, isOfServices } from './host-control';
import { reachesAsMuch, reachOf } from './port-reach';
import { type SecurityProfile, securityState } from './security-options';
import { isInRootGroup, userRank } from './user-identity';

/**
 * What a container may do after a change and could not do before.
 *
 * All of it is pure comparison of settings. Where there is nothing before, the hardened baseline stands for it: a user that is not root, no
 * capability, no privileges to gain, a read-only root file system, nothing of the host, and ports on the loopback address only. A privileged
 * container has every capability, every device and no filter of the kernel; a container on the host's network is reached on all of its ports.
 */
type Before = ContainerSettings | undefined;

/** Whether its program runs as somebody with more rights, or as somebody whose rights are less certain. */
export function isWeakerUser(before: Before, after: ContainerSettings): boolean {
  return userRank(after.user) > userRank(before?.user ?? SOME_NAME);
}

/** On create a user by name is good enough. */
const SOME_NAME = 'somebody';

/** Whether its program gets into the group of root, and is not root anyway. */
export function entersRootGroup(before: Before, after: ContainerSettings): boolean {
  return isInRootGroup(after.user) && !isInRootGroup(before?.user ?? '') && !isRoot(before?.user ?? '');
}

function isRoot(user: string): boolean {
  return userRank(user) === userRank('root');
}

/** Capabilities that are new. */
export interface GainedCapabilities {
  /** Those that it asks for. */
  readonly added: readonly string[];
  /** Those of the Engine's defaults that it does not drop, or no longer. */
  readonly kept: readonly string[];
}

export function gainedCapabilities(before: Before, after: ContainerSettings): GainedCapabilities {
  const had = before === undefined ? new Set<string>() : givenCapabilities(before);
  const gained =
    before?.isPrivileged === true
      ? []
      : [...givenCapabilities(after)].filter((each) => !had.has(each)).sort();
  const asked = after.addedCapabilities;
  const isAsked = (each: string): boolean => asked.includes(each) || asked.includes('ALL');
  return { added: gained.filter(isAsked), kept: gained.filter((each) => !isAsked(each)) };
}

/** Whether a program in it may gain privileges by what it starts. */
export function losesNoNewPrivileges(before: Before, after: ContainerSettings): boolean {
  return (
    (before === undefined || securityState(before.securityOptions).hasNoNewPrivileges) &&
    !securityState(after.securityOptions).hasNoNewPrivileges
  );
}

/** Filters of the kernel that hold no longer, such as `seccomp=unconfined`. */
export function loosenedFilters(before: Before, after: ContainerSettings): readonly string[] {
  const had = securityState(before?.securityOptions ?? []).loosened;
  return before?.isPrivileged === true
    ? []
    : securityState(after.securityOptions).loosened.filter((each) => !had.includes(each));
}

/** Profiles that are not the Engine's and were not there: they may allow more. */
export function foreignProfiles(before: Before, after: ContainerSettings): readonly SecurityProfile[] {
  const { loosened, profiles } = securityState(before?.securityOptions ?? []);
  const isKnown = ({ kind, text }: SecurityProfile): boolean =>
    loosened.includes(`${kind}=unconfined`) ||
    profiles.some((each) => each.kind === kind && each.text === text);
  return before?.isPrivileged === true
    ? []
    : securityState(after.securityOptions).profiles.filter((each) => !isKnown(each));
}

/** Whether it may write to its root file system. */
export function losesReadOnlyRoot(before: Before, after: ContainerSettings): boolean {
  return (before?.isReadOnly ?? true) && !after.isReadOnly;
}

/** A namespace by the attribute that says so. */
export interface SharedNamespace {
  readonly attribute: string;
  readonly mode: string;
}

/**
 * Namespaces that it shares with the host or with another container, and did not. An IPC namespace that is `shareable` is none: it takes another
 * container to share it.
 */
export function sharedNamespaces(before: Before, after: ContainerSettings): readonly SharedNamespace[] {
  return Object.entries(after.namespaces)
    .filter(([attribute, mode]) => isShared(mode) && before?.namespaces[attribute] !== mode)
    .map(([attribute, mode]) => ({ attribute, mode }));
}

function isShared(mode: string): boolean {
  return mode === 'host' || mode.startsWith('container:');
}

/** Devices that it could not use, or not in all these ways. */
export function addedDevices(before: Before, after: ContainerSettings): readonly string[] {
  const had = new Set((before?.devices ?? []).flatMap(waysToUse));
  return before?.isPrivileged === true
    ? []
    : after.devices.filter((each) => waysToUse(each).some((way) => !had.has(way)));
}

/** One text for each of the permissions `r`, `w` and `m` of a path; a request of devices is one way. */
function waysToUse(device: string): readonly string[] {
  const [, path, permissions = ''] = /^(\/.*):([rwm]+)$/.exec(device) ?? [];
  return path === undefined
    ? [device]
    : (permissions.match(/./g) ?? []).map((each) => `${hostPath(path)}:${each}`);
}

/** Groups that it was not in. */
export function addedGroups(before: Before, after: ContainerSettings): readonly string[] {
  return after.groups.filter((each) => !(before?.groups ?? []).includes(each));
}

/** Something of the host that is mounted, by its path in one spelling; `source` is as it was said. */
export interface HostMount extends MountedPath {
  readonly path: string;
}

/** What it sees of the host that rules the host, and did not see. */
export function controllingMounts(before: Before, after: ContainerSettings): readonly HostMount[] {
  return hostMounts(after).filter(
    (each) => givesControl(each.path, each.isReadOnly) && !isSeen(hostMounts(before), each),
  );
}

/** Paths of the host that it may write to and could not. Those that it did not even see and that give control are left to `controllingMounts`. */
export function newlyWritablePaths(before: Before, after: ContainerSettings): readonly HostMount[] {
  const were = hostMounts(before);
  return hostMounts(after).filter(
    (each) =>
      !each.isReadOnly &&
      !isSeen(were.filter(isWritable), each) &&
      (isSeen(were, each) || !givesControl(each.path, false)),
  );
}

/** What services of the host keep while they run, their sockets among it, that it reads and did not see. */
export function newlySeenServices(before: Before, after: ContainerSettings): readonly HostMount[] {
  return hostMounts(after).filter(
    (each) =>
      each.isReadOnly &&
      isOfServices(each.path) &&
      !givesControl(each.path, true) &&
      !isSeen(hostMounts(before), each),
  );
}

/** Containers whose mounts it has as well, and had not. */
export function newlyInherited(before: Before, after: ContainerSettings): readonly string[] {
  const had = containersIn(before);
  return containersIn(after).filter((each) => !had.includes(each));
}

function containersIn(container: Before): readonly string[] {
  return (container?.mounts ?? []).flatMap(({ kind, source }) =>
    kind === 'container' && source !== '' ? [source] : [],
  );
}

/** Volumes that it could read only. */
export function newlyWritableVolumes(before: Before, after: ContainerSettings): readonly MountedPath[] {
  return namedMounts(after).filter((each) => {
    const same = namedMounts(before).filter(
      ({ kind, source }) => kind === each.kind && source === each.source,
    );
    return !each.isReadOnly && same.length > 0 && !same.some(isWritable);
  });
}

/** Mounts of the host with which it shares later mounts, and did not. */
export function newlyPropagated(before: Before, after: ContainerSettings): readonly HostMount[] {
  return hostMounts(after).filter((each) => {
    const enough = hostMounts(before).filter(
      ({ propagation }) => propagationRank(propagation) >= propagationRank(each.propagation),
    );
    return propagationRank(each.propagation) > 0 && !isSeen(enough, each);
  });
}

/** 0 for none, 1 for mounts of the host that it sees, 2 for its own that the host sees as well. */
export function propagationRank(propagation: string): number {
  return /^r?shared$/.test(propagation) ? 2 : /^r?slave$/.test(propagation) ? 1 : 0;
}

/** On Windows it may be a pipe. */
function hostMounts(container: Before): readonly HostMount[] {
  return (container?.mounts ?? [])
    .filter(({ kind, source }) => source !== '' && (kind === 'bind' || /^[/\\]/.test(source)))
    .map((each) => ({ ...each, path: hostPath(each.source) }));
}

function namedMounts(container: Before): readonly MountedPath[] {
  return (container?.mounts ?? []).filter(
    ({ kind, source }) => ['volume', 'container', 'other'].includes(kind) && /^[^/\\]/.test(source),
  );
}

function isSeen(by: readonly HostMount[], mount: HostMount): boolean {
  return by.some(({ path }) => isAtOrBelow(mount.path, path));
}

function isWritable({ isReadOnly }: MountedPath): boolean {
  return !isReadOnly;
}

/** Ports that are reached by somebody who could not reach them. */
export function newlyReached(before: Before, after: ContainerSettings): readonly PublishedPort[] {
  if (before === undefined) {
    return after.ports.filter(({ ip }) => reachOf(ip) !== 'host');
  }
  return isOnHostNetwork(before)
    ? []
    : after.ports.filter((each) => !before.ports.some((port) => reachesAsMuch(port, each)));
}

/** Whether all ports of its image are published, and were not. */
export function publishesAllNewly(before: Before, after: ContainerSettings): boolean {
  return (
    after.publishesAllPorts && before?.publishesAllPorts !== true && !(before && isOnHostNetwork(before))
  );
}

/** Networks that it is on and was not. A new container has to be on some. */
export function joinedNetworks(before: Before, after: ContainerSettings): readonly string[] {
  return before === undefined || isOnHostNetwork(before)
    ? []
    : networksOf(after).filter((each) => !networksOf(before).includes(each));
}

/** The mode may be the name of a network. */
function networksOf({ networks, namespaces }: ContainerSettings): readonly string[] {
  const mode = namespaces.network_mode ?? '';
  return NO_NETWORK_NAMES.has(mode) || isShared(mode) ? networks : [...networks, mode];
}

const NO_NETWORK_NAMES = new Set(['', 'bridge', 'default', 'none', 'nat']);

function isOnHostNetwork({ namespaces }: ContainerSettings): boolean {
  return namespaces.network_mode === 'host';
}
