import { spawnSync } from 'node:child_process';
import { ValidationError } from '../core/errors';
import { at, type Fields, isMap } from './json-fields';

/** What Terraform knows to be there. */
export interface TerraformState {
  /** Ids of containers. */
  readonly containers: ReadonlySet<string>;
  /** Ids of networks. */
  readonly networks: ReadonlySet<string>;
  /** Names of volumes. */
  readonly volumes: ReadonlySet<string>;
  /** Ids of `terraform_data` resources, of which generations of secrets have the first characters in their names. */
  readonly data: ReadonlySet<string>;
  /** Whether it knows of nothing at all. */
  readonly isEmpty: boolean;
}

/**
 * Reads what `terraform show -json` says of a state.
 *
 * What a replacement has left behind (`deposed`) and what is marked as broken (`tainted`) is known too: Terraform removes it by itself.
 */
export function readTerraformState(text: string): TerraformState {
  const root: unknown = JSON.parse(text);
  const values = isMap(root) ? at(root, 'values') : undefined;
  const resources = isMap(values) ? resourcesOf(at(values, 'root_module')) : [];
  const ids = (type: string): Set<string> =>
    new Set(
      resources
        .filter((resource) => at(resource, 'mode') === 'managed' && at(resource, 'type') === type)
        .flatMap((resource) => {
          const attributes = at(resource, 'values');
          const id = isMap(attributes) ? at(attributes, 'id') : undefined;
          return typeof id === 'string' ? [id] : [];
        }),
    );
  return {
    containers: ids('docker_container'),
    networks: ids('docker_network'),
    volumes: ids('docker_volume'),
    data: ids('terraform_data'),
    isEmpty: resources.length === 0,
  };
}

function resourcesOf(module: unknown): Fields[] {
  if (!isMap(module)) {
    return [];
  }
  const list = (key: string): unknown[] => {
    const value = at(module, key);
    return Array.isArray(value) ? value : [];
  };
  return [...list('resources').filter(isMap), ...list('child_modules').flatMap(resourcesOf)];
}

/**
 * What `terraform show -json` says in the folder of a stack.
 *
 * The binary is the one that the command line of the framework takes: `TERRAFORM_BINARY_NAME`, else `terraform`.
 */
export function showTerraformState(folder: string): string {
  const binary = process.env.TERRAFORM_BINARY_NAME ?? 'terraform';
  const { status, stdout, stderr, error } = spawnSync(binary, ['show', '-json', '-no-color'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1024 * 1024 * 1024,
  });
  if (error) {
    throw new ValidationError(
      `${binary} cannot be started (${error.message}); put it on the PATH, or its path into TERRAFORM_BINARY_NAME`,
    );
  }
  if (status !== 0) {
    throw new ValidationError(
      `Terraform cannot show its state in ${folder} (${firstError(stderr)}); run "${binary} init" there`,
    );
  }
  return stdout;
}

/** The sentence after "Error:", without frame and advice. */
function firstError(words: string): string {
  return /Error: (.*)/.exec(words)?.[1] ?? words.trim();
}
