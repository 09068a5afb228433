import { ValidationError } from '../core/errors';
import { at, type Fields, isMap } from '../core/json';
import { resourcesOfModule } from '../core/terraform-values';
import { firstError, runTerraform, terraformBinary } from './terraform';

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
  const resources = resourcesIn(text);
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

/**
 * Addresses of the resources that are there as they should be, in what `terraform show -json` says of a state: none of their instances is
 * marked as broken.
 */
export function wholeResources(text: string): ReadonlySet<string> {
  const instances = resourcesIn(text).flatMap((resource) => {
    const address = at(resource, 'address');
    return typeof address === 'string' && at(resource, 'deposed_key') === undefined
      ? [{ address: address.replace(/\[.*\]$/, ''), isBroken: at(resource, 'tainted') === true }]
      : [];
  });
  const broken = new Set(instances.filter(({ isBroken }) => isBroken).map(({ address }) => address));
  return new Set(instances.map(({ address }) => address).filter((address) => !broken.has(address)));
}

/** All resources in what `terraform show -json` says of a state. */
export function resourcesIn(text: string): Fields[] {
  const root: unknown = JSON.parse(text);
  const values = isMap(root) ? at(root, 'values') : undefined;
  return isMap(values) ? resourcesOfModule(at(values, 'root_module')) : [];
}

/** What `terraform show -json` says in the folder of a stack. */
export function showTerraformState(folder: string): string {
  const { status, output, errors } = runTerraform(folder, ['show', '-json', '-no-color']);
  if (status !== 0) {
    throw new ValidationError(
      `Terraform cannot show its state in ${folder} (${firstError(errors)}); run "${terraformBinary()} init" there`,
    );
  }
  return output;
}
