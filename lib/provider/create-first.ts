import { at, type Fields, isMap } from '../core/json';

/** One resource of a synthesized stack. */
interface Declared {
  readonly type: string;
  readonly address: string;
  /** Construct path, or the address where it has none. */
  readonly title: string;
  readonly value: Fields;
  /** Addresses of what it refers to. */
  readonly references: readonly string[];
}

const CONTAINER = 'docker_container';
/** What the Engine knows under a name that only one of a kind can have. */
const NAMED = /^docker_(container|volume|service|secret|config)$/;

/**
 * What stands in the way of containers that are replaced the new one first.
 *
 * Terraform replaces everything that such a container depends on in the same way, at any distance
 * (https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle, create_before_destroy). So all of it must be able to be there
 * twice: under a name that only Terraform knows.
 *
 * @param stack what was written for Terraform, read back
 */
export function createFirstProblems(stack: unknown): string[] {
  const declared = declaredIn(stack);
  return [...declared.values()]
    .filter(isCreatedFirst)
    .flatMap((container) => [
      ...ownProblems(container),
      ...reachedFrom(container, declared).map((steps) => reachedProblem(container, steps)),
    ]);
}

function ownProblems({ title, value }: Declared): string[] {
  const name = at(value, 'name');
  const mode = at(value, 'network_mode');
  const ports = at(value, 'ports');
  return [
    ...(isFixed(name)
      ? [
          `[${title}] it overlaps, and its name "${String(name)}" is fixed, so the Engine refuses the new one; leave the name ` +
            'of the resource as it was',
        ]
      : []),
    ...(mode === 'host'
      ? [
          `[${title}] it overlaps, and is on the host's own network, where the two want the same ports; leave its network ` +
            'mode as it was, or use Rollout.replace()',
        ]
      : []),
    ...(Array.isArray(ports) && ports.length > 0
      ? [
          `[${title}] it overlaps, and has ports of the host, which only one can have; publish the port of an Edge that leads ` +
            'to it',
        ]
      : []),
  ];
}

/** @param steps what leads from the container to what there can be only one of */
function reachedProblem(container: Declared, steps: readonly Declared[]): string {
  const { type, title } = steps.at(-1)!;
  const way =
    steps.length > 1
      ? ` (through ${steps
          .slice(0, -1)
          .map((step) => step.title)
          .join(', ')})`
      : '';
  const advice =
    type === CONTAINER
      ? 'for a service, leave it out of dependsOn: its address is enough, and the program tries again until it answers; a job gets rollout: ' +
        'Rollout.overlap() as well'
      : 'put it into another stack, which is deployed first';
  return `[${container.title}] it overlaps, and so Terraform would overlap what it depends on too, and of ${title}${way} there can be only one; ${advice}`;
}

function isCreatedFirst({ type, value }: Declared): boolean {
  return type === CONTAINER && at(asMap(at(value, 'lifecycle')), 'create_before_destroy') === true;
}

/** Whether the Engine has no second one of it. */
function isSingle({ type, value }: Declared): boolean {
  return NAMED.test(type) && isFixed(at(value, 'name'));
}

/** Whether a name is the same every time: no part of it is for Terraform to fill in. */
function isFixed(name: unknown): boolean {
  return typeof name === 'string' && !/(?<!\$)\$\{/.test(name);
}

function declaredIn(stack: unknown): ReadonlyMap<string, Declared> {
  const entries = Object.entries(asMap(at(asMap(stack), 'resource'))).flatMap(([type, resources]) =>
    Object.entries(asMap(resources)).map(([name, value]) => ({
      type,
      address: `${type}.${name}`,
      value: asMap(value),
    })),
  );
  const known = new Set(entries.map(({ address }) => address));
  const providers = providersIn(stack, known);
  return new Map(
    entries.map(({ type, address, value }) => {
      const provider = at(value, 'provider');
      const references = [
        ...addressesIn(value, known),
        ...(typeof provider === 'string' ? (providers.get(provider) ?? []) : []),
      ];
      return [address, { type, address, title: titleOf(address, value), value, references }];
    }),
  );
}

/** What the configuration of each provider refers to, by the name that resources call it. */
function providersIn(stack: unknown, known: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(asMap(at(asMap(stack), 'provider'))).flatMap(([type, configurations]) =>
      (Array.isArray(configurations) ? (configurations as unknown[]) : [configurations]).map(
        (configuration): [string, readonly string[]] => {
          const alias = at(asMap(configuration), 'alias');
          return [typeof alias === 'string' ? `${type}.${alias}` : type, addressesIn(configuration, known)];
        },
      ),
    ),
  );
}

/** Every resource that is named in an expression, or in `depends_on`, which has names alone. */
function addressesIn(value: unknown, known: ReadonlySet<string>): string[] {
  const texts: string[] = [];
  const collect = (inner: unknown): void => {
    if (typeof inner === 'string') {
      texts.push(inner);
    } else if (Array.isArray(inner)) {
      inner.forEach(collect);
    } else if (isMap(inner)) {
      Object.entries(inner).forEach(([key, each]) => {
        if (key !== '//') collect(each);
      });
    }
  };
  collect(value);
  const found = texts
    .filter((text) => text.includes('${') || known.has(text))
    .flatMap((text) => text.match(/[a-z][a-z0-9_]*\.[A-Za-z_][\w-]*/g) ?? []);
  return [...new Set(found)].filter((address) => known.has(address));
}

/**
 * The ways from a container to all that there can be only one of. No way leads on from there, since that has to change first, nor from another
 * container that overlaps, which is looked at by itself.
 */
function reachedFrom(start: Declared, declared: ReadonlyMap<string, Declared>): Declared[][] {
  const found: Declared[][] = [];
  const reached = new Set([start]);
  const visit = (from: Declared, steps: readonly Declared[]): void => {
    from.references.forEach((address) => {
      const next = declared.get(address);
      if (next === undefined || reached.has(next)) return;
      reached.add(next);
      if (isSingle(next)) {
        found.push([...steps, next]);
      } else if (!isCreatedFirst(next)) {
        visit(next, [...steps, next]);
      }
    });
  };
  visit(start, []);
  return found;
}

function titleOf(address: string, value: Fields): string {
  const path = at(asMap(at(asMap(at(value, '//')), 'metadata')), 'path');
  return typeof path === 'string' ? path.replace(/\/Resource$/, '') : address;
}

function asMap(value: unknown): Fields {
  return isMap(value) ? value : {};
}
