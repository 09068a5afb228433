import type { Container } from '@cdktf/provider-docker/lib/container';
import { Construct } from 'constructs';
import type { Duration } from '../core/duration';
import { quote, ValidationError } from '../core/errors';
import { nameFromPath, sortedEntries } from '../core/names';
import type { Size } from '../core/size';
import type { ServiceFacts } from '../facts/facts';
import type { IContainerImage } from '../image/container-image';
import { isPort, type PublishedPort, publishedPorts } from '../provider/ports';
import { StackClaims } from '../provider/stack-claims';
import { StackFacts } from '../provider/stack-facts';
import { keepsRunning } from './container-arguments';
import { HardenedContainer } from './hardened-container';
import type { Health } from './health';
import type { TemporaryOptions } from './mounts';
import { withoutUndefined } from './options';
import { SERVICE_DEFAULTS, type ServiceSpec, specify } from './service-spec';
import type { Volume } from './volume';

/** How an image runs on the stack's Docker host. */
export interface ServiceProps {
  /** The image to run. */
  readonly image: IContainerImage;

  /**
   * Name of the container on the Engine.
   *
   * @default - the construct path: "dev/hello" becomes "dev-hello"
   */
  readonly name?: string;

  /**
   * The port that the program listens on, in the container.
   *
   * @default - the port of the image's contract; without one, the service cannot be published
   */
  readonly port?: number;

  /**
   * How the Engine finds out whether the service works; a deploy waits until it does.
   *
   * @default - Health.tcp() where there is a port and the image has a probe, else Health.none()
   */
  readonly health?: Health;

  /**
   * Memory it may use, without swap. GOMEMLIMIT is set to 90 % of it for Go programs, to 70 % with cgo.
   *
   * @default 256 MiB
   */
  readonly memory?: Size;

  /**
   * Processors it may use. GOMAXPROCS follows: by itself from Go 1.25 on, by an environment variable before.
   *
   * @default 1
   */
  readonly cpus?: number;

  /**
   * Time between SIGTERM and SIGKILL when it is stopped.
   *
   * @default 30s
   */
  readonly stopGrace?: Duration;

  /**
   * Arguments of the program.
   *
   * @default []
   */
  readonly arguments?: readonly string[];

  /**
   * Environment variables. Not for secrets: their values are in the plan, the state and `docker inspect`.
   *
   * @default {}
   */
  readonly environment?: { readonly [name: string]: string };

  /**
   * Name of the program to start, where the image has several (`alsoPackages`).
   *
   * @default - the one that the image starts by itself
   */
  readonly program?: string;

  /**
   * Services that must be healthy before this one is made; each needs a health check. Only a deploy waits: when the Engine
   * starts again, it starts all of them at once.
   *
   * @default - none
   */
  readonly dependsOn?: readonly Service[];
}

/** How the host answers for a service. */
export interface PublishOptions {
  /** Port on the host's loopback address 127.0.0.1. */
  readonly hostPort: number;
}

/** Only programs of the host itself reach a published port. */
const LOOPBACK = '127.0.0.1';
const SERVICE = Symbol.for('cdktf-go-containers/Service');

/**
 * A hardened container that keeps running.
 *
 * Not root, no capability, no new privileges, read-only files but `/tmp` and what is mounted, limits for memory, processors
 * and logs, a network of the stack's own, a graceful stop.
 */
export class Service extends Construct {
  /** Whether `value` is a Service. */
  public static isService(value: unknown): value is Service {
    return typeof value === 'object' && value !== null && SERVICE in value;
  }

  /** The `docker_container` below it, for everything that this class does not offer. */
  public readonly resource: Container;
  private readonly spec: ServiceSpec;
  private readonly container: HardenedContainer;
  private readonly published: PublishedPort[] = [];
  private readonly problems: string[];

  public constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    Object.defineProperty(this, SERVICE, { value: true });
    const { spec, problems } = specify(
      {
        ...SERVICE_DEFAULTS,
        arguments: [],
        environment: {},
        ...withoutUndefined(props),
        name: props.name ?? nameFromPath(this.node.path),
      },
      props.image.contract,
    );
    this.spec = spec;
    this.problems = [...problems];
    this.node.addValidation({ validate: () => [...this.problems, ...this.portProblems()] });

    this.container = new HardenedContainer(this, {
      spec,
      image: props.image,
      lifeCycle: keepsRunning(spec),
      dependsOn: props.dependsOn ?? [],
    });
    this.resource = this.container.resource;
    StackFacts.of(this).add(this, factsOf(spec, props.image));
  }

  /** Name under which other containers of the stack reach it, where a port is given beside it. */
  public get hostName(): string {
    return this.spec.name;
  }

  /** `name:port`: where other containers of the stack reach it. */
  public get address(): string {
    const { name, port } = this.spec;
    if (port === undefined) {
      throw new ValidationError(
        `${quote(this.node.path)} has no address, because it has no port; set its port`,
      );
    }
    return `${name}:${port}`;
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
   * Keeps what is written to a directory in memory, for the image's user alone: it is gone when the container stops, and it
   * counts for the memory limit. `/tmp` is there anyway.
   *
   * @param path absolute directory in the container
   */
  public mountTemporary(path: string, options: TemporaryOptions = {}): void {
    this.container.mountTemporary(path, options.size);
  }

  /** Lets the host answer for the service's port, on its loopback address only. */
  public publish(options: PublishOptions): void {
    const { hostPort } = options;
    if (this.spec.port === undefined) {
      this.problems.push(`host port ${hostPort} cannot be published: the service has no port; set its port`);
      return;
    }
    const port = { internal: this.spec.port, external: hostPort, ip: LOOPBACK, protocol: 'tcp' };
    this.published.push(port);
    StackClaims.of(this).add(this, hostPortOf(port));
    this.resource.putPorts(publishedPorts(this.published));
  }

  private portProblems(): string[] {
    const claims = StackClaims.of(this);
    return this.published.flatMap((port, index) => {
      const problems: string[] = [];
      if (!isPort(port.external)) {
        problems.push(`host port ${port.external} is not possible; give a whole number from 1 to 65535`);
      }
      if (index > 0) {
        problems.push(
          `port ${port.internal} is published as ${port.external} too, and the provider can keep only one host port ` +
            'for it; publish it once',
        );
      }
      const other = claims.claimedBefore(this, hostPortOf(port));
      if (other !== undefined) {
        problems.push(
          `host port ${port.external} on ${port.ip} is published by ${other} already; choose another host port`,
        );
      }
      return problems;
    });
  }
}

function hostPortOf({ ip, external, protocol }: PublishedPort): string {
  return `host port ${ip} ${external} ${protocol}`;
}

function factsOf(spec: ServiceSpec, image: IContainerImage): ServiceFacts {
  return {
    kind: 'service',
    image: image.node.path,
    environment: sortedEntries(spec.environment).map(([name]) => name),
    health: spec.healthCheck?.test.join(' ') ?? '',
  };
}
