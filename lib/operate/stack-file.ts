import { resolve } from 'node:path';
import { ValidationError } from '../core/errors';
import type { EngineAddress } from './engine-address';
import { at, isMap, type Fields } from '../core/json';
import { fields, text } from './json-fields';

/** What Terraform reads of a stack. */
export const STACK_FILE = 'cdk.tf.json';

/** The members of a stack's file. */
export function readStackFile(text: string): Fields {
  try {
    return fields(JSON.parse(text), STACK_FILE);
  } catch (error) {
    throw ValidationError.isValidationError(error)
      ? error
      : new ValidationError(`${STACK_FILE} is not JSON; run "cdktf synth" again`);
  }
}

/**
 * The Engines of a stack's Docker providers by their aliases; the one without an alias has the empty one.
 *
 * @param folder absolute path of the folder that Terraform works in
 * @param environment variables that the provider looks at where the stack says nothing
 */
export function enginesOf(
  root: Fields,
  folder: string,
  environment: NodeJS.ProcessEnv = process.env,
): Map<string, EngineAddress> {
  const providers = at(fields(at(root, 'provider') ?? {}, 'provider'), 'docker') ?? [];
  const list: unknown[] = Array.isArray(providers) ? providers : [providers];
  return new Map(
    list.filter(isMap).map((provider) => {
      const said = (key: string): string | undefined => {
        const value = at(provider, key);
        return value === undefined ? undefined : text(value, `provider.docker.${key}`);
      };
      // The provider takes them for TLS by themselves, where the command docker wants DOCKER_TLS_VERIFY too.
      const certificates = said('cert_path') ?? environment.DOCKER_CERT_PATH ?? '';
      return [
        said('alias') ?? '',
        {
          host: said('host'),
          certificates: certificates === '' ? undefined : resolve(folder, certificates),
        },
      ];
    }),
  );
}

/** The Engine of a resource whose provider is `docker.alias`, or nothing for the one without an alias. */
export function engineOf(engines: ReadonlyMap<string, EngineAddress>, provider: unknown): EngineAddress {
  const alias = typeof provider === 'string' ? (provider.split('.')[1] ?? '') : '';
  return engines.get(alias) ?? {};
}
