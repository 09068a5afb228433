import fc from 'fast-check';
import type { ContainerSettings, MountedPath } from '../../../lib/review/model/container-settings';
import { MOUNT_RULES } from '../../../lib/review/rules/mount-rules';
import { NETWORK_RULES } from '../../../lib/review/rules/network-rules';
import { PRIVILEGE_RULES } from '../../../lib/review/rules/privilege-rules';
import { contextWith } from '../support/plan-builder';
import { allowedAfter, POOLS, powersOf } from '../support/powers';
import { mounted, published, settings } from '../support/settings';

const RULES = [...PRIVILEGE_RULES, ...MOUNT_RULES, ...NETWORK_RULES];

/** The rules that say that `after` is weaker; those about mounts divide one question, and count as one. */
function firedRules(before: ContainerSettings | undefined, after: ContainerSettings): string[] {
  const context = contextWith({ containers: [{ before, after, effect: before ? 'replace' : 'create' }] });
  const rules = RULES.flatMap((judge) => judge(context))
    .filter(({ isBroadening }) => isBroadening)
    .map(({ rule }) => rule.replace(/^CR-MNT-\d$/, 'CR-MNT'));
  return [...new Set(rules)].sort();
}

/** The rules about the powers that `after` has and may not have. */
function rulesOfPowers(before: ContainerSettings | undefined, after: ContainerSettings): string[] {
  const allowed = allowedAfter(before);
  const gained = [...powersOf(after)].filter((each) => !allowed.has(each));
  return [...new Set(gained.map((each) => each.split(' ', 1).join()))].sort();
}

/** Fails unless both say the same; whether something got weaker. */
function agree(before: ContainerSettings | undefined, after: ContainerSettings): boolean {
  const [fired, expected] = [firedRules(before, after), rulesOfPowers(before, after)];
  // Who is privileged or on the host's network has more than is said about it.
  const hasMore = after.isPrivileged || after.namespaces.network_mode === 'host';
  if (hasMore ? fired.length > 0 !== expected.length > 0 : fired.join() !== expected.join()) {
    throw new Error(`the rules ${fired.join()} fire, and it got powers of ${expected.join()}`);
  }
  return expected.length > 0;
}

function someOf<T>(pool: readonly T[], maxLength = 3): fc.Arbitrary<T[]> {
  return fc.uniqueArray(fc.constantFrom(...pool), { maxLength });
}

const mounts = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('bind' as const),
      source: fc.constantFrom(...POOLS.paths),
      isReadOnly: fc.boolean(),
      propagation: fc.constantFrom(...POOLS.propagations),
    }),
    fc.record({
      kind: fc.constant('volume' as const),
      source: fc.constantFrom(...POOLS.volumes),
      isReadOnly: fc.boolean(),
    }),
  ),
  { maxLength: 3 },
);

const mode = fc.constantFrom(...POOLS.modes);
const namespaces = fc.record(
  {
    network_mode: fc.constantFrom(...POOLS.networkModes),
    pid_mode: mode,
    ipc_mode: mode,
    userns_mode: mode,
    cgroupns_mode: mode,
  },
  { requiredKeys: [] },
);

const parts = {
  user: fc.constantFrom(...POOLS.users),
  isPrivileged: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.boolean()),
  addedCapabilities: someOf(POOLS.capabilities),
  droppedCapabilities: someOf(POOLS.capabilities),
  securityOptions: someOf(POOLS.securityOptions),
  isReadOnly: fc.boolean(),
  namespaces,
  devices: someOf(POOLS.devices),
  groups: someOf(POOLS.groups),
  mounts: mounts.map((all) => all.map((each, index) => mounted({ ...each, target: `/mnt/${index}` }))),
  ports: fc
    .array(
      fc.record({
        ip: fc.constantFrom(...POOLS.addresses),
        port: fc.constantFrom(...POOLS.ports),
        protocol: fc.constantFrom(...POOLS.protocols),
      }),
      { maxLength: 3 },
    )
    .map((all) => all.map(published)),
  publishesAllPorts: fc.boolean(),
  networks: someOf(POOLS.networks),
};

const one = fc.record(parts).map(settings);
/** Most parts stay as they are, as in a plan; of mounts only how they are mounted changes, or where they lead. */
const pair = fc
  .tuple(one, one, fc.subarray(Object.keys(parts) as (keyof typeof parts)[], { maxLength: 3 }), fc.boolean())
  .map(([before, other, changed, remounts]) => ({
    before,
    after: settings({
      ...before,
      ...Object.fromEntries(changed.map((key) => [key, other[key]])),
      ...(remounts && { mounts: before.mounts.map((each, index) => remounted(each, other.mounts[index])) }),
    }),
  }));

function remounted(mount: MountedPath, other: MountedPath | undefined): MountedPath {
  return other?.kind !== mount.kind
    ? mount
    : { ...mount, isReadOnly: other.isReadOnly, propagation: other.propagation };
}

describe('Whether a container got weaker', () => {
  test('agrees with the powers that its settings grant, and is said by the rule about these', () => {
    const counts = { weaker: 0, notWeaker: 0 };
    fc.assert(
      fc.property(pair, ({ before, after }) => {
        counts[agree(before, after) ? 'weaker' : 'notWeaker'] += 1;
      }),
      { numRuns: 5_000 },
    );
    // Both answers are tried.
    expect(Math.min(counts.weaker, counts.notWeaker)).toBeGreaterThan(1_000);
  });

  test('is judged against the hardened baseline for what is new', () => {
    fc.assert(
      fc.property(one, (after) => {
        agree(undefined, after);
      }),
      { numRuns: 600 },
    );
    expect(agree(undefined, settings())).toBe(false);
  });

  test('does not depend on the order of anything in it', () => {
    const reversed = (container: ContainerSettings): ContainerSettings =>
      Object.fromEntries(
        Object.entries(container).map(([key, value]) => [
          key,
          Array.isArray(value) ? [...(value as unknown[])].reverse() : (value as unknown),
        ]),
      ) as unknown as ContainerSettings;
    const judged = (before: ContainerSettings, after: ContainerSettings): string[] =>
      RULES.flatMap((judge) => judge(contextWith({ containers: [{ before, after, effect: 'replace' }] })))
        .map((each) => JSON.stringify(each))
        .sort();
    fc.assert(
      fc.property(pair, ({ before, after }) => {
        expect(judged(reversed(before), reversed(after)).join('\n')).toBe(judged(before, after).join('\n'));
      }),
      { numRuns: 300 },
    );
  });

  test('never is when nothing changes', () => {
    fc.assert(
      fc.property(one, (container) => {
        expect(firedRules(container, { ...container })).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
