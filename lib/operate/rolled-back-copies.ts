import { ValidationError } from '../core/errors';
import { at, type Fields, isMap } from '../core/json';

/** What copies an image to another place, under a name that promises what is in it. */
const COPIES = ['docker_tag', 'docker_registry_image'];

/**
 * Addresses of the copies of some images, also those that are made from another copy.
 *
 * @param root members of a stack's file
 * @param images names of `docker_image` resources
 */
export function copiesOf(root: Fields, images: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const copies = COPIES.flatMap((type) =>
    Object.entries(resourcesOf(root, type)).map(([name, resource]) => ({
      address: `${type}.${name}`,
      text: JSON.stringify(resource),
    })),
  );
  let before = -1;
  while (before < found.size) {
    before = found.size;
    const sources = [...[...images].map((name) => `docker_image.${name}`), ...found];
    copies
      .filter(({ text }) => sources.some((address) => refersTo(text, address)))
      .forEach(({ address }) => {
        found.add(address);
      });
  }
  return found;
}

/**
 * A stack without some of its resources, without the outputs that tell of them, and without what only waits for them.
 *
 * @param stack name of the stack
 */
export function withoutResources(root: Fields, addresses: ReadonlySet<string>, stack: string): Fields {
  if (addresses.size === 0) {
    return root;
  }
  const resources = Object.entries(fieldsOf(root, 'resource')).flatMap(([type, named]) => {
    const left = Object.entries(isMap(named) ? named : {}).filter(
      ([name]) => !addresses.has(`${type}.${name}`),
    );
    return left.length === 0 ? [] : [[type, Object.fromEntries(left)] as const];
  });
  const rest = withoutWaiting({ ...root, resource: Object.fromEntries(resources) }, addresses);
  const outputs = Object.entries(fieldsOf(rest, 'output')).filter(
    ([, output]) => ![...addresses].some((address) => refersTo(JSON.stringify(output), address)),
  );
  const left = isMap(at(rest, 'output')) ? { ...rest, output: Object.fromEntries(outputs) } : rest;
  const needed = [...addresses].filter((address) => refersTo(JSON.stringify(left), address));
  if (needed.length > 0) {
    throw new ValidationError(
      `${stack} needs ${needed.join(', ')}, which is not made yet or is broken, and a rollback must not put an older image there; ` +
        `run "cdktf deploy ${stack}" first`,
    );
  }
  return left;
}

/** The same with no `depends_on` that names one of `addresses`. */
function withoutWaiting(fields: Fields, addresses: ReadonlySet<string>): Fields {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      if (name !== 'depends_on' || !Array.isArray(value)) {
        return [[name, isMap(value) ? withoutWaiting(value, addresses) : value]];
      }
      const left = value.filter((each) => typeof each !== 'string' || !addresses.has(each));
      return left.length === 0 ? [] : [[name, left]];
    }),
  );
}

/** Whether a text of JSON has an expression with that address. */
function refersTo(text: string, address: string): boolean {
  return new RegExp(`(?<![\\w.-])${address.replaceAll('.', '\\.')}(?![\\w-])`).test(text);
}

function resourcesOf(root: Fields, type: string): Fields {
  return fieldsOf(fieldsOf(root, 'resource'), type);
}

function fieldsOf(fields: Fields, name: string): Fields {
  const value = at(fields, name);
  return isMap(value) ? value : {};
}
