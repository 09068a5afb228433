import type { Fields } from '../../../lib/core/json';
import type {
  ContainerSettings,
  MountedPath,
  PublishedPort,
} from '../../../lib/review/model/container-settings';

/** A container with everything that this library hardens, and what is said otherwise. */
export function settings(overrides: Partial<ContainerSettings> = {}): ContainerSettings {
  return {
    name: 'web',
    image: 'sha256:0000000000000000000000000000000000000000000000000000000000000001',
    user: '65532:65532',
    isPrivileged: false,
    addedCapabilities: [],
    droppedCapabilities: ['ALL'],
    securityOptions: ['no-new-privileges:true'],
    isReadOnly: true,
    namespaces: { network_mode: 'bridge' },
    devices: [],
    groups: [],
    mounts: [],
    temporary: { '/tmp': 'rw,noexec,nosuid,nodev,size=64m,mode=1777' },
    ports: [],
    publishesAllPorts: false,
    networks: ['app'],
    memberships: (overrides.networks ?? ['app']).map((network) => ({ network, aliases: [] })),
    memory: 256,
    memorySwap: 256,
    processors: 1,
    ulimits: {},
    logDriver: 'json-file',
    logOptions: { 'max-size': '10m', 'max-file': '3' },
    environment: [],
    entrypoint: [],
    command: [],
    labels: {},
    uploads: [],
    health: { test: ['CMD', '/probe'], interval: '5s', timeout: '3s', startPeriod: '10s', retries: 3 },
    restart: 'unless-stopped',
    waits: true,
    waitTimeout: 57,
    graceSeconds: 30,
    isService: true,
    starts: overrides.isService ?? true,
    removesVolumes: true,
    unknown: new Set(),
    ...overrides,
  };
}

/** A published port: 8080 of the container, on the loopback address, and what is said otherwise. */
export function published(overrides: Partial<PublishedPort> = {}): PublishedPort {
  return { hostPort: 8080, port: 8080, ip: '127.0.0.1', protocol: 'tcp', ...overrides };
}

/** A named volume at `/data`, and what is said otherwise. */
export function mounted(overrides: Partial<MountedPath> = {}): MountedPath {
  return {
    kind: 'volume',
    source: 'data',
    target: '/data',
    isReadOnly: false,
    propagation: '',
    ...overrides,
  };
}

/** The attributes of a `docker_container` with these settings, as a plan has them. */
export function containerFields(container: ContainerSettings): Fields {
  const known = {
    name: container.name,
    image: container.image,
    user: container.user,
    privileged: container.isPrivileged,
    capabilities: [{ add: container.addedCapabilities, drop: container.droppedCapabilities }],
    security_opts: container.securityOptions,
    read_only: container.isReadOnly,
    ...container.namespaces,
    ...devices(container.devices),
    group_add: container.groups,
    volumes: container.mounts.filter(isVolumesBlock).map(volumesBlock),
    mounts: container.mounts.filter((each) => !isVolumesBlock(each)).map(mountsBlock),
    tmpfs: container.temporary,
    ports: container.ports.map(({ hostPort, port, ip, protocol }) => ({
      external: hostPort ?? null,
      internal: port,
      ip: ip === '' ? '0.0.0.0' : ip,
      protocol,
    })),
    publish_all_ports: container.publishesAllPorts,
    networks_advanced: container.memberships.map(({ network, aliases }) => ({ name: network, aliases })),
    memory: container.memory ?? null,
    memory_swap: container.memorySwap ?? null,
    cpus: container.processors === undefined ? null : String(container.processors),
    ulimit: Object.entries(container.ulimits).map(([name, limits]) => {
      const [soft, hard] = limits.split(':').map(Number);
      return { name, soft, hard };
    }),
    log_driver: container.logDriver,
    log_opts: container.logOptions,
    env: container.environment.map(({ name, value }) => `${name}=${value}`),
    entrypoint: container.entrypoint,
    command: container.command,
    labels: Object.entries(container.labels).map(([label, value]) => ({ label, value })),
    upload: container.uploads,
    healthcheck: healthcheck(container),
    restart: container.restart,
    wait: container.waits,
    wait_timeout: container.waitTimeout,
    destroy_grace_seconds: container.graceSeconds,
    must_run: container.isService,
    start: container.starts,
    remove_volumes: container.removesVolumes,
  };
  return Object.fromEntries(Object.entries(known).filter(([attribute]) => !container.unknown.has(attribute)));
}

function isVolumesBlock({ kind, propagation }: MountedPath): boolean {
  return kind !== 'tmpfs' && propagation === '';
}

function volumesBlock({ kind, source, target, isReadOnly }: MountedPath): Fields {
  return {
    container_path: target,
    from_container: kind === 'container' ? source : '',
    host_path: kind === 'bind' ? source : '',
    volume_name: kind === 'volume' ? source : '',
    read_only: isReadOnly,
  };
}

function mountsBlock({ kind, source, target, isReadOnly, propagation }: MountedPath): Fields {
  return {
    type: kind,
    source,
    target,
    read_only: isReadOnly,
    bind_options: propagation === '' ? [] : [{ propagation }],
  };
}

function devices(all: readonly string[]): Fields {
  return {
    devices: all.map((each) => {
      const [path, permissions] = each.split(':');
      return { host_path: path, container_path: path, permissions };
    }),
  };
}

function healthcheck({ health }: ContainerSettings): readonly Fields[] {
  return health === undefined
    ? []
    : [
        {
          test: health.test,
          interval: health.interval,
          timeout: health.timeout,
          start_period: health.startPeriod,
          retries: health.retries,
        },
      ];
}
