import type { ContainerSettings, MountedPath } from '../../../lib/review/model/container-settings';

/**
 * What a container may do, as a set of single powers: a definition of "weaker" that shares nothing with the code under test. One setting is weaker than another
 * when it grants a power that the other does not.
 *
 * It knows the values of `pools` only, each by a line of a table.
 */
export type Powers = ReadonlySet<string>;

/** The values that settings of a test are made of. */
export const POOLS = {
  users: [
    '',
    '0',
    'root',
    '0:0',
    '00:7',
    '65532:65532',
    '7:7',
    '65532:0',
    '7:root',
    'web',
    'web:web',
    '1000',
  ],
  capabilities: ['ALL', 'CHOWN', 'NET_RAW', 'NET_BIND_SERVICE', 'SYS_ADMIN', 'BPF'],
  securityOptions: [
    'no-new-privileges',
    'no-new-privileges:true',
    'no-new-privileges=true',
    'no-new-privileges:false',
    'seccomp=unconfined',
    'seccomp:unconfined',
    'seccomp={"defaultAction":"SCMP_ACT_ALLOW"}',
    'apparmor=unconfined',
    'apparmor:docker-default',
    'apparmor=own',
    'systempaths=unconfined',
    'label=disable',
    'label:disable',
    'label=type:spc_t',
    'label=type:web_t',
    'label=level:s0:c1',
  ],
  networkModes: ['host', 'container:a', 'container:b', 'bridge', 'default', 'none', 'app', 'edge'],
  modes: ['host', 'container:a', 'container:b', 'private', 'shareable', 'none'],
  devices: ['/dev/a:r', '/dev/a:rwm', '/dev/b:rw', '/dev//b:r', 'gpus: all'],
  groups: ['root', 'docker', 'audio', '7'],
  paths: [
    '/',
    '/etc',
    '/etc/',
    '/etc/shadow',
    '/etc/app.conf',
    '/var',
    '/var/lib/docker',
    '/var//lib/docker/../docker/volumes',
    '/var/run',
    '/run/docker.sock',
    '/var/run/docker.sock',
    '/home',
    '/home/me/project',
    '/proc',
    '/srv',
    '/srv/app',
    '/srv/application',
    '/srv/other/../app/data',
  ],
  propagations: ['', 'private', 'rslave', 'slave', 'shared', 'rshared'],
  volumes: ['data', 'cache'],
  addresses: ['', '0.0.0.0', '::', '127.0.0.1', '127.0.0.53', '::1', '192.0.2.7', '192.0.2.8', '2001:db8::1'],
  ports: [80, 443],
  protocols: ['tcp', 'udp'],
  networks: ['app', 'edge', 'data'],
} as const;

const IN_DEFAULT = new Set(['CHOWN', 'NET_RAW', 'NET_BIND_SERVICE', 'KILL']);
/** With one that only who adds all of them gets. */
const ALL_CAPABILITIES = [...IN_DEFAULT, 'SYS_ADMIN', 'BPF', 'WAKE_ALARM'];
const UNCONFINED = ['seccomp', 'apparmor', 'systempaths', 'label'];
const PROFILES = ['own seccomp', 'own apparmor', 'label spc_t'];

const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  'seccomp=unconfined': ['no seccomp', 'own seccomp'],
  'seccomp:unconfined': ['no seccomp', 'own seccomp'],
  'seccomp={"defaultAction":"SCMP_ACT_ALLOW"}': ['own seccomp'],
  'apparmor=unconfined': ['no apparmor', 'own apparmor'],
  'apparmor=own': ['own apparmor'],
  'systempaths=unconfined': ['no systempaths'],
  'label=disable': ['no label'],
  'label:disable': ['no label'],
  'label=type:spc_t': ['label spc_t'],
};
const KEEPS_PRIVILEGES = ['no-new-privileges', 'no-new-privileges:true', 'no-new-privileges=true'];

const USERS: Readonly<Record<string, readonly string[]>> = {
  '': ['some name', 'image decides'],
  '0': ['some name', 'image decides', 'root', 'root group'],
  root: ['some name', 'image decides', 'root', 'root group'],
  '0:0': ['some name', 'image decides', 'root', 'root group'],
  '00:7': ['some name', 'image decides', 'root', 'root group'],
  '65532:0': ['root group'],
  '7:root': ['root group'],
  web: ['some name'],
  'web:web': ['some name'],
};

const DEVICES: Readonly<Record<string, readonly string[]>> = {
  '/dev/a:r': ['a r'],
  '/dev/a:rwm': ['a r', 'a w', 'a m'],
  '/dev/b:rw': ['b r', 'b w'],
  '/dev//b:r': ['b r'],
  'gpus: all': ['gpus'],
};

/** Each path as its steps from the root of the host. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  '/': [],
  '/etc': ['etc'],
  '/etc/': ['etc'],
  '/etc/shadow': ['etc', 'shadow'],
  '/etc/app.conf': ['etc', 'app.conf'],
  '/var': ['var'],
  '/var/lib/docker': ['var', 'lib', 'docker'],
  '/var//lib/docker/../docker/volumes': ['var', 'lib', 'docker', 'volumes'],
  '/var/run': ['run'],
  '/run/docker.sock': ['run', 'docker.sock'],
  '/var/run/docker.sock': ['run', 'docker.sock'],
  '/home': ['home'],
  '/home/me/project': ['home', 'me', 'project'],
  '/proc': ['proc'],
  '/srv': ['srv'],
  '/srv/app': ['srv', 'app'],
  '/srv/application': ['srv', 'application'],
  '/srv/other/../app/data': ['srv', 'app', 'data'],
};
/** Who reads these rules the host. */
const CONTROL = new Set([
  '',
  'etc',
  'etc shadow',
  'var',
  'var lib docker',
  'var lib docker volumes',
  'run',
  'run docker.sock',
  'home',
  'proc',
]);

const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  '127.0.0.1': ['loopback'],
  '127.0.0.53': ['loopback'],
  '::1': ['loopback'],
  '192.0.2.7': ['loopback', '192.0.2.7'],
  '192.0.2.8': ['loopback', '192.0.2.8'],
  '2001:db8::1': ['loopback', '2001:db8::1'],
};
const EVERYWHERE = ['loopback', '192.0.2.7', '192.0.2.8', '2001:db8::1', 'anywhere'];

/** Everything that a container may do, each power behind the rule that is about it. */
export function powersOf(container: ContainerSettings): Powers {
  return new Set([
    ...(container.isPrivileged ? PRIVILEGED : []),
    ...ALL_CAPABILITIES.filter((each) => hasCapability(container, each)).map(behind('CR-PRIV-2')),
    ...(container.securityOptions.some((each) => KEEPS_PRIVILEGES.includes(each)) ? [] : ['CR-PRIV-3 gain']),
    ...container.securityOptions.flatMap((each) => OPTIONS[each] ?? []).map(behind('CR-PRIV-3')),
    ...(container.isReadOnly ? [] : ['CR-PRIV-4 write']),
    ...(USERS[container.user] ?? []).map(behind('CR-PRIV-5')),
    ...Object.entries(container.namespaces)
      .filter(([, mode]) => ['host', 'container:a', 'container:b'].includes(mode))
      .map(([attribute, mode]) => `CR-PRIV-6 ${attribute} ${mode}`),
    ...container.devices.flatMap((each) => DEVICES[each] ?? []).map(behind('CR-PRIV-7')),
    ...container.groups.map(behind('CR-PRIV-7 group')),
    ...container.mounts.flatMap(mountPowers),
    ...container.ports.flatMap(({ ip, port, protocol }) =>
      (ADDRESSES[ip] ?? EVERYWHERE).map((address) => `CR-NET-1 ${port} ${protocol} ${address}`),
    ),
    ...(container.publishesAllPorts ? ['CR-NET-2 all'] : []),
    ...container.networks.map(behind('CR-NET-3')),
    ...POOLS.networks.filter((each) => each === container.namespaces.network_mode).map(behind('CR-NET-3')),
    ...(container.namespaces.network_mode === 'host' ? HOST_NETWORK : []),
  ]);
}

function behind(rule: string): (power: string) => string {
  return (power) => `${rule} ${power}`;
}

const PRIVILEGED: readonly string[] = [
  'CR-PRIV-1 privileged',
  ...ALL_CAPABILITIES.map(behind('CR-PRIV-2')),
  ...UNCONFINED.map(behind('CR-PRIV-3 no')),
  ...PROFILES.map(behind('CR-PRIV-3')),
  ...Object.values(DEVICES).flat().map(behind('CR-PRIV-7')),
];

const ALL_PORTS: readonly string[] = POOLS.ports.flatMap((port) =>
  POOLS.protocols.flatMap((protocol) =>
    EVERYWHERE.map((address) => `CR-NET-1 ${port} ${protocol} ${address}`),
  ),
);

const HOST_NETWORK: readonly string[] = [
  ...ALL_PORTS,
  'CR-NET-2 all',
  ...POOLS.networks.map(behind('CR-NET-3')),
];

function hasCapability(
  { addedCapabilities: added, droppedCapabilities: dropped }: ContainerSettings,
  name: string,
): boolean {
  if (added.includes('ALL')) {
    return !dropped.includes(name);
  }
  const isLeft = IN_DEFAULT.has(name) && !dropped.includes('ALL') && !dropped.includes(name);
  return added.includes(name) || isLeft;
}

function mountPowers({ kind, source, isReadOnly, propagation }: MountedPath): string[] {
  if (kind === 'volume') {
    return isReadOnly ? [] : [`CR-MNT write volume ${source}`];
  }
  const below = [...new Set(Object.values(STEPS).map((steps) => steps.join(' ')))].filter((path) => {
    const top = (STEPS[source] ?? []).join(' ');
    return top === '' || path === top || path.startsWith(`${top} `);
  });
  return [
    ...below.filter((path) => CONTROL.has(path)).map(behind('CR-MNT read')),
    ...(isReadOnly ? [] : below.map(behind('CR-MNT write'))),
    ...(/slave|shared/.test(propagation) ? below.map(behind('CR-MNT see')) : []),
    ...(propagation.includes('shared') ? below.map(behind('CR-MNT show')) : []),
  ];
}

/** What a change may grant without making anything weaker: what was granted before, and what nobody judges. */
export function allowedAfter(before: ContainerSettings | undefined): Powers {
  const mounted = new Set((before?.mounts ?? []).map(({ source }) => source));
  const volumes = POOLS.volumes.filter((each) => !mounted.has(each)).map(behind('CR-MNT write volume'));
  return new Set([...volumes, ...(before === undefined ? BASELINE : powersOf(before))]);
}

/** What a new container may do without being less than hardened. */
const BASELINE: readonly string[] = [
  'CR-PRIV-5 some name',
  ...ALL_PORTS.filter((each) => each.endsWith(' loopback')),
  ...POOLS.networks.map(behind('CR-NET-3')),
];
