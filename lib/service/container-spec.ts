import { Duration } from '../core/duration';
import { quote } from '../core/errors';
import { Size } from '../core/size';
import type { ImageContract } from '../image/contract';
import { nameServerProblems, hostProblems } from './host-names';
import { Logs } from './logs';
import { Rollout } from './rollout';
import { environmentProblems, optionProblems, textProblems } from './plain-texts';

/** What a user may decide about any container. */
export interface ContainerOptions {
  readonly name: string;
  readonly memory: Size;
  readonly cpus: number;
  /** Name of a program of the image; the one that it starts when left out. */
  readonly program?: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly logs: Logs;
  /** Further entries of the container's /etc/hosts: addresses by name. */
  readonly hosts: Readonly<Record<string, string>>;
  /** Addresses of name servers; those of the Engine when empty. */
  readonly dns: readonly string[];
  readonly stopGrace: Duration;
}

/** What every container needs an answer to. */
export interface ContainerSpec extends ContainerOptions {
  /** Numeric `uid:gid`. */
  readonly user: string;
  readonly stopSignal: string;
  /** The program in place of the image's own. */
  readonly entrypoint?: string;
}

/** The documented defaults of services and jobs. */
export const CONTAINER_DEFAULTS = {
  memory: Size.mebibytes(256),
  cpus: 1,
  logs: Logs.jsonFile(),
  hosts: {},
  dns: [],
  rollout: Rollout.replace(),
};

/** How long a program may take to end, when nothing is said. */
export const STOP_GRACE = Duration.seconds(30);

/** What asks a program to end when its image names nothing else. */
const STOP_SIGNAL = 'SIGTERM';

/** Megabytes below which the Engine refuses a container. */
const LEAST_MEMORY = 6;
/** Processors below which the kernel refuses a quota: a millisecond of the period of 100. */
const LEAST_CPUS = 0.01;
/** Part of the memory limit that Go's collector aims at; the rest is for stacks of threads and for the kernel. */
const GO_MEMORY_SHARE = 0.9;
/** The same with C code, whose memory the collector does not see. */
const CGO_MEMORY_SHARE = 0.7;
/** What the collector must be allowed at least, in MiB: with 5 it already ran ten times as often for an idle server as with 7. */
const LEAST_GO_LIMIT = 8;
/** The first release that counts processors by the container's limit. */
const COUNTS_CPUS_ITSELF = 25;

/** Answers the open questions of a container from what its image tells. */
export function specifyContainer(options: ContainerOptions, contract: ImageContract): ContainerSpec {
  const { name, memory, cpus, logs, hosts, dns, stopGrace } = options;
  return {
    ...{ name, memory, cpus, logs, hosts, dns, stopGrace },
    arguments: options.arguments,
    environment: { ...goLimits(options, contract), ...options.environment },
    user: contract.user,
    stopSignal: contract.stopSignal ?? STOP_SIGNAL,
    entrypoint: options.program === undefined ? undefined : pathOf(options.program, contract),
  };
}

/** Path of a program of the image, by its name. */
function pathOf(program: string, { programs = [] }: ImageContract): string | undefined {
  return programs.find((path) => path.endsWith(`/${program}`));
}

/**
 * What tells the Go runtime its limits.
 *
 * It knows nothing of a container's memory limit (golang/go#75164), and of its processor limit only from Go 1.25 on.
 */
function goLimits(
  { memory, cpus }: ContainerOptions,
  { goVersion, cgo }: ImageContract,
): Record<string, string> {
  if (goVersion === undefined) {
    return {};
  }
  const limits = { GOMEMLIMIT: `${goMemoryLimit(memory, cgo)}MiB` };
  const minor = Number(/^1\.(\d+)/.exec(goVersion)?.[1] ?? Number.NaN);
  return minor < COUNTS_CPUS_ITSELF ? { ...limits, GOMAXPROCS: `${Math.ceil(cpus)}` } : limits;
}

function goMemoryLimit(memory: Size, cgo = false): number {
  return Math.floor(memory.toMebibytes() * (cgo ? CGO_MEMORY_SHARE : GO_MEMORY_SHARE));
}

/** A limit that the collector would only work to keep. Who sets it himself has a reason. */
function goMemoryProblems({ memory, environment }: ContainerOptions, contract: ImageContract): string[] {
  const limit = goMemoryLimit(memory, contract.cgo);
  return contract.goVersion === undefined ||
    Object.hasOwn(environment, 'GOMEMLIMIT') ||
    limit >= LEAST_GO_LIMIT
    ? []
    : [
        `memory of ${memory.toMebibytes()} MiB lets a Go program have ${limit} MiB, and its collector would run all the time; give at ` +
          'least 16 MiB, or say GOMEMLIMIT in environment',
      ];
}

/** Everything that is wrong with the options of any container. */
export function containerProblems(options: ContainerOptions, contract: ImageContract): string[] {
  const { memory, cpus } = options;
  const problems: string[] = [];
  if (memory.toMebibytes() < LEAST_MEMORY) {
    problems.push(
      `memory of ${memory.toMebibytes()} MiB is less than the Engine accepts; give at least ${LEAST_MEMORY} MiB`,
    );
  } else {
    problems.push(...goMemoryProblems(options, contract));
  }
  if (!(cpus >= LEAST_CPUS && Number.isFinite(cpus))) {
    problems.push(`cpus ${cpus} is not possible; give a number from ${LEAST_CPUS} up, such as 0.5`);
  }
  if (options.arguments.some((argument) => argument === '')) {
    problems.push('an argument is empty, which the Docker provider cannot pass on; leave it out');
  }
  // A shell line of a Compose file often begins with the program.
  const program = options.program === undefined ? contract.program : pathOf(options.program, contract);
  if (options.program !== undefined && program === undefined) {
    const names = (contract.programs ?? []).map((path) => quote(path.slice(path.lastIndexOf('/') + 1)));
    problems.push(
      `program ${quote(options.program)} is not one that the image is known to have; ` +
        (names.length === 0
          ? 'leave it out'
          : `write one of ${names.join(', ')}, or add its package to alsoPackages`),
    );
  }
  if (program !== undefined && options.arguments[0] === program) {
    problems.push(
      `the first argument ${quote(program)} is the program itself, which the image starts anyway; leave it out`,
    );
  }
  return [
    ...problems,
    ...environmentProblems(options.environment),
    ...textProblems('an argument', options.arguments),
    ...optionProblems('an option of the log driver', options.logs._render().logOpts),
    ...hostProblems(options.hosts),
    ...nameServerProblems(options.dns),
  ];
}
