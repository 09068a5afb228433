import { posix } from 'node:path';
import type { Construct } from 'constructs';
import { quote } from '../core/errors';
import { nameFromPath } from '../core/names';
import type { IContainerImage } from '../image/container-image';
import { containerPathProblems } from '../image/container-path';
import { hostPathProblems, reasonProblems } from './host-paths';
import type { Mount } from './mounts';
import type { Secret } from './secret';
import { SecretCarrier } from './secret-carrier';

/** How a program learns where a secret is. */
export interface SecretOptions {
  /**
   * An environment variable that gets the path, such as `POSTGRES_PASSWORD_FILE`.
   *
   * @default - none
   */
  readonly pathVariable?: string;
}

/** What a secret needs of the container. */
export interface Provided {
  readonly problems: readonly string[];
  readonly mount?: Mount;
  readonly carrier?: SecretCarrier;
}

/** The secrets of one container. */
export class ProvidedSecrets {
  /** How each is given, by path or by variable. */
  public readonly facts: Record<string, string> = {};
  private readonly carriers = new Map<string, SecretCarrier>();

  public constructor(
    private readonly owner: Construct,
    private readonly container: { readonly image: IContainerImage; readonly name: string },
  ) {}

  /** Gives a secret as a file. */
  public add(path: string, { _origin: origin }: Secret): Provided {
    const problems = secretPathProblems(path, path in this.facts);
    if (problems.length > 0) {
      return { problems };
    }
    if (origin.kind === 'host file') {
      this.facts[path] = `file ${origin.path} of the host`;
      return {
        problems: hostPathProblems(origin.path),
        mount: { kind: 'host', path, hostPath: origin.path },
      };
    }
    this.facts[path] = 'file';
    const directory = posix.dirname(path);
    const known = this.carriers.get(directory);
    const carrier =
      known ??
      new SecretCarrier(this.owner, nameFromPath(`secrets${directory}`), { ...this.container, directory });
    this.carriers.set(directory, carrier);
    carrier.add({ name: posix.basename(path), value: origin.value });
    return known
      ? { problems }
      : {
          problems,
          carrier,
          mount: { kind: 'volume', path: directory, volume: carrier.volumeName, readOnly: true },
        };
  }

  /** Gives a secret as an environment variable. */
  public byEnvironment(
    variable: string,
    { _origin: origin }: Secret,
    reason: string,
  ): { readonly problems: readonly string[]; readonly value?: string } {
    this.facts[variable] = `environment: ${reason}`;
    return origin.kind === 'value'
      ? {
          problems: reasonProblems(`the secret in the environment variable ${quote(variable)}`, reason),
          value: origin.value,
        }
      : {
          problems: [
            `environment variable ${quote(variable)} cannot come from a file of the host, whose text nobody knows here; use ` +
              'provideSecret',
          ],
        };
  }
}

function secretPathProblems(path: string, isTaken: boolean): string[] {
  const problems = containerPathProblems(path).map((text) => text.replace(/^directory/, 'secret path'));
  if (problems.length > 0) {
    return problems;
  }
  if (posix.dirname(path) === '/') {
    return [
      `secret path ${quote(path)} lies in the root, whose place nothing can take; write ${quote(`/run/secrets${path}`)}`,
    ];
  }
  return isTaken ? [`two secrets are given at ${quote(path)}; give one of them another path`] : [];
}
