import { at, type Fields } from '../../../lib/core/json';
import type { Facts } from '../../../lib/facts/facts';
import type { ContainerSettings } from '../../../lib/review/model/container-settings';
import { name } from '../../../lib/review/model/phrase';
import type { ConfiguredResource, Effect, Plan, ResourceChange } from '../../../lib/review/model/plan';
import type { FactsChange, ReviewContext } from '../../../lib/review/model/rule';
import { containerFields } from './settings';

/** A container on both sides; what only one side has is created or deleted. */
export interface ContainerParts {
  /** @default - `docker_container.web` */
  readonly address?: string;
  readonly before?: ContainerSettings;
  readonly after?: ContainerSettings;
  /** @default - `create` or `delete` where a side is missing, `none` where both are the same, else `replace` */
  readonly effect?: Effect;
  /** Everything else of its change, such as `replacePaths`. */
  readonly change?: Partial<ResourceChange>;
}

/** What a context is made of. All of it may be left out. */
export interface ContextParts {
  readonly containers?: readonly ContainerParts[];
  /** Changes of other resources; those of the containers are there by themselves. */
  readonly changes?: readonly ResourceChange[];
  readonly drift?: readonly ResourceChange[];
  readonly facts?: readonly FactsChange[];
  readonly factsAfter?: Readonly<Record<string, Facts>>;
  readonly isCritical?: boolean;
  /** Construct paths by address. */
  readonly paths?: Readonly<Record<string, string>>;
  /** Addresses of what refers to a resource, by the address of that. */
  readonly dependents?: Readonly<Record<string, readonly string[]>>;
  /** Of these resources nothing is made up from their changes. */
  readonly configured?: readonly ConfiguredResource[];
  /** Everything else of the plan, such as `isComplete`. */
  readonly plan?: Partial<Plan>;
}

/** What rules look at, with everything that is not said as a plan without anything special has it. */
export function contextWith(parts: ContextParts): ReviewContext {
  const containers = (parts.containers ?? []).map((each) => ({
    change: containerChange(each),
    before: each.before,
    after: each.after,
  }));
  const changes = [...containers.map((each) => each.change), ...(parts.changes ?? [])];
  const known = parts.configured ?? [];
  const isKnown = (change: ResourceChange): boolean =>
    known.some((each) => each.address === change.configured);
  const plan = planWith({
    changes,
    drift: parts.drift ?? [],
    configured: [...known, ...changes.filter((each) => !isKnown(each)).map(configuredAs)],
    ...parts.plan,
  });
  const paths = new Map(Object.entries(parts.paths ?? {}));
  return {
    plan,
    containers,
    facts: parts.facts ?? [],
    factsAfter: new Map(Object.entries(parts.factsAfter ?? {})),
    isCritical: parts.isCritical ?? false,
    called: (address) => name(paths.get(address) ?? address),
    dependents: (address) => {
      const addresses = (at(parts.dependents ?? {}, address) ?? []) as readonly string[];
      return plan.changes.filter((each) => addresses.includes(each.address));
    },
    pathOf: (address) => paths.get(address),
  };
}

/** A whole plan of a Terraform that we know. */
export function planWith(parts: Partial<Plan>): Plan {
  return {
    formatVersion: '1.2',
    terraformVersion: '1.11.4',
    isComplete: true,
    isApplyable: true,
    isErrored: false,
    notUnderstood: [],
    contradictions: [],
    changes: [],
    drift: [],
    outputs: [],
    checks: [],
    configured: [],
    providerVersions: { docker: '3.9.0' },
    ...parts,
  };
}

/** A change of a resource of Docker; its effect follows from the sides that it has, where it is not said. */
export function changeOf(address: string, parts: Partial<ResourceChange> = {}): ResourceChange {
  const configured = address.replaceAll(/\[[^\]]*\]/g, '');
  const [type = '', resource = ''] = configured.split('.').slice(-2);
  return {
    address,
    configured,
    isData: false,
    type,
    name: resource,
    provider: type.startsWith('docker_')
      ? 'registry.terraform.io/kreuzwerker/docker'
      : 'terraform.io/builtin/terraform',
    effect: effectOf(parts.before, parts.after),
    afterUnknown: {},
    beforeSensitive: {},
    afterSensitive: {},
    replacePaths: [],
    isImported: false,
    ...parts,
  };
}

function containerChange({
  address = 'docker_container.web',
  before,
  after,
  effect,
  change,
}: ContainerParts): ResourceChange {
  return changeOf(address, {
    before: before && containerFields(before),
    after: after && containerFields(after),
    effect: effect ?? effectOf(before, after),
    afterUnknown: Object.fromEntries([...(after?.unknown ?? [])].map((attribute) => [attribute, true])),
    ...change,
  });
}

function effectOf(before: unknown, after: unknown): Effect {
  if (before === undefined) {
    return 'create';
  }
  if (after === undefined) {
    return 'delete';
  }
  return before === after ? 'none' : 'replace';
}

/** A configuration that says every attribute of the change as it is, and refers to others for what is unknown. */
function configuredAs({ configured, after = {}, afterUnknown }: ResourceChange): ConfiguredResource {
  const unknown = Object.keys(afterUnknown as Fields);
  return {
    address: configured,
    providerKey: 'docker',
    references: [],
    expressions: {
      ...Object.fromEntries(
        Object.entries(after).map(([attribute, value]) => [attribute, { constant_value: value }]),
      ),
      ...Object.fromEntries(unknown.map((attribute) => [attribute, { references: ['var.known_later'] }])),
    },
  };
}
