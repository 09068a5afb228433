import { type Arguments, blockOf } from './deployed-stack';

/**
 * Arguments that the provider changes in place, or that it only reads itself: the same in 3.9.0 and in 4.5.0.
 *
 * What it ignores on edit is not among them, because the label of the library's own replaces the container then.
 */
const IN_PLACE: Readonly<Record<string, readonly string[]>> = {
  docker_container: [
    // What the Engine changes of a container that runs.
    'cpu_set',
    'cpu_shares',
    'max_retry_count',
    'memory',
    'memory_reservation',
    'memory_swap',
    'restart',
    // How the provider makes, watches and removes it.
    'attach',
    'container_read_refresh_timeout_milliseconds',
    'destroy_grace_seconds',
    'logs',
    'must_run',
    'remove_volumes',
    'wait',
    'wait_timeout',
  ],
  docker_image: ['force_remove', 'keep_locally'],
  docker_registry_image: ['insecure_skip_verify', 'keep_remotely'],
  terraform_data: ['input'],
};

/** What Terraform itself reads; of `lifecycle`, and of `provider`, only a part replaces something. */
const OF_TERRAFORM = ['connection', 'depends_on', 'lifecycle', 'provider', 'provisioner'];

/** Blocks and lists whose order means nothing to the provider. */
const UNORDERED = new Set([
  'add',
  'aliases',
  'dns',
  'drop',
  'env',
  'host',
  'labels',
  'networks_advanced',
  'security_opts',
  'upload',
  'volumes',
]);

/** Arguments of a resource that replace it when they change, in a form in which equal ones are equal texts. */
export function replacingArguments(type: string, args: Arguments): ReadonlyMap<string, string> {
  const lifecycle = blockOf(args.lifecycle);
  const ignored = Array.isArray(lifecycle.ignore_changes) ? (lifecycle.ignore_changes as unknown[]) : [];
  const passedOver = new Set([...(IN_PLACE[type] ?? []), ...OF_TERRAFORM, ...ignored]);
  const replacing = Object.entries(args).filter(([name]) => !passedOver.has(name));
  const triggers = lifecycle.replace_triggered_by;
  return new Map(
    [...replacing, ...(triggers === undefined ? [] : [['replace_triggered_by', triggers] as const])].map(
      ([name, value]) => [name, JSON.stringify(normal(name, value))],
    ),
  );
}

function normal(name: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    const all = value.map((each) => normal('', each));
    return UNORDERED.has(name) ? all.map((each) => JSON.stringify(each)).sort() : all;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([key, inner]) => [key, normal(key, inner)] as const)
      .sort(([left], [right]) => (left < right ? -1 : 1));
  }
  return value;
}
