/** Arguments of one block, as Terraform reads them. */
export type Arguments = Readonly<Record<string, unknown>>;

/** What of a synthesized stack decides whether Terraform replaces something. */
export interface DeployedStack {
  /** Configurations of each provider. */
  readonly provider?: Readonly<Record<string, readonly Arguments[]>>;
  /** Resources, by type and logical id. */
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
  readonly terraform?: { readonly required_providers?: Readonly<Record<string, Arguments>> };
}

/** A resource and where it is. */
export interface Deployed {
  /** As Terraform calls it: `docker_volume.data_0C0B5E4B`. */
  readonly address: string;
  readonly type: string;
  readonly args: Arguments;
}

/** All resources of a stack, by address. */
export function resourcesOf({ resource = {} }: DeployedStack): ReadonlyMap<string, Deployed> {
  return new Map(
    Object.entries(resource).flatMap(([type, byId]) =>
      Object.entries(byId).map(([id, args]) => [`${type}.${id}`, { address: `${type}.${id}`, type, args }]),
    ),
  );
}

/** The address of the Docker Engine that a resource is made on; nothing where `DOCKER_HOST` says it. */
export function hostOf({ provider = {} }: DeployedStack, { type, args }: Deployed): unknown {
  const reference = typeof args.provider === 'string' ? args.provider : type.replace(/_.*/, '');
  const [name = '', alias] = reference.split('.');
  return provider[name]?.find((each) => each.alias === alias)?.host;
}

/** Members of a block; none when it is no block. */
export function blockOf(value: unknown): Arguments {
  return typeof value === 'object' && value !== null ? (value as Arguments) : {};
}
