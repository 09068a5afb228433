import { isMap } from '../../core/json';
import { Attributes } from './attributes';
import type { ContainerSettings, PublishedPort, Variable } from '../model/container-settings';
import { goSeconds } from './go-duration';
import { mountedPaths } from './mounted-paths';
import type { ResourceChange } from '../model/plan';
import type { Side } from './read-container';
import { capabilities, health, labels, limit, orWhenEmpty } from './setting-parts';
import { hasUnknown, partWithin } from './unknown-parts';

/** Where the settings of the containers are. */
export const CONTAINER_SPEC: readonly string[] = ['task_spec', 'container_spec'];

/**
 * How the tasks of a `docker_service` run on one side of its change, or nothing where it is not there. What Swarm cannot do is as the Engine has
 * it for every task, such as the namespaces; what is unknown is told by the names that the attributes of a `docker_container` have.
 *
 * @throws ValidationError where an attribute has another type than the Docker provider gives it
 */
export function readService(change: ResourceChange, side: Side): ContainerSettings | undefined {
  const fields = change[side];
  if (fields === undefined) {
    return undefined;
  }
  const mirror = side === 'after' ? change.afterUnknown : undefined;
  const service = new Attributes(fields, change.address);
  const nothing = new Attributes({}, change.address);
  const task = service.blocks('task_spec')[0] ?? nothing;
  const container = task.blocks('container_spec')[0] ?? nothing;
  const log = task.blocks('log_driver')[0];
  const networks = networksOf(task);
  return {
    ...privileges(container),
    namespaces: networks.includes('host') ? { network_mode: 'host' } : {},
    ...limits(task.blocks('resources')[0]?.blocks('limits')[0] ?? nothing),
    ...lifeCycle(service, task, container),
    name: service.text('name') ?? '',
    image: container.text('image') ?? '',
    mounts: mountedPaths(container, partWithin(mirror, CONTAINER_SPEC)),
    temporary: {},
    ports: (service.blocks('endpoint_spec')[0]?.blocks('ports') ?? []).map(port),
    publishesAllPorts: false,
    networks,
    memberships: [],
    logDriver: log?.text('name') ?? '',
    logOptions: log?.map('options') ?? {},
    environment: variables(container.map('env'), partWithin(mirror, ['task_spec', 'container_spec', 'env'])),
    entrypoint: container.texts('command'),
    command: container.texts('args'),
    labels: { ...labels(service), ...labels(container) },
    uploads: [],
    unknown: unknownNames(mirror),
  };
}

/** By name or id. */
function networksOf(task: Attributes): readonly string[] {
  return [
    ...task
      .blocks('networks_advanced')
      .flatMap((each) => orWhenEmpty(each.text('id'), each.text('name') ?? '')),
    ...task.texts('networks'),
  ];
}

type Privileges = Pick<
  ContainerSettings,
  | 'user'
  | 'isPrivileged'
  | 'addedCapabilities'
  | 'droppedCapabilities'
  | 'securityOptions'
  | 'isReadOnly'
  | 'devices'
  | 'groups'
>;

function privileges(container: Attributes): Privileges {
  const context = container.blocks('privileges')[0]?.blocks('se_linux_context')[0];
  const type = context?.text('type') ?? '';
  return {
    user: container.text('user') ?? '',
    isPrivileged: false,
    addedCapabilities: capabilities(container.texts('cap_add')),
    droppedCapabilities: capabilities(container.texts('cap_drop')),
    securityOptions: [
      ...(context?.flag('disable') === true ? ['label=disable'] : []),
      ...(type === '' ? [] : [`label=type:${type}`]),
    ],
    isReadOnly: container.flag('read_only'),
    devices: [],
    groups: container.texts('groups'),
  };
}

type Limits = Pick<ContainerSettings, 'memory' | 'memorySwap' | 'processors' | 'ulimits'>;

const MEBIBYTE = 1_048_576;
const NANO = 1_000_000_000;

function limits(block: Attributes): Limits {
  const memory = limit(block.number('memory_bytes'));
  const processors = limit(block.number('nano_cpus'));
  return {
    memory: memory === undefined ? undefined : memory / MEBIBYTE,
    processors: processors === undefined ? undefined : processors / NANO,
    ulimits: {},
  };
}

type LifeCycle = Pick<
  ContainerSettings,
  'health' | 'restart' | 'waits' | 'waitTimeout' | 'graceSeconds' | 'isService' | 'starts' | 'removesVolumes'
>;

/** What Swarm gives a task between the signal and the end, in seconds. */
const SWARM_GRACE = 10;
/** For how long the provider waits until all tasks run, in seconds. */
const CONVERGE_TIMEOUT = 180;

function lifeCycle(service: Attributes, task: Attributes, container: Attributes): LifeCycle {
  const converge = service.blocks('converge_config')[0];
  const replicas = service.blocks('mode')[0]?.blocks('replicated')[0]?.number('replicas') ?? 1;
  return {
    health: health(container),
    restart: task.blocks('restart_policy')[0]?.text('condition') ?? '',
    waits: converge !== undefined,
    waitTimeout: goSeconds(converge?.text('timeout') ?? '') ?? CONVERGE_TIMEOUT,
    graceSeconds: goSeconds(container.text('stop_grace_period') ?? '') ?? SWARM_GRACE,
    isService: replicas > 0,
    starts: replicas > 0,
    removesVolumes: true,
  };
}

/** A port of a service is on all addresses of the host: of every one in the swarm, or of those where a task runs. */
function port(block: Attributes): PublishedPort {
  return {
    hostPort: limit(block.number('published_port')),
    port: block.number('target_port') ?? 0,
    ip: '',
    protocol: orWhenEmpty(block.text('protocol'), 'tcp').toLowerCase(),
  };
}

/** Those whose value is not known yet are there with an empty one. */
function variables(known: Readonly<Record<string, string>>, unknown: unknown): readonly Variable[] {
  const later = isMap(unknown) ? Object.keys(unknown).filter((each) => !Object.hasOwn(known, each)) : [];
  return [...Object.entries(known), ...later.map((each) => [each, ''] as const)].map(([name, value]) => ({
    name,
    value,
  }));
}

/** Where the attributes of a container are in a service. */
const PLACES: readonly (readonly [string, readonly string[]])[] = [
  ['image', ['task_spec', 'container_spec', 'image']],
  ['user', ['task_spec', 'container_spec', 'user']],
  ['capabilities', ['task_spec', 'container_spec', 'cap_add']],
  ['capabilities', ['task_spec', 'container_spec', 'cap_drop']],
  ['security_opts', ['task_spec', 'container_spec', 'privileges']],
  ['read_only', ['task_spec', 'container_spec', 'read_only']],
  ['group_add', ['task_spec', 'container_spec', 'groups']],
  ['mounts', ['task_spec', 'container_spec', 'mounts']],
  ['env', ['task_spec', 'container_spec', 'env']],
  ['entrypoint', ['task_spec', 'container_spec', 'command']],
  ['command', ['task_spec', 'container_spec', 'args']],
  ['labels', ['task_spec', 'container_spec', 'labels']],
  ['healthcheck', ['task_spec', 'container_spec', 'healthcheck']],
  ['networks_advanced', ['task_spec', 'networks_advanced']],
  ['memory', ['task_spec', 'resources', 'limits', 'memory_bytes']],
  ['cpus', ['task_spec', 'resources', 'limits', 'nano_cpus']],
  ['log_driver', ['task_spec', 'log_driver', 'name']],
  ['log_opts', ['task_spec', 'log_driver', 'options']],
  ['ports', ['endpoint_spec', 'ports']],
];

function unknownNames(mirror: unknown): ReadonlySet<string> {
  return new Set(PLACES.flatMap(([name, path]) => (hasUnknown(partWithin(mirror, path)) ? [name] : [])));
}
