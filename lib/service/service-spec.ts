import { Duration } from '../core/duration';
import { quote } from '../core/errors';
import { sortedEntries } from '../core/names';
import { Size } from '../core/size';
import type { ImageContract } from '../image/contract';
import type { HealthCheck } from '../provider/health-check';
import { isPort } from '../provider/ports';
import { Health } from './health';

/** What a user may decide about a running container. */
export interface ServiceOptions {
  readonly name: string;
  readonly port?: number;
  readonly health?: Health;
  readonly memory: Size;
  readonly cpus: number;
  readonly stopGrace: Duration;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** A container with every question answered. */
export interface ServiceSpec {
  readonly name: string;
  readonly user: string;
  readonly port?: number;
  readonly healthCheck?: HealthCheck;
  readonly memory: Size;
  readonly cpus: number;
  readonly stopGrace: Duration;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** A specification and what is wrong with it. */
export interface ServiceSpecResult {
  readonly spec: ServiceSpec;
  readonly problems: readonly string[];
}

/** The documented defaults of `ServiceProps`. */
export const SERVICE_DEFAULTS = {
  memory: Size.mebibytes(256),
  cpus: 1,
  stopGrace: Duration.seconds(30),
};

/** Megabytes below which the Engine refuses a container. */
const LEAST_MEMORY = 6;
/** Processors below which the kernel refuses a quota: a millisecond of the period of 100. */
const LEAST_CPUS = 0.01;
/** Part of the memory limit that Go's collector aims at; the rest is for stacks of threads and for the kernel. */
const GO_MEMORY_SHARE = 0.9;
/** The first release that counts processors by the container's limit. */
const COUNTS_CPUS_ITSELF = 25;

/** Answers the open questions of a service from what its image tells. */
export function specify(options: ServiceOptions, contract: ImageContract): ServiceSpecResult {
  const health = options.health ?? defaultHealth(options.port, contract);
  const { check, problems } = health._render({ port: options.port, probe: contract.probe });
  return {
    spec: {
      name: options.name,
      user: contract.user,
      port: options.port,
      healthCheck: check,
      memory: options.memory,
      cpus: options.cpus,
      stopGrace: options.stopGrace,
      arguments: options.arguments,
      environment: { ...goLimits(options, contract), ...options.environment },
    },
    problems: [...optionProblems(options), ...problems],
  };
}

/** A program that says its port can at least be asked whether it listens. */
function defaultHealth(port: number | undefined, contract: ImageContract): Health {
  return port !== undefined && contract.probe !== undefined ? Health.tcp() : Health.none();
}

/**
 * What tells the Go runtime its limits.
 *
 * It knows nothing of a container's memory limit (golang/go#75164), and of its processor limit only from Go 1.25 on.
 */
function goLimits({ memory, cpus }: ServiceOptions, { goVersion }: ImageContract): Record<string, string> {
  if (goVersion === undefined) {
    return {};
  }
  const limits = { GOMEMLIMIT: `${Math.floor(memory.toMebibytes() * GO_MEMORY_SHARE)}MiB` };
  const minor = Number(/^1\.(\d+)/.exec(goVersion)?.[1] ?? Number.NaN);
  return minor < COUNTS_CPUS_ITSELF ? { ...limits, GOMAXPROCS: `${Math.ceil(cpus)}` } : limits;
}

function optionProblems(options: ServiceOptions): string[] {
  const problems: string[] = [];
  const { name, port, memory, cpus } = options;
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}$/.test(name)) {
    const better = name.replace(/[^a-zA-Z0-9_.-]+/g, '-').replace(/^[^a-zA-Z0-9]+/, '');
    problems.push(
      `container name ${quote(name)} is not possible: letters, digits, "_", "." and "-", at most 63 characters, ` +
        `beginning with a letter or digit; write ${quote(better.slice(0, 63) || 'service')}`,
    );
  }
  if (port !== undefined && !isPort(port)) {
    problems.push(`port ${port} is not possible; give a whole number from 1 to 65535`);
  }
  if (memory.toMebibytes() < LEAST_MEMORY) {
    problems.push(
      `memory of ${memory.toMebibytes()} MiB is less than the Engine accepts; give at least ${LEAST_MEMORY} MiB`,
    );
  }
  if (!(cpus >= LEAST_CPUS && Number.isFinite(cpus))) {
    problems.push(`cpus ${cpus} is not possible; give a number from ${LEAST_CPUS} up, such as 0.5`);
  }
  if (options.arguments.some((argument) => argument === '')) {
    problems.push('an argument is empty, which the Docker provider cannot pass on; leave it out');
  }
  for (const [variable, value] of sortedEntries<unknown>(options.environment)) {
    if (typeof value !== 'string') {
      problems.push(
        `environment variable ${quote(variable)} is ${typeof value}, not text; leave it out or give its text`,
      );
    }
    if (variable === '' || /[=\0]/.test(variable)) {
      problems.push(`environment name ${quote(variable)} is not possible; it is empty or has "=" in it`);
    }
  }
  return problems;
}
