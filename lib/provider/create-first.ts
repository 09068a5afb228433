import { at } from '../core/json';
import { asMap, type GraphNode, resourceGraph } from './resource-graph';

const CONTAINER = 'docker_container';
/** What the Engine knows under a name that only one of a kind can have. */
const NAMED = /^docker_(container|volume|service|secret|config)$/;
/** What differs every time in an expression: the time, a random text, an attribute of a resource. */
const OF_THE_APPLY =
  /\b(timestamp|uuid)\(|(?<![\w.])(?!local\.|var\.|data\.|module\.|terraform\.|path\.|each\.|count\.)[a-z]\w*\.[\w-]+\.\w+/;

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
  const graph = resourceGraph(stack);
  const containers = [...graph.values()].filter(({ type }) => type === CONTAINER);
  return [
    ...containers.filter(isUndone).map(undoneProblem),
    ...containers
      .filter(isCreatedFirst)
      .flatMap((container) => [
        ...ownProblems(container),
        ...reachedFrom(container, graph).map((way) => reachedProblem(container, way)),
      ]),
  ];
}

/** Whether its name is that of an overlapping container, and what belongs to such a name was taken away. */
function isUndone({ value }: GraphNode): boolean {
  const ignored = at(asMap(at(value, 'lifecycle')), 'ignore_changes');
  const isIgnored = ignored === 'all' || (Array.isArray(ignored) && ignored.includes('name'));
  return /\btimestamp\(/.test(String(at(value, 'name'))) && !(isFirst(value) && isIgnored);
}

function undoneProblem({ title }: GraphNode): string {
  return (
    `[${title}] it overlaps, and the lifecycle of its resource was replaced, so that every plan would replace it; add to it instead, by ` +
    'resource.addOverride("lifecycle.prevent_destroy", true) for example'
  );
}

function ownProblems({ title, value }: GraphNode): string[] {
  const name = at(value, 'name');
  const problems: [boolean, string][] = [
    [
      isFixed(name),
      `its name "${String(name)}" is the same every time, so the Engine refuses the new one; leave the name of the resource as it was`,
    ],
    [
      at(value, 'network_mode') === 'host',
      "is on the host's own network, where the two want the same ports; leave its network mode as it was, or use Rollout.replace()",
    ],
    [
      hasPorts(value),
      'has ports of the host, which only one can have; publish the port of an Edge that leads to it',
    ],
    [
      at(value, 'count') !== undefined || at(value, 'for_each') !== undefined,
      'is there several times by count or for_each, which all would have one name; declare a Service for each',
    ],
  ];
  return problems.filter(([isTrue]) => isTrue).map(([, text]) => `[${title}] it overlaps, and ${text}`);
}

function hasPorts(value: GraphNode['value']): boolean {
  const ports = at(value, 'ports');
  return (Array.isArray(ports) && ports.length > 0) || at(asMap(at(value, 'dynamic')), 'ports') !== undefined;
}

/** @param way what leads from the container to what there can be only one of, which is its end */
function reachedProblem(container: GraphNode, { through, end }: Way): string {
  const { type, title } = end;
  const way = through.length > 0 ? ` (through ${through.map((step) => step.title).join(', ')})` : '';
  const advice =
    type === CONTAINER
      ? 'leave it out of dependsOn: of a service the address is enough, and the program tries again until it answers; a job of your own gets ' +
        'rollout: Rollout.overlap() as well'
      : 'put it into another stack, which is deployed first';
  return `[${container.title}] it overlaps, and so Terraform would overlap what it depends on too, and of ${title}${way} there can be only one; ${advice}`;
}

function isCreatedFirst({ type, value }: GraphNode): boolean {
  return type === CONTAINER && isFirst(value);
}

function isFirst(value: GraphNode['value']): boolean {
  return at(asMap(at(value, 'lifecycle')), 'create_before_destroy') === true;
}

/** Whether the Engine has no second one of it. */
function isSingle({ type, value }: GraphNode): boolean {
  return NAMED.test(type) && isFixed(at(value, 'name'));
}

/** Whether a name is the same every time, whatever Terraform fills in. */
function isFixed(name: unknown): boolean {
  const expressions = typeof name === 'string' ? /(?<!\$)\$\{[^]*\}/.exec(name) : null;
  return typeof name === 'string' && !OF_THE_APPLY.test(expressions?.[0] ?? '');
}

interface Way {
  readonly through: readonly GraphNode[];
  readonly end: GraphNode;
}

/**
 * The ways from a container to all that there can be only one of. No way leads on from there, since that has to change first, nor from another
 * container that overlaps, which is looked at by itself.
 */
function reachedFrom(start: GraphNode, graph: ReadonlyMap<string, GraphNode>): Way[] {
  const found: Way[] = [];
  const reached = new Set([start]);
  const visit = (from: GraphNode, through: readonly GraphNode[]): void => {
    from.references.forEach((address) => {
      const next = graph.get(address);
      if (next === undefined || reached.has(next)) return;
      reached.add(next);
      if (isSingle(next)) {
        found.push({ through, end: next });
      } else if (!isCreatedFirst(next)) {
        visit(next, [...through, next]);
      }
    });
  };
  visit(start, []);
  return found;
}
