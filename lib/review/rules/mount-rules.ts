import { at, isMap } from '../../core/json';
import { Attributes } from '../plan/attributes';
import {
  controllingMounts,
  type HostMount,
  newlyInherited,
  newlyPropagated,
  newlySeenServices,
  newlyWritablePaths,
  newlyWritableVolumes,
  propagationRank,
} from './broadening';
import type { ContainerSettings } from '../model/container-settings';
import { dockerChanges } from './docker-changes';
import type { Finding } from '../model/finding';
import { givesControl, hostPath, isAtOrBelow, rulesByReading } from './host-control';
import {
  broadening,
  isToldLater,
  type JudgedContainer,
  judgedContainers,
  toldLater,
} from './judged-container';
import { hostPathsOf, isElsewhere } from '../plan/volume-options';
import { name, type Phrase, say, value } from '../model/phrase';
import type { ResourceChange } from '../model/plan';
import type { Side } from '../plan/read-container';
import { CONTAINER_SPEC } from '../plan/read-service';
import type { Judge, ReviewContext } from '../model/rule';
import { hasUnknown, partWithin, unknownPart } from '../plan/unknown-parts';

const control: Judge = (context) => [
  ...mountedBy(context).flatMap((each) => [
    ...controllingMounts(each.before, each.after).map((mount) =>
      broadening('CR-MNT-1', each, {
        severity: 'block',
        effect: controlEffect(mount),
        fix: each.isOurs
          ? say`take the mount off its resource, or name the one file that it reads by mountHostPath`
          : say`leave the mount out, or name the one file that its program reads, and set ${name('read_only')} to true`,
      }),
    ),
    ...newlySeenServices(each.before, each.after).map(({ source }) =>
      broadening('CR-MNT-1', each, {
        severity: 'warn',
        effect: say`its program reaches ${value(source)} of the host, where services of the host have their sockets, also when it is mounted to be read only`,
        fix: say`leave the mount out, unless whoever may use what is there may do no more than the container`,
      }),
    ),
    ...newlyInherited(each.before, each.after).map((container) =>
      broadening('CR-MNT-1', each, {
        severity: 'warn',
        effect: say`it inherits mounts that this review does not see: those of ${value(container)}`,
        fix: say`mount what its program needs by itself, and leave ${name('from_container')} out`,
      }),
    ),
    ...laterAttributes(context, each).map((attribute) => broadening('CR-MNT-1', each, toldLater(attribute))),
  ]),
  ...dockerChanges(context).flatMap(boundVolume),
];

function controlEffect({ source, path, isReadOnly }: HostMount): Phrase {
  return isReadOnly && !rulesByReading(path)
    ? say`its program reads ${value(source)} of the host, where keys or the Engine's own files are`
    : say`its program may rule the Docker host by ${value(source)}, which is mounted into it`;
}

/** A volume that is a path of the host: whoever mounts it has that. */
function boundVolume(change: ResourceChange): Finding[] {
  if (change.type !== 'docker_volume' || change.effect === 'none') {
    return [];
  }
  const finding = { rule: 'CR-MNT-1', address: change.address, isBroadening: true } as const;
  const had = boundBy(change, 'before');
  const [has] = boundBy(change, 'after').filter(
    (path) => givesControl(path, false) && !had.some((each) => isAtOrBelow(path, each)),
  );
  return [
    ...(has === undefined
      ? []
      : [
          {
            ...finding,
            severity: 'block' as const,
            effect: say`the volume is ${value(has)} of the host, so that whatever mounts it may rule the Docker host`,
            fix: say`take ${name('driver_opts')} out, so that the Engine keeps the volume where it keeps all`,
          },
        ]),
    ...(isBoundLater(change)
      ? [
          {
            ...finding,
            severity: 'warn' as const,
            effect: say`whether the volume is a part of the host cannot be told before the apply, because ${name('driver_opts')} is known only then`,
            fix: say`say ${name('driver_opts')} by something that a plan knows, or look at the volume after the apply`,
          },
        ]
      : []),
  ];
}

/** The paths of the host that a volume is, or leads to. */
function boundBy(change: ResourceChange, side: Side): readonly string[] {
  const fields = change[side];
  if (change.type !== 'docker_volume' || fields === undefined) {
    return [];
  }
  const volume = new Attributes(fields, change.address);
  return hostPathsOf(volume.map('driver_opts'), volume.text('driver') ?? '').map(hostPath);
}

/** Whether it may be a part of the host by options that are not known yet. */
function isBoundLater({ address, after = {}, afterUnknown }: ResourceChange): boolean {
  const mirror = unknownPart(afterUnknown, 'driver_opts');
  const options = new Attributes(after, address).map('driver_opts');
  const known = ['type', 'o'].flatMap((option) =>
    hasUnknown(unknownPart(mirror, option)) ? [] : [[option, options[option] ?? '']],
  );
  return hasUnknown(mirror) && !isElsewhere(Object.fromEntries(known) as Record<string, string>);
}

const writable: Judge = (context) =>
  mountedBy(context).flatMap((each) => [
    ...newlyWritablePaths(each.before, each.after).map((mount) =>
      broadening('CR-MNT-2', each, {
        severity: givesControl(mount.path, false) ? 'block' : 'warn',
        effect: say`its program may write to ${value(mount.source)} of the host, and could not before`,
        fix: each.isOurs
          ? say`take the override of ${name('read_only')} off its resource, and mount a Volume for what it writes`
          : READ_ONLY,
      }),
    ),
    ...newlyWritableVolumes(each.before, each.after).map(({ source }) =>
      broadening('CR-MNT-2', each, {
        severity: 'warn',
        effect: say`its program may write to the volume ${value(source)}, which it could only read`,
        fix: READ_ONLY,
      }),
    ),
    ...newlyPropagated(each.before, each.after).map((mount) =>
      broadening('CR-MNT-2', each, {
        severity: 'warn',
        effect:
          propagationRank(mount.propagation) > 1
            ? say`what it mounts below ${value(mount.source)} is mounted on the host as well`
            : say`what the host mounts below ${value(mount.source)} later is mounted into it as well`,
        fix: say`leave ${name('propagation')} out: ${value('rprivate')} is the default`,
      }),
    ),
  ]);

const READ_ONLY = say`set ${name('read_only')} of the mount to true, if it only reads there`;

/** The containers, with the paths of the host in place of the volumes that are one, and are not judged themselves. */
function mountedBy(context: ReviewContext): readonly JudgedContainer[] {
  const known = dockerChanges(context).filter(({ effect }) => effect === 'none');
  const paths = new Map(
    known.flatMap((each) => {
      const bound = boundBy(each, 'after');
      return bound.length === 0 ? [] : [[String(each.after?.name), bound] as const];
    }),
  );
  const seen = (container: ContainerSettings): ContainerSettings => ({
    ...container,
    mounts: container.mounts.flatMap((mount) => {
      const bound = mount.kind === 'volume' ? paths.get(mount.source) : undefined;
      return bound?.map((source) => ({ ...mount, kind: 'bind' as const, source })) ?? [mount];
    }),
  });
  return judgedContainers(context).map((each) =>
    paths.size === 0 ? each : { ...each, before: each.before && seen(each.before), after: seen(each.after) },
  );
}

/** What of a block says where on the host it leads, or for whom: names of volumes are not among them. */
const TELLING: Readonly<Record<string, readonly string[]>> = {
  volumes: ['host_path', 'from_container', 'read_only'],
  mounts: ['type', 'source', 'read_only', 'bind_options', 'volume_options'],
};

function laterAttributes(context: ReviewContext, each: JudgedContainer): readonly string[] {
  return Object.entries(TELLING)
    .filter(
      ([attribute, parts]) => isToldLater(context, each, attribute) && !isKnownEnough(each, attribute, parts),
    )
    .map(([attribute]) => attribute);
}

function isKnownEnough(
  { change, isContainer }: JudgedContainer,
  attribute: string,
  parts: readonly string[],
): boolean {
  const path = isContainer ? [attribute] : [...CONTAINER_SPEC, attribute];
  const blocks = partWithin(change.after, path);
  const mirrors = partWithin(change.afterUnknown, path);
  return (
    Array.isArray(blocks) &&
    Array.isArray(mirrors) &&
    (blocks as unknown[]).every((block, index) => {
      const isVolume = isMap(block) && at(block, 'type') === 'volume';
      const mirror = (mirrors as unknown[])[index];
      return parts.every((part) => (isVolume && part === 'source') || !hasUnknown(unknownPart(mirror, part)));
    })
  );
}

/** What a container has of the host. */
export const MOUNT_RULES: readonly Judge[] = [control, writable];
