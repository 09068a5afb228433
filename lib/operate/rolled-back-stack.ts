import { at, type Fields, isMap } from '../core/json';
import { imagesIn } from './built-images';
import type { ImageUse } from './rollback-plan';
import { copiesOf, withoutResources } from './rolled-back-copies';

/** Name of the resource with the facts of a stack. */
const FACTS = /(?:^|_)go-containers-facts_[0-9A-F]{8}$/;

/** How images are used, and where the context of one lies whose files are put on top of another. */
export interface RolledBack {
  /** By the names of the resources. */
  readonly uses: ReadonlyMap<string, ImageUse>;
  /** Construct paths of the images that are others than the declared ones. */
  readonly otherPaths: ReadonlySet<string>;
  /** Names of the resources of these. */
  readonly others: ReadonlySet<string>;
  /** Name of the stack. */
  readonly stack: string;
  /** Addresses of the resources that are there, and are not marked as broken. */
  readonly whole: ReadonlySet<string>;
  /** Path of the context of a resource, relative to where Terraform works. */
  readonly contextOf: (resource: string) => string;
}

/**
 * A synthesized stack with its images used as it is said; all else is as it is declared, with two exceptions.
 *
 * Facts of an image that is another one than the declared are left out: they would not be true, and nobody knows those of the older one.
 * What a registry has under the name of a release stays what it is; what it does not have yet is left out, since nothing keeps Terraform from making it
 * of the older image.
 */
export function rolledBackStack(synthesized: Fields, rolledBack: RolledBack): Fields {
  const copies = copiesOf(synthesized, rolledBack.others);
  const absent = [...copies].filter((address) => !rolledBack.whole.has(address));
  const root = withoutResources(synthesized, new Set(absent), rolledBack.stack);
  const resources = at(root, 'resource');
  const types = isMap(resources) ? resources : {};
  const changed = Object.entries(types).map(([type, named]): [string, unknown] => {
    if (!isMap(named)) {
      return [type, named];
    }
    if (type === 'docker_image') {
      return [type, { ...named, ...imagesOf(root, rolledBack) }];
    }
    const change = (resource: Fields, name: string): Fields =>
      copies.has(`${type}.${name}`)
        ? asItIs(resource)
        : type === 'terraform_data'
          ? withoutFacts(resource, rolledBack, name)
          : resource;
    return [
      type,
      Object.fromEntries(
        Object.entries(named).map(([name, resource]) => [
          name,
          isMap(resource) ? change(resource, name) : resource,
        ]),
      ),
    ];
  });
  return { ...root, resource: Object.fromEntries(changed) };
}

function imagesOf(root: Fields, { uses, contextOf }: RolledBack): Fields {
  return Object.fromEntries(
    Object.entries(imagesIn(root)).map(([resource, image]) => {
      const use = uses.get(resource);
      const { build, triggers, ...rest } = image;
      if (use?.kind === 'by-name') {
        return [resource, { ...rest, name: use.name, keep_locally: true }];
      }
      if (use?.kind === 'files') {
        const moved = { ...(isMap(build) ? build : {}), context: contextOf(resource) };
        const because = { ...(isMap(triggers) ? triggers : {}), files: use.name };
        return [resource, { ...rest, name: use.name, build: moved, triggers: because }];
      }
      return [resource, image];
    }),
  );
}

function withoutFacts(resource: Fields, { otherPaths }: RolledBack, name: string): Fields {
  const input = at(resource, 'input');
  if (!FACTS.test(name) || !isMap(input)) {
    return resource;
  }
  const known = Object.entries(input).filter(([path]) => !otherPaths.has(path));
  return { ...resource, input: Object.fromEntries(known) };
}

function asItIs(resource: Fields): Fields {
  const lifecycle = at(resource, 'lifecycle');
  return { ...resource, lifecycle: { ...(isMap(lifecycle) ? lifecycle : {}), ignore_changes: 'all' } };
}
