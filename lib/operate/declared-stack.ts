import { resolve } from 'node:path';
import { ValidationError } from '../core/errors';
import { type EngineAddress, isSameAddress } from './engine-address';
import { at, fields, isMap, text, type Fields } from './json-fields';

/** The label of everything that the Engine keeps: the path of the construct that it comes from. */
export const PATH_LABEL = 'cdktf-go-containers.path';

/** A container, a network or a volume that a stack declares. */
export interface Declared {
  /** Name on the Engine; missing where only Terraform knows it. */
  readonly name?: string;
  /** Path of its construct; missing where it is not one of this library. */
  readonly path?: string;
  readonly engine: EngineAddress;
}

/** What a synthesized stack keeps on Engines. */
export interface DeclaredStack {
  readonly containers: readonly Declared[];
  readonly networks: readonly Declared[];
  readonly volumes: readonly Declared[];
  /** Every Engine that it has a provider for, each once. */
  readonly engines: readonly EngineAddress[];
}

/**
 * What the text of a stack's cdk.tf.json declares.
 *
 * @param folder absolute path of the folder that Terraform works in
 */
export function readDeclaredStack(stack: string, folder: string): DeclaredStack {
  const root = fields(parsed(stack), 'cdk.tf.json');
  const resources = fields(at(root, 'resource') ?? {}, 'resource');
  const providers = providersOf(root, folder);
  const declared = (type: string): Declared[] =>
    Object.entries(fields(at(resources, type) ?? {}, `resource.${type}`)).map(([name, value]) => {
      const resource = fields(value, `${type}.${name}`);
      return {
        name: plain(at(resource, 'name')),
        path: pathLabel(at(resource, 'labels')),
        engine: providers.get(aliasOf(at(resource, 'provider'))) ?? {},
      };
    });
  return {
    containers: declared('docker_container'),
    networks: declared('docker_network'),
    volumes: declared('docker_volume'),
    engines: [...providers.values()].filter(
      (engine, index, all) => all.findIndex((other) => isSameAddress(engine, other)) === index,
    ),
  };
}

function parsed(stack: string): unknown {
  try {
    return JSON.parse(stack);
  } catch {
    throw new ValidationError('cdk.tf.json is not JSON; run "cdktf synth" again');
  }
}

/** The Engines of the stack's Docker providers by their aliases; the one without an alias has the empty one. */
function providersOf(root: Fields, folder: string): Map<string, EngineAddress> {
  const providers = at(fields(at(root, 'provider') ?? {}, 'provider'), 'docker') ?? [];
  const list: unknown[] = Array.isArray(providers) ? providers : [providers];
  return new Map(
    list.filter(isMap).map((provider) => {
      const said = (key: string): string | undefined => {
        const value = at(provider, key);
        return value === undefined ? undefined : text(value, `provider.docker.${key}`);
      };
      const certificates = said('cert_path');
      return [
        said('alias') ?? '',
        {
          host: said('host'),
          certificates: certificates === undefined ? undefined : resolve(folder, certificates),
        },
      ];
    }),
  );
}

/** Of `docker.alias` the alias. */
function aliasOf(reference: unknown): string {
  return typeof reference === 'string' ? (reference.split('.')[1] ?? '') : '';
}

function pathLabel(labels: unknown): string | undefined {
  const list: unknown[] = Array.isArray(labels) ? labels : [];
  const label = list.filter(isMap).find((each) => at(each, 'label') === PATH_LABEL);
  return label && plain(at(label, 'value'));
}

/** A text that is known before Terraform runs. */
function plain(value: unknown): string | undefined {
  return typeof value === 'string' && !/[$%]\{/.test(value) ? value : undefined;
}
