import type { Fields } from '../../core/json';

/** What Terraform is going to do with one resource. */
export type Effect =
  | 'none'
  | 'create'
  | 'read'
  | 'update'
  | 'delete'
  /** The old one is gone before the new one is made. */
  | 'replace'
  /** The new one is made before the old one is gone. */
  | 'replace-create-first'
  /** Terraform forgets it, and it stays as it is. */
  | 'forget'
  /** A new one is made, and the old one forgotten. */
  | 'forget-and-create';

/** A step to an attribute: a name, or an index of a list. */
export type Step = string | number;

/** One resource and what becomes of it. */
export interface ResourceChange {
  /** `module.edge.docker_container.web["a"]`. */
  readonly address: string;
  /** The address without the index of `count` or `for_each`: what the configuration says. */
  readonly configured: string;
  readonly previousAddress?: string;
  /** Key of an object that an apply was to destroy and did not. */
  readonly deposed?: string;
  readonly isData: boolean;
  readonly type: string;
  readonly name: string;
  /** `registry.terraform.io/kreuzwerker/docker`. */
  readonly provider: string;
  readonly effect: Effect;
  /** Why, in Terraform's words, such as `replace_because_tainted`; there may be new ones. */
  readonly reason?: string;
  /** Nothing when it is created. */
  readonly before?: Fields;
  /** What is known of it; nothing when it is destroyed. */
  readonly after?: Fields;
  /** A mirror of `after` that is true where a value is known after the apply. */
  readonly afterUnknown: unknown;
  /** Mirrors that are true where a value is sensitive. */
  readonly beforeSensitive: unknown;
  readonly afterSensitive: unknown;
  /** The attributes that cannot change in place. */
  readonly replacePaths: readonly (readonly Step[])[];
  /** An object that exists already is taken over. */
  readonly isImported: boolean;
}

/** An output of the root module. */
export interface OutputChange {
  readonly name: string;
  readonly effect: Effect;
  /** What it becomes, as far as that is known. */
  readonly after?: unknown;
}

/** A condition that Terraform checks. */
export interface CheckResult {
  readonly address: string;
  readonly status: string;
  readonly messages: readonly string[];
}

/** What a resource of the configuration refers to. */
export interface ConfiguredResource {
  /** Without index; modules have their address before it. */
  readonly address: string;
  /** Name of its block in `provider_config`. */
  readonly providerKey: string;
  readonly expressions: Fields;
  /** Commands that Terraform runs when it makes or destroys the resource; nothing where there are none. */
  readonly provisioners?: unknown;
  /** Addresses of the resources that it refers to, without index. */
  readonly references: readonly string[];
}

/** A plan, as far as a review needs it. */
export interface Plan {
  readonly formatVersion: string;
  readonly terraformVersion: string;
  /** Undefined where the Terraform that made it did not say. */
  readonly isComplete?: boolean;
  readonly isApplyable?: boolean;
  readonly isErrored: boolean;
  /** Members that say that the plan has more than a review knows of, such as `deferred_changes`. */
  readonly notUnderstood: readonly string[];
  /** What in it does not fit together, which no plan of Terraform should have. */
  readonly contradictions: readonly string[];
  readonly changes: readonly ResourceChange[];
  readonly drift: readonly ResourceChange[];
  readonly outputs: readonly OutputChange[];
  readonly checks: readonly CheckResult[];
  readonly configured: readonly ConfiguredResource[];
  /** Version constraints of providers by the key of their block. */
  readonly providerVersions: Readonly<Record<string, string>>;
  /** What the configuration says of its providers, such as the Docker host, by the key of their block. */
  readonly providers?: Fields;
}
