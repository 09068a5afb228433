import { at, type Fields, isMap } from '../core/json';

/** Something of a synthesized stack that others can refer to: a resource, a data source, a local value, a module, a provider. */
export interface GraphNode {
  /** As in an expression: `docker_container.web`, `data.docker_image.base`, `local.name`. */
  readonly address: string;
  /** Of a resource; empty for everything else. */
  readonly type: string;
  /** Construct path, or the address where it has none. */
  readonly title: string;
  readonly value: Fields;
  /** Addresses of what it refers to. */
  readonly references: readonly string[];
}

/** Lists of addresses that are no expressions in braces. */
const ADDRESSES = new Set(['depends_on', 'replace_triggered_by']);

/** What a stack declares, as it was written for Terraform, and what refers to what. */
export function resourceGraph(stack: unknown): ReadonlyMap<string, GraphNode> {
  const root = asMap(stack);
  const nodes = [
    ...twoLevels(at(root, 'resource')).map(([type, name, value]) => ({
      address: `${type}.${name}`,
      type,
      value,
    })),
    ...twoLevels(at(root, 'data')).map(([type, name, value]) => ({
      address: `data.${type}.${name}`,
      type: '',
      value,
    })),
    ...Object.entries(asMap(at(root, 'locals'))).map(([name, value]) => ({
      address: `local.${name}`,
      type: '',
      value: { value },
    })),
    ...Object.entries(asMap(at(root, 'module'))).map(([name, value]) => ({
      address: `module.${name}`,
      type: '',
      value: asMap(value),
    })),
    ...providersIn(at(root, 'provider')),
  ];
  const known = new Set(nodes.map(({ address }) => address));
  return new Map(
    nodes.map(({ address, type, value }) => {
      const provider = at(value, 'provider');
      const references = [
        ...referencesIn(value, known),
        ...(typeof provider === 'string' ? [providerAddress(provider)] : []),
      ];
      return [address, { address, type, title: titleOf(address, value), value, references }];
    }),
  );
}

function providersIn(providers: unknown): Pick<GraphNode, 'address' | 'type' | 'value'>[] {
  return Object.entries(asMap(providers)).flatMap(([name, configurations]) =>
    (Array.isArray(configurations) ? (configurations as unknown[]) : [configurations]).map((each) => {
      const alias = at(asMap(each), 'alias');
      return {
        address: providerAddress(typeof alias === 'string' ? `${name}.${alias}` : name),
        type: '',
        value: asMap(each),
      };
    }),
  );
}

/** Never like an address in an expression. */
function providerAddress(name: string): string {
  return `provider ${name}`;
}

/** Every address in the expressions of a value. */
function referencesIn(value: unknown, known: ReadonlySet<string>): string[] {
  const found = expressionsIn(value, false).flatMap(
    (text) => text.match(/(?:data\.)?[a-z][a-z0-9_]*\.[A-Za-z_][\w-]*/g) ?? [],
  );
  return [...new Set(found)].filter((address) => known.has(address));
}

function expressionsIn(value: unknown, isAddress: boolean): string[] {
  if (typeof value === 'string') {
    return isAddress || value.includes('${') ? [value] : [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((each) => expressionsIn(each, isAddress));
  }
  return Object.entries(asMap(value))
    .filter(([key]) => key !== '//')
    .flatMap(([key, each]) => expressionsIn(each, ADDRESSES.has(key)));
}

function twoLevels(value: unknown): [string, string, Fields][] {
  return Object.entries(asMap(value)).flatMap(([type, named]) =>
    Object.entries(asMap(named)).map(([name, each]): [string, string, Fields] => [type, name, asMap(each)]),
  );
}

function titleOf(address: string, value: Fields): string {
  const path = at(asMap(at(asMap(at(value, '//')), 'metadata')), 'path');
  return typeof path === 'string' ? path.replace(/\/Resource$/, '') : address;
}

/** The value where it is a map, else one without entries. */
export function asMap(value: unknown): Fields {
  return isMap(value) ? value : {};
}
