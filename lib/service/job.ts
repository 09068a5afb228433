import type { Construct } from 'constructs';
import { nameFromPath } from '../core/names';
import type { Size } from '../core/size';
import type { IContainerImage } from '../image/container-image';
import { StackFacts } from '../provider/stack-facts';
import { CONTAINER_DEFAULTS, containerProblems, specifyContainer, STOP_GRACE } from './container-spec';
import { Dependency, type IDependency } from './dependency';
import { HardenedContainer } from './hardened-container';
import { readableOutput, runsOnce } from './job-result';
import type { Logs } from './logs';
import type { Network } from './network';
import { withoutUndefined } from './options';
import type { TextFile } from './text-file';

/** What runs once. */
export interface JobProps {
  /** The image to run. */
  readonly image: IContainerImage;

  /**
   * Name of the container on the Engine.
   *
   * @default - the construct path: "dev/migrate" becomes "dev-migrate"
   */
  readonly name?: string;

  /**
   * Arguments of the program. Others make it run again.
   *
   * @default []
   */
  readonly arguments?: readonly string[];

  /**
   * Environment variables. Others make it run again. Not for secrets: their values are in the plan, the state and
   * `docker inspect`.
   *
   * @default {}
   */
  readonly environment?: { readonly [name: string]: string };

  /**
   * Memory it may use, without swap. GOMEMLIMIT is set to 90 % of it for Go programs, to 70 % with cgo.
   *
   * @default 256 MiB
   */
  readonly memory?: Size;

  /**
   * Processors it may use.
   *
   * @default 1
   */
  readonly cpus?: number;

  /**
   * Name of the program to start, where the image has several (`alsoPackages`).
   *
   * @default - the one that the image starts by itself
   */
  readonly program?: string;

  /**
   * Where its output goes.
   *
   * @default Logs.jsonFile()
   */
  readonly logs?: Logs;

  /**
   * Addresses of further hosts by name, as in /etc/hosts; `host-gateway` stands for the Docker host.
   *
   * @default {}
   */
  readonly hosts?: { readonly [name: string]: string };

  /**
   * Addresses of name servers; those of the Docker host when there are none.
   *
   * @default []
   */
  readonly dns?: readonly string[];

  /**
   * Configuration files by their absolute paths in the container. An image of their own, on top of the other one: an edit replaces
   * exactly the containers that have the file. Not for secrets.
   *
   * @default {}
   */
  readonly files?: { readonly [path: string]: TextFile };

  /**
   * The network that it is on.
   *
   * @default - the stack's own
   */
  readonly network?: Network;

  /**
   * What must be there before it runs: services that are healthy, jobs that have ended well, or a `Dependency`.
   *
   * @default - none
   */
  readonly dependsOn?: readonly IDependency[];
}

const JOB = Symbol.for('cdktf-go-containers/Job');

/**
 * A program that runs to its end while the stack is deployed: a migration, an import, a check.
 *
 * As hardened as a Service. The deploy fails, and shows the last of what the program said, when its exit code is not 0; the next
 * one runs it again. After a success it runs again when its image, its arguments or anything else that it is made from changes,
 * and when its ended container was removed (`docker container prune` does that).
 *
 * The provider gives it 20 minutes. All that it writes is in the state; a line of 64 KiB or more ends a provider of release 3.
 */
export class Job extends HardenedContainer implements IDependency {
  /** Whether `value` is a Job. */
  public static isJob(value: unknown): value is Job {
    return typeof value === 'object' && value !== null && JOB in value;
  }

  public constructor(scope: Construct, id: string, props: JobProps) {
    const options = {
      ...CONTAINER_DEFAULTS,
      stopGrace: STOP_GRACE,
      arguments: [],
      environment: {},
      ...withoutUndefined(props),
      name: props.name ?? nameFromPath(`${scope.node.path}/${id}`),
    };
    const spec = specifyContainer(options, props.image.contract);
    super(scope, id, {
      spec,
      problems: containerProblems(options, props.image.contract),
      image: props.image,
      lifeCycle: runsOnce(spec.name),
      dependsOn: props.dependsOn ?? [],
      files: props.files ?? {},
      network: props.network,
      hasMemory: props.memory !== undefined,
    });
    Object.defineProperty(this, JOB, { value: true });
    StackFacts.of(this).add(this, () => ({ kind: 'job', ...this._facts() }));
  }

  /** What the program wrote, known after apply. */
  public get output(): string {
    return readableOutput(this.resource.containerLogs);
  }

  /** Exit code of the program, known after apply: 0, or the apply has failed. */
  public get exitCode(): number {
    return this.resource.exitCode;
  }

  /** Waits until it has ended with exit code 0. */
  public toDependency(): Dependency {
    return Dependency.completed(this);
  }
}
