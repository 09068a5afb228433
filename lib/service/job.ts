import type { Container } from '@cdktf/provider-docker/lib/container';
import { Construct } from 'constructs';
import { nameFromPath, sortedEntries } from '../core/names';
import type { Size } from '../core/size';
import type { IContainerImage } from '../image/container-image';
import { StackFacts } from '../provider/stack-facts';
import { CONTAINER_DEFAULTS, containerProblems, specifyContainer } from './container-spec';
import { HardenedContainer } from './hardened-container';
import { readableOutput, runsOnce } from './job-result';
import type { TemporaryOptions } from './mounts';
import { withoutUndefined } from './options';
import type { Service } from './service';
import { SERVICE_DEFAULTS } from './service-spec';
import type { Volume } from './volume';

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
   * Services that must be healthy before it runs; each needs a health check.
   *
   * @default - none
   */
  readonly dependsOn?: readonly Service[];
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
export class Job extends Construct {
  /** Whether `value` is a Job. */
  public static isJob(value: unknown): value is Job {
    return typeof value === 'object' && value !== null && JOB in value;
  }

  /** The `docker_container` below it, for everything that this class does not offer. */
  public readonly resource: Container;
  private readonly container: HardenedContainer;

  public constructor(scope: Construct, id: string, props: JobProps) {
    super(scope, id);
    Object.defineProperty(this, JOB, { value: true });
    const options = {
      ...CONTAINER_DEFAULTS,
      arguments: [],
      environment: {},
      ...withoutUndefined(props),
      name: props.name ?? nameFromPath(this.node.path),
    };
    this.node.addValidation({ validate: () => containerProblems(options, props.image.contract) });
    const spec = specifyContainer(options, props.image.contract, SERVICE_DEFAULTS.stopGrace);
    this.container = new HardenedContainer(this, {
      spec,
      image: props.image,
      lifeCycle: runsOnce(spec.name),
      dependsOn: props.dependsOn ?? [],
    });
    this.resource = this.container.resource;
    StackFacts.of(this).add(this, {
      kind: 'job',
      image: props.image.node.path,
      environment: sortedEntries(spec.environment).map(([name]) => name),
    });
  }

  /** What the program wrote, known after apply. */
  public get output(): string {
    return readableOutput(this.resource.containerLogs);
  }

  /** Exit code of the program, known after apply: 0, or the apply has failed. */
  public get exitCode(): number {
    return this.resource.exitCode;
  }

  /**
   * Keeps what is written to a directory in a volume.
   *
   * @param path absolute directory in the container; in the image it should belong to the image's user
   */
  public mount(path: string, volume: Volume): void {
    this.container.mount(path, volume);
  }

  /**
   * Keeps what is written to a directory in memory, for the image's user alone: it is gone when the program ends, and it
   * counts for the memory limit. `/tmp` is there anyway.
   *
   * @param path absolute directory in the container
   */
  public mountTemporary(path: string, options: TemporaryOptions = {}): void {
    this.container.mountTemporary(path, options.size);
  }
}
