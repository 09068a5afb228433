import { posix } from 'node:path';
import type { Construct } from 'constructs';
import { quote } from '../core/errors';
import { FramedHash } from '../core/hash';
import { containerPathProblems } from '../image/container-path';
import type { ImageContract } from '../image/contract';
import { hostPathProblems, reasonProblems } from './host-paths';
import { isAtOrBelow, type Mount } from './mounts';
import { Secret } from './secret';
import { SecretCarrier, type SecretCarrierProps } from './secret-carrier';
import type { Service } from './service';

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
  /** Whose addresses are in it. */
  readonly services: readonly Service[];
  readonly mount?: Mount;
  readonly carrier?: SecretCarrier;
  /** For an environment variable. */
  readonly value?: string;
}

/** The secrets of one container. */
export class ProvidedSecrets {
  /** How each is given, by path or by variable. */
  public readonly facts: Record<string, string> = {};
  private readonly carriers = new Map<string, SecretCarrier>();

  public constructor(
    private readonly owner: Construct,
    private readonly container: Omit<SecretCarrierProps, 'directory'>,
  ) {}

  /** Gives a secret as a file. */
  public add(path: string, secret: Secret): Provided {
    const { contract } = this.container.image;
    const problems = [
      ...kindProblems(path, secret),
      ...secretPathProblems(path, Object.hasOwn(this.facts, path), contract),
    ];
    if (problems.length > 0) {
      return { problems, services: [] };
    }
    const { _origin: origin, _services: services } = secret;
    if (origin.kind === 'host file') {
      this.facts[path] = `file ${origin.path} of the host`;
      const mount = { kind: 'host', path, hostPath: origin.path } as const;
      return { problems: hostPathProblems(origin.path), services, mount };
    }
    this.facts[path] = 'file';
    const directory = posix.dirname(path);
    const known = this.carriers.get(directory);
    const carrier =
      known ?? new SecretCarrier(this.owner, carrierId(directory), { ...this.container, directory });
    this.carriers.set(directory, carrier);
    carrier.add({ name: posix.basename(path), value: origin.value });
    const mount = { kind: 'volume', path: directory, volume: carrier.volumeName, readOnly: true } as const;
    return known ? { problems, services } : { problems, services, carrier, mount };
  }

  /** Gives a secret as an environment variable. */
  public byEnvironment(variable: string, secret: Secret, reason: string): Provided {
    const problems = [
      ...kindProblems(variable, secret),
      ...reasonProblems(`the secret in the environment variable ${quote(variable)}`, reason),
    ];
    if (problems.length > 0) {
      return { problems, services: [] };
    }
    const { _origin: origin, _services: services } = secret;
    this.facts[variable] = `environment: ${reason}`;
    return origin.kind === 'value'
      ? { problems, services, value: origin.value }
      : {
          problems: [
            `environment variable ${quote(variable)} cannot come from a file of the host, whose text nobody knows here; use ` +
              'provideSecret',
          ],
          services,
        };
  }
}

/** Without types, a text is what comes to mind first. */
function kindProblems(place: string, secret: unknown): string[] {
  return Secret.isSecret(secret)
    ? []
    : [
        `what is given at ${quote(place)} is no Secret; make one by Secret.fromVariable, whose text is in no repository`,
      ];
}

/** One of its own for every directory: names of constructs from two paths may be the same. */
function carrierId(directory: string): string {
  return `secrets-${new FramedHash().record('directory', directory).digest()}`;
}

/** Directories that images fill: a volume there would keep what was in them when it was made. */
const FILLED = /^\/(etc|usr|bin|sbin|lib|lib64|var|var\/lib|opt|home|root|srv)$|^\/usr\//;

function secretPathProblems(
  path: string,
  isTaken: boolean,
  { program, programs = [], probe }: ImageContract,
): string[] {
  const problems = containerPathProblems(path).map((text) => text.replace(/^directory/, 'secret path'));
  if (problems.length > 0) {
    return problems;
  }
  if (posix.dirname(path) === '/') {
    return [
      `secret path ${quote(path)} lies in the root, whose place nothing can take; write ${quote(`/run/secrets${path}`)}`,
    ];
  }
  const directory = posix.dirname(path);
  const hidden = [program, probe, ...programs].find(
    (each) => each !== undefined && isAtOrBelow(each, directory),
  );
  if (FILLED.test(directory) || hidden !== undefined) {
    return [
      `secret path ${quote(path)} lies in a directory with files of the image, whose place the secrets would take; write ` +
        quote(`/run/secrets/${posix.basename(path)}`),
    ];
  }
  return isTaken ? [`two secrets are given at ${quote(path)}; give one of them another path`] : [];
}
