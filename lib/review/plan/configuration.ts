import { at, type Fields, isMap } from '../../core/json';
import type { ConfiguredResource } from '../model/plan';

/** A module of the configuration, and where it is called. */
interface Module {
  /** `module.edge.`, or empty for the root. */
  readonly prefix: string;
  readonly fields: Fields;
}

/** The root module and all that it calls. */
export function modulesOf(document: Fields): Module[] {
  const configuration = at(document, 'configuration');
  const root = isMap(configuration) ? at(configuration, 'root_module') : undefined;
  return isMap(root) ? withCalled({ prefix: '', fields: root }) : [];
}

function withCalled(module: Module): Module[] {
  const calls = at(module.fields, 'module_calls');
  const called = Object.entries(isMap(calls) ? calls : {}).flatMap(([name, call]) => {
    const fields = isMap(call) ? at(call, 'module') : undefined;
    return isMap(fields) ? withCalled({ prefix: `${module.prefix}module.${name}.`, fields }) : [];
  });
  return [module, ...called];
}

/**
 * What the configuration says of each resource. Where it is not as expected it says less, and a review knows fewer reasons: nothing that blocks
 * depends on it alone.
 */
export function configuredResources(document: Fields): ConfiguredResource[] {
  return modulesOf(document).flatMap(({ prefix, fields }) => {
    const resources = at(fields, 'resources');
    return (Array.isArray(resources) ? resources : []).filter(isMap).map((resource) => {
      const expressions = at(resource, 'expressions');
      const dependsOn = at(resource, 'depends_on');
      const key = at(resource, 'provider_config_key');
      const references = [
        ...referencesIn(expressions),
        ...(Array.isArray(dependsOn) ? dependsOn.map(textOf) : []),
      ];
      return {
        address: `${prefix}${textOf(at(resource, 'address'))}`,
        providerKey: textOf(key),
        expressions: isMap(expressions) ? expressions : {},
        provisioners: at(resource, 'provisioners'),
        references: [...new Set(references.flatMap((each) => resourceOf(each, prefix)))],
      };
    });
  });
}

/** What the configuration says of providers, by the key of the block. */
export function providersOf(document: Fields): Fields {
  const configuration = at(document, 'configuration');
  const providers = isMap(configuration) ? at(configuration, 'provider_config') : undefined;
  return isMap(providers) ? providers : {};
}

/** Version constraints by the key of the provider's block. */
export function providerVersions(document: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(providersOf(document)).map(([key, block]) => [
      key,
      isMap(block) ? textOf(at(block, 'version_constraint')) : '',
    ]),
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function referencesIn(expression: unknown): string[] {
  if (typeof expression !== 'object' || expression === null) {
    return [];
  }
  return Object.entries(expression).flatMap(([key, inner]: [string, unknown]) =>
    key === 'references' && Array.isArray(inner) ? inner.map(textOf) : referencesIn(inner),
  );
}

/** `docker_image.web` of `docker_image.web.image_id`; nothing for variables, locals and the like. */
function resourceOf(reference: string, prefix: string): string[] {
  const [first = '', second = '', third] = reference.replace(/\[[^\]]*\]/g, '').split('.');
  if (NO_RESOURCES.includes(first) || second === '') {
    return [];
  }
  if (first === 'data') {
    return third === undefined ? [] : [`${prefix}data.${second}.${third}`];
  }
  return [`${prefix}${first}.${second}`];
}

const NO_RESOURCES = ['var', 'local', 'module', 'each', 'count', 'path', 'self', 'terraform', ''];
