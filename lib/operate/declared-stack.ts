import { PATH_LABEL } from '../facts/labels';
import { type EngineAddress, isSameAddress } from './engine-address';
import { at, isMap } from '../core/json';
import { fields } from './json-fields';
import { engineOf, enginesOf, readStackFile } from './stack-file';

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
  /** Every Engine that is a DockerHost of the stack, each once. */
  readonly engines: readonly EngineAddress[];
}

/**
 * What the text of a stack's cdk.tf.json declares.
 *
 * @param folder absolute path of the folder that Terraform works in
 */
export function readDeclaredStack(stack: string, folder: string): DeclaredStack {
  const root = readStackFile(stack);
  const resources = fields(at(root, 'resource') ?? {}, 'resource');
  const providers = enginesOf(root, folder);
  const declared = (type: string): Declared[] =>
    Object.entries(fields(at(resources, type) ?? {}, `resource.${type}`)).map(([name, value]) => {
      const resource = fields(value, `${type}.${name}`);
      return {
        name: plain(at(resource, 'name')),
        path: pathLabel(at(resource, 'labels')),
        engine: engineOf(providers, at(resource, 'provider')),
      };
    });
  const ours = [...providers].flatMap(([alias, engine]) => (isOfHost(alias, providers) ? [engine] : []));
  const engines = ours.length > 0 ? ours : [...providers.values()];
  return {
    containers: declared('docker_container'),
    networks: declared('docker_network'),
    volumes: declared('docker_volume'),
    engines: engines.filter(
      (engine, index, all) => all.findIndex((other) => isSameAddress(engine, other)) === index,
    ),
  };
}

/** Whether a provider is one of the two that a DockerHost has; the stack may have others for other ends. */
function isOfHost(alias: string, providers: ReadonlyMap<string, EngineAddress>): boolean {
  return /(^|-)containers$/.test(alias) || providers.has(alias === '' ? 'containers' : `${alias}-containers`);
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
