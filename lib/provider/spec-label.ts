import type { Container } from '@cdktf/provider-docker/lib/container';
import { Fn, Token } from 'cdktf';
import { FramedHash } from '../core/hash';
import { sortedEntries } from '../core/names';

/** Arguments of a container that the provider does not treat as it should. */
export interface UnnoticedArguments {
  /** What it accepts on edit and then does not do (kreuzwerker/terraform-provider-docker#988). */
  readonly ignoredOnEdit: Readonly<Record<string, unknown>>;
  /** What it does not miss when it is taken away, because the Engine has a value of its own. */
  readonly ignoredOnRemoval: Readonly<Record<string, unknown>>;
}

/** The arguments that `container` has by now, also those that were changed on the resource itself. */
export function unnoticedArguments(container: Container): UnnoticedArguments {
  const args = argumentsOf(container);
  const named = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, args[name]]));
  return { ignoredOnEdit: named(IGNORED_ON_EDIT), ignoredOnRemoval: named(IGNORED_ON_REMOVAL) };
}

const IGNORED_ON_EDIT = ['cpu_period', 'cpu_quota', 'healthcheck', 'init', 'mounts', 'rm', 'start', 'tmpfs'];
const IGNORED_ON_REMOVAL = [
  'command',
  'entrypoint',
  'env',
  'hostname',
  'ipc_mode',
  'log_driver',
  'runtime',
  'security_opts',
  'shm_size',
  'stop_signal',
  'stop_timeout',
];

/** As Terraform gets them, overrides included. */
function argumentsOf(container: Container): Readonly<Record<string, unknown>> {
  const { resource } = container.toTerraform() as {
    resource: Record<string, Record<string, Record<string, unknown>>>;
  };
  return resource.docker_container?.[container.friendlyUniqueId] ?? {};
}

/**
 * A digest of exactly those arguments that the provider ignores on edit, and of the presence of those that it ignores on
 * removal.
 *
 * A changed label replaces the container, so every edit takes effect; what the provider changes in place, memory for
 * example, is not part of it. Values that are known only to Terraform are hashed by Terraform.
 */
export function specDigest({ ignoredOnEdit, ignoredOnRemoval }: UnnoticedArguments): string {
  const edits = sortedEntries(ignoredOnEdit).filter(([, value]) => isThere(value));
  const present = sortedEntries(ignoredOnRemoval).filter(([, value]) => isThere(value));
  const spec = { ...Object.fromEntries(edits), present: present.map(([name]) => name) };
  if (hasToken(spec)) {
    return Fn.substr(Fn.sha256(Fn.jsonencode(spec)), 0, 12);
  }
  return new FramedHash().record('spec', canonicalJson(spec)).digest();
}

function isThere(value: unknown): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}

function hasToken(value: unknown): boolean {
  if (Token.isUnresolved(value)) {
    return true;
  }
  return typeof value === 'object' && value !== null && Object.values(value).some(hasToken);
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(sortedEntries(inner as Record<string, unknown>))
      : inner,
  );
}
