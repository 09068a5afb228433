import { quote, ValidationError } from '../../core/errors';
import { at } from '../../core/json';
import { Attributes } from './attributes';
import type { ContainerSettings, PublishedPort } from '../model/container-settings';
import { mountedPaths } from './mounted-paths';
import type { ResourceChange } from '../model/plan';
import { capabilities, health, labels, limit, orWhenEmpty, uploads, variable } from './setting-parts';
import { unknownAttributes } from './unknown-parts';

/** One side of a change. */
export type Side = 'before' | 'after';

/**
 * How a `docker_container` runs on one side of its change, or nothing where it is not there.
 *
 * @throws ValidationError where an attribute has another type than the Docker provider gives it
 */
export function readContainer(change: ResourceChange, side: Side): ContainerSettings | undefined {
  const fields = change[side];
  if (fields === undefined) {
    return undefined;
  }
  const mirror = side === 'after' ? change.afterUnknown : undefined;
  const attributes = new Attributes(fields, change.address);
  return {
    ...privileges(attributes),
    ...limits(attributes, processors(attributes, at(fields, 'cpus'), change.address)),
    ...lifeCycle(attributes),
    name: attributes.text('name') ?? '',
    image: attributes.text('image') ?? '',
    mounts: mountedPaths(attributes, mirror),
    temporary: attributes.map('tmpfs'),
    ports: attributes.blocks('ports').map(port),
    publishesAllPorts: attributes.flag('publish_all_ports'),
    networks: [
      ...attributes.blocks('networks_advanced').flatMap((each) => each.text('name') ?? []),
      ...attributes.texts('networks'),
    ],
    memberships: attributes.blocks('networks_advanced').map((each) => ({
      network: each.text('name') ?? '',
      aliases: each.texts('aliases'),
    })),
    logDriver: attributes.text('log_driver') ?? '',
    logOptions: attributes.map('log_opts'),
    environment: attributes.texts('env').map(variable),
    entrypoint: attributes.texts('entrypoint'),
    command: attributes.texts('command'),
    labels: labels(attributes),
    uploads: uploads(attributes),
    unknown: unknownAttributes(mirror),
  };
}

type Privileges = Pick<
  ContainerSettings,
  | 'user'
  | 'isPrivileged'
  | 'addedCapabilities'
  | 'droppedCapabilities'
  | 'securityOptions'
  | 'isReadOnly'
  | 'namespaces'
  | 'devices'
  | 'groups'
>;

const NAMESPACES = ['network_mode', 'pid_mode', 'ipc_mode', 'userns_mode', 'cgroupns_mode'];

function privileges(attributes: Attributes): Privileges {
  const rights = attributes.blocks('capabilities');
  return {
    user: attributes.text('user') ?? '',
    isPrivileged: attributes.flag('privileged'),
    addedCapabilities: capabilities(rights.flatMap((each) => each.texts('add'))),
    droppedCapabilities: capabilities(rights.flatMap((each) => each.texts('drop'))),
    securityOptions: attributes.texts('security_opts'),
    isReadOnly: attributes.flag('read_only'),
    namespaces: Object.fromEntries(
      NAMESPACES.flatMap((each) => {
        const mode = attributes.text(each) ?? '';
        return mode === '' ? [] : [[each, mode]];
      }),
    ),
    devices: [
      ...attributes
        .blocks('devices')
        .map((each) => `${each.text('host_path') ?? ''}:${orWhenEmpty(each.text('permissions'), 'rwm')}`),
      ...attributes.blocks('device_requests').map(deviceRequest),
      ...[attributes.text('gpus') ?? ''].filter((each) => each !== '').map((each) => `gpus: ${each}`),
    ],
    groups: attributes.texts('group_add'),
  };
}

/** Words that are the same for two requests of the same devices. */
function deviceRequest(block: Attributes): string {
  const words = {
    driver: block.text('driver') ?? '',
    count: limit(block.number('count')) === undefined ? '' : String(block.number('count')),
    devices: [...block.texts('device_ids')].sort().join(' '),
    capabilities: [...block.texts('capabilities')].sort().join(' '),
  };
  const said = Object.entries(words).filter(([, text]) => text !== '');
  return ['device request', ...said.map(([word, text]) => `${word} ${text}`)].join(', ');
}

type Limits = Pick<ContainerSettings, 'memory' | 'memorySwap' | 'processors' | 'ulimits'>;

function limits(attributes: Attributes, cpus: number | undefined): Limits {
  return {
    memory: limit(attributes.number('memory')),
    memorySwap: limit(attributes.number('memory_swap')),
    processors: cpus,
    ulimits: Object.fromEntries(
      attributes
        .blocks('ulimit')
        .map((each) => [
          each.text('name') ?? '',
          `${String(each.number('soft') ?? 0)}:${String(each.number('hard') ?? 0)}`,
        ]),
    ),
  };
}

/** The Engine's own, in microseconds. */
const CPU_PERIOD = 100_000;

/** `cpus` wins over the period and the quota, as in the provider. */
function processors(attributes: Attributes, cpus: unknown, where: string): number | undefined {
  const count = typeof cpus === 'number' ? cpus : countOf(attributes.text('cpus') ?? '', where);
  if (count > 0) {
    return count;
  }
  const quota = attributes.number('cpu_quota') ?? 0;
  return quota > 0 ? quota / (limit(attributes.number('cpu_period')) ?? CPU_PERIOD) : undefined;
}

/** A count of processors: `1.5`, or a fraction, which Docker takes too. */
function countOf(text: string, where: string): number {
  const [count = 0, parts = 1] = text.split('/').map(Number);
  if (!Number.isFinite(count / parts)) {
    throw new ValidationError(
      `${quote('cpus')} of ${where} is no count of processors, such as "1.5"; make the plan anew with "terraform show -json"`,
    );
  }
  return count / parts;
}

type LifeCycle = Pick<
  ContainerSettings,
  'health' | 'restart' | 'waits' | 'waitTimeout' | 'graceSeconds' | 'isService' | 'starts' | 'removesVolumes'
>;

function lifeCycle(attributes: Attributes): LifeCycle {
  const starts = attributes.flag('start', true);
  return {
    health: health(attributes),
    restart: attributes.text('restart') ?? '',
    waits: attributes.flag('wait'),
    waitTimeout: attributes.number('wait_timeout') ?? 60,
    graceSeconds: attributes.number('destroy_grace_seconds') ?? 0,
    isService: attributes.flag('must_run', true) && starts,
    starts,
    removesVolumes: attributes.flag('remove_volumes', true),
  };
}

function port(block: Attributes): PublishedPort {
  const ip = block.text('ip') ?? '';
  return {
    hostPort: limit(block.number('external')),
    port: block.number('internal') ?? 0,
    // The provider writes 0.0.0.0 where nothing is said.
    ip: ip === '0.0.0.0' || ip === '::' ? '' : ip,
    protocol: orWhenEmpty(block.text('protocol'), 'tcp').toLowerCase(),
  };
}
