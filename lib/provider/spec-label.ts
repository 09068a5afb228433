import { Fn, Token } from 'cdktf';
import { FramedHash } from '../core/hash';
import { sortedEntries } from '../core/names';

/** The label whose value changes when something changes that the provider would not notice. */
export const SPEC_LABEL = 'cdktf-go-containers.spec';

/** What the provider accepts on edit and then does not do (kreuzwerker/terraform-provider-docker#988). */
const IGNORED_ON_EDIT = ['cpuPeriod', 'cpuQuota', 'healthcheck', 'init', 'rm', 'start', 'tmpfs'] as const;

/** What the provider does not notice when it is taken away, because the Engine has a value of its own. */
const IGNORED_ON_REMOVAL = [
  'command',
  'entrypoint',
  'env',
  'hostname',
  'ipcMode',
  'labels',
  'logDriver',
  'runtime',
  'securityOpts',
  'shmSize',
  'stopSignal',
  'stopTimeout',
] as const;

/**
 * A digest of exactly those arguments that the provider ignores on edit, and of the presence of those that it ignores on
 * removal.
 *
 * A changed label replaces the container, so every edit takes effect; what the provider changes in place, memory for
 * example, is not part of it. Values that are known only to Terraform are hashed by Terraform.
 */
export function specDigest(container: object): string {
  const values = new Map<string, unknown>(Object.entries(container));
  const edits = IGNORED_ON_EDIT.filter((name) => values.get(name) !== undefined).map(
    (name): [string, unknown] => [name, values.get(name)],
  );
  const removals = IGNORED_ON_REMOVAL.filter((name) => values.get(name) !== undefined);
  const spec = { ...Object.fromEntries(edits), present: removals };
  if (hasToken(spec)) {
    return Fn.substr(Fn.sha256(Fn.jsonencode(spec)), 0, 12);
  }
  return new FramedHash().record('spec', canonicalJson(spec)).digest();
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
