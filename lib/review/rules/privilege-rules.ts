import {
  addedDevices,
  addedGroups,
  entersRootGroup,
  foreignProfiles,
  gainedCapabilities,
  isWeakerUser,
  loosenedFilters,
  losesNoNewPrivileges,
  losesReadOnlyRoot,
  sharedNamespaces,
} from './broadening';
import { listed } from './docker-changes';
import { foundWhen, judgeOf } from './judged-container';
import { name, type Phrase, say, value } from '../model/phrase';
import type { Judge } from '../model/rule';
import { userKind } from './user-identity';

const privileged = judgeOf('CR-PRIV-1', ['privileged'], ({ before, after, isOurs }) =>
  after.isPrivileged && before?.isPrivileged !== true
    ? [
        {
          severity: 'block',
          effect: say`its program rules the Docker host: a privileged container has every device and every right of root`,
          fix: isOurs
            ? say`take ${name('privileged')} off its resource, and give the one right that it needs by addCapability`
            : say`leave out ${name('privileged')}, and add the one capability that it needs`,
        },
      ]
    : [],
);

const capabilities = judgeOf('CR-PRIV-2', ['capabilities'], (container, isKnown) => {
  const { before, after, isOurs, isCarrier } = container;
  const { added, kept } = isKnown('capabilities')
    ? gainedCapabilities(before, after)
    : { added: [], kept: [] };
  const asksForAll = added.length > 0 && after.addedCapabilities.includes('ALL');
  return [
    ...foundWhen(added.length > 0, {
      severity: isHarmless(added) ? 'warn' : 'block',
      effect: asksForAll
        ? say`it gets every capability of the kernel, with which root in it is root of the host`
        : say`it gets ${count(added, 'capability', 'capabilities')} of root that it did not have: ${values(added)}`,
      fix: isOurs
        ? say`leave out the addCapability that is not needed`
        : say`add only the capabilities that its program cannot do without`,
    }),
    ...foundWhen(kept.length > 0 && !(before === undefined && isCarrier), {
      severity: before === undefined || isHarmless(kept) ? 'warn' : 'block',
      effect:
        before === undefined
          ? say`it keeps the capabilities of root that Docker gives by default, since it does not drop all of them`
          : say`it keeps capabilities of root that it dropped before: ${values(kept)}`,
      fix: isOurs
        ? say`take the override of ${name('capabilities')} off its resource`
        : say`drop ${value('ALL')} in ${name('capabilities')}, and add what its program needs`,
    }),
  ];
});

/** With it alone a program can only listen on a port below 1024. */
function isHarmless(names: readonly string[]): boolean {
  return names.every((each) => each === 'NET_BIND_SERVICE');
}

const securityOptions = judgeOf('CR-PRIV-3', ['security_opts'], (container, isKnown) => {
  const { before, after, isOurs, isContainer, isCarrier } = container;
  if (!isKnown('security_opts')) {
    return [];
  }
  const loosened = loosenedFilters(before, after);
  const profiles = foreignProfiles(before, after).map(({ kind }) => [value(kind)]);
  // The provider has no argument for it in a service of Swarm, so nobody can say it there.
  const isOpen = isContainer && losesNoNewPrivileges(before, after) && !(before === undefined && isCarrier);
  return [
    ...foundWhen(isOpen, {
      severity: before === undefined ? 'warn' : 'block',
      effect: say`programs in it may gain privileges, by setuid files for example, because ${value('no-new-privileges')} is not set`,
      fix: isOurs
        ? say`take the override of ${name('security_opts')} off its resource`
        : say`add ${value('no-new-privileges:true')} to ${name('security_opts')}`,
    }),
    ...foundWhen(loosened.length > 0, {
      severity: 'block',
      effect: say`the kernel filters less of what its program does: ${values(loosened)}`,
      fix: say`leave out ${values(loosened)}, or name a profile that allows the one call that is needed`,
    }),
    ...foundWhen(profiles.length > 0, {
      severity: 'warn',
      effect: say`its ${listed(profiles, ' and ')} profile is not Docker's own, and may allow more than that`,
      fix: say`read the profile, or leave it out`,
    }),
  ];
});

const readOnlyRoot = judgeOf('CR-PRIV-4', ['read_only'], ({ before, after, isOurs, isCarrier }, isKnown) =>
  foundWhen(
    isKnown('read_only') && losesReadOnlyRoot(before, after) && !(before === undefined && isCarrier),
    {
      severity: 'warn',
      effect: say`its program may change the files of its image, itself included, until the container is replaced`,
      fix: isOurs
        ? say`take the override of ${name('read_only')} off its resource, and use mountTemporary or mount for what it writes`
        : say`set ${name('read_only')} to true, and mount a volume or a tmpfs where it writes`,
    },
  ),
);

const user = judgeOf('CR-PRIV-5', ['user'], (container, isKnown) => {
  const { before, after, isOurs, isCarrier } = container;
  if (!isKnown('user')) {
    return [];
  }
  const kind = userKind(after.user);
  const fix = isOurs
    ? say`give its image a user by number, such as ${value('65532:65532')}`
    : say`set ${name('user')} to numbers other than 0, such as ${value('65532:65532')}`;
  return [
    ...foundWhen(isWeakerUser(before, after) && !(isCarrier && kind !== 'root'), {
      severity: kind === 'root' ? 'block' : 'warn',
      effect: userEffect(kind, after.user),
      fix,
    }),
    ...foundWhen(kind !== 'root' && entersRootGroup(before, after), {
      severity: 'warn',
      effect: say`its program runs in the group of root, to which many files of an image belong`,
      fix,
    }),
  ];
});

function userEffect(kind: ReturnType<typeof userKind>, said: string): Phrase {
  switch (kind) {
    case 'root':
      return say`its program runs as root`;
    case 'image':
      return say`its program runs as whoever the image names, which is root where the image names nobody`;
    default:
      return say`its program runs as ${value(said)}, and which user that is, the image says`;
  }
}

const MODES = ['network_mode', 'pid_mode', 'ipc_mode', 'userns_mode', 'cgroupns_mode'];

/** What sharing a namespace means. */
const SHARED: Readonly<Record<string, string>> = {
  network_mode: 'it listens on all addresses there, and reaches what listens on the loopback address there',
  pid_mode: 'it sees and may signal the processes there, and reads what they know',
  ipc_mode: 'it reads and writes the shared memory there',
  userns_mode: 'root in it is root of the host',
  cgroupns_mode: 'it sees how the host divides its resources',
};

const namespaces = judgeOf('CR-PRIV-6', MODES, ({ before, after, isOurs }) =>
  sharedNamespaces(before, after).map(({ attribute, mode }) => ({
    severity: 'block',
    effect: say`it shares a namespace with ${mode === 'host' ? 'the host' : 'another container'} (${name(attribute)} is ${value(mode)}): ${
      SHARED[attribute] ?? ''
    }`,
    fix: isOurs
      ? say`take the override of ${name(attribute)} off its resource`
      : say`leave out ${name(attribute)}; what has to reach each other can be on one network`,
  })),
);

/** Groups that own devices, memory or the Engine's socket. */
const POWERFUL_GROUPS = new Set(['0', 'root', 'docker', 'disk', 'kmem']);

const devicesAndGroups = judgeOf(
  'CR-PRIV-7',
  ['devices', 'device_requests', 'gpus', 'group_add'],
  ({ before, after, isOurs }) => {
    const devices = addedDevices(before, after);
    const groups = addedGroups(before, after);
    return [
      ...foundWhen(devices.length > 0, {
        severity: devices.some((each) => each.startsWith('/')) ? 'block' : 'warn',
        effect: say`it uses ${count(devices, 'device', 'devices')} of the host that it could not use: ${values(devices)}`,
        fix: isOurs
          ? say`take the devices off its resource that its program can do without`
          : say`leave out the devices that its program can do without, and give only ${value('r')} of those that it reads`,
      }),
      ...foundWhen(groups.length > 0, {
        severity: groups.some((each) => POWERFUL_GROUPS.has(each)) ? 'block' : 'warn',
        effect: say`its program gets the rights of ${count(groups, 'further group', 'further groups')}: ${values(groups)}`,
        fix: say`leave out the groups of ${name('group_add')} whose files it does not need`,
      }),
    ];
  },
);

function values(texts: readonly string[]): Phrase {
  return listed(texts.map((each) => [value(each)]));
}

function count(all: readonly string[], one: string, many: string): string {
  return all.length === 1 ? `a ${one}` : many;
}

/** What a container may do. */
export const PRIVILEGE_RULES: readonly Judge[] = [
  privileged,
  capabilities,
  securityOptions,
  readOnlyRoot,
  user,
  namespaces,
  devicesAndGroups,
];
