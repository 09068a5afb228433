import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ValidationError } from '../core/errors';

/** Where an Engine is, as a provider of Terraform was told. */
export interface EngineAddress {
  /** `ssh://user@host`; what `DOCKER_HOST` says when missing. */
  readonly host?: string;
  /** Absolute directory with `ca.pem`, `cert.pem` and `key.pem`. */
  readonly certificates?: string;
}

/** Whether two addresses lead to one Engine, as far as they tell. */
export function isSameAddress(left: EngineAddress, right: EngineAddress): boolean {
  return left.host === right.host && left.certificates === right.certificates;
}

/** What leads the command `docker` there. In arguments, not in the environment, so that a command can be told to the user. */
export function dockerArguments({ host, certificates }: EngineAddress, args: readonly string[]): string[] {
  return [
    ...(host === undefined ? [] : ['--host', host]),
    ...(certificates === undefined
      ? []
      : [
          '--tlsverify',
          ...['--tlscacert', join(certificates, 'ca.pem')],
          ...['--tlscert', join(certificates, 'cert.pem')],
          ...['--tlskey', join(certificates, 'key.pem')],
        ]),
    ...args,
  ];
}

/** The same as variables, for commands that nobody is told. A host that is said has no certificates of another one. */
export function dockerEnvironment({ host, certificates }: EngineAddress): NodeJS.ProcessEnv {
  if (host === undefined && certificates === undefined) {
    return {};
  }
  return {
    ...(host !== undefined && { DOCKER_HOST: host }),
    DOCKER_CERT_PATH: certificates ?? '',
    DOCKER_TLS_VERIFY: certificates === undefined ? '' : '1',
  };
}

/** Standard output of a `docker` command that must succeed. */
export function ask(address: EngineAddress, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync('docker', dockerArguments(address, args), {
    env: { ...process.env, ...dockerEnvironment(address) },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) {
    throw new ValidationError(`docker cannot be started (${error.message}); put it on the PATH`);
  }
  if (status !== 0) {
    throw new ValidationError(
      `the Engine at ${address.host ?? 'the address of DOCKER_HOST, or at the local socket'} gives no answer (${stderr.trim()}); start ` +
        'it, or correct the address',
    );
  }
  return stdout;
}

/**
 * What a `docker` command with a format of JSON objects says, one on a line.
 *
 * @typeParam T what the format writes
 */
export function askForObjects<T>(address: EngineAddress, args: readonly string[]): T[] {
  return ask(address, args)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
