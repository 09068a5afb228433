import type { ImageContract } from '../image/contract';
import type { HealthCheck } from '../provider/health-check';
import { isPort } from '../provider/ports';
import {
  CONTAINER_DEFAULTS,
  type ContainerOptions,
  containerProblems,
  type ContainerSpec,
  specifyContainer,
  STOP_GRACE,
} from './container-spec';
import { Health } from './health';
import { Restart } from './restart';

/** What a user may decide about a container that keeps running. */
export interface ServiceOptions extends ContainerOptions {
  readonly port?: number;
  readonly health?: Health;
  readonly restart: Restart;
}

/** A container that keeps running, with every question answered. */
export interface ServiceSpec extends ContainerSpec {
  readonly port?: number;
  readonly healthCheck?: HealthCheck;
  readonly restart: Restart;
}

/** A specification and what is wrong with it. */
export interface ServiceSpecResult {
  readonly spec: ServiceSpec;
  readonly problems: readonly string[];
}

/** The documented defaults of `ServiceProps`. */
export const SERVICE_DEFAULTS = {
  ...CONTAINER_DEFAULTS,
  restart: Restart.unlessStopped(),
  stopGrace: STOP_GRACE,
};

/** Answers the open questions of a service from what its image tells. */
export function specify(options: ServiceOptions, contract: ImageContract): ServiceSpecResult {
  const port = options.port ?? contract.port;
  const health = options.health ?? defaultHealth(port, contract);
  const { check, problems } = health._render({ port, probe: contract.probe, shell: contract.shell });
  return {
    spec: { ...specifyContainer(options, contract), port, healthCheck: check, restart: options.restart },
    problems: [...containerProblems(options, contract), ...portProblems(port), ...problems],
  };
}

/** A program that says its port can at least be asked whether it listens. */
function defaultHealth(port: number | undefined, contract: ImageContract): Health {
  return port !== undefined && contract.probe !== undefined ? Health.tcp() : Health.none();
}

function portProblems(port: number | undefined): string[] {
  return port === undefined || isPort(port)
    ? []
    : [`port ${port} is not possible; give a whole number from 1 to 65535`];
}
