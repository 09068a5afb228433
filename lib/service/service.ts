import { Container } from '@cdktf/provider-docker/lib/container';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import type { Duration } from '../core/duration';
import { nameFromPath, sortedEntries } from '../core/names';
import type { Size } from '../core/size';
import type { ServiceFacts } from '../facts/facts';
import type { IContainerImage } from '../image/container-image';
import { DockerHost } from '../provider/docker-host';
import { isPort, type PublishedPort, publishedPorts } from '../provider/ports';
import { SPEC_LABEL, specDigest, unnoticedArguments } from '../provider/spec-label';
import { StackFacts } from '../provider/stack-facts';
import { containerArguments } from './container-arguments';
import type { Health } from './health';
import { SERVICE_DEFAULTS, type ServiceSpec, specify } from './service-spec';
import { StackClaims } from './stack-claims';
import { StackNetwork } from './stack-network';

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
   * @default - none: the service cannot be published
   */
  readonly port?: number;

  /**
   * How the Engine finds out whether the service works; a deploy waits until it does.
   *
   * @default - Health.tcp() where there is a port and the image has a probe, else Health.none()
   */
  readonly health?: Health;

  /**
   * Memory it may use, without swap. GOMEMLIMIT is set to 90 % of it for Go programs.
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
}

/** How the host answers for a service. */
export interface PublishOptions {
  /** Port on the host's loopback address 127.0.0.1. */
  readonly hostPort: number;
}

/** On every container: the construct that it comes from. */
const PATH_LABEL = 'cdktf-go-containers.path';
/** Only programs of the host itself reach a published port. */
const LOOPBACK = '127.0.0.1';
const NO_HOST =
  'there is no DockerHost in the stack yet; make one before its services: new DockerHost(this, "docker")';
const SERVICE = Symbol.for('cdktf-go-containers/Service');

/**
 * A hardened container that keeps running.
 *
 * Not root, no capability, no new privileges, read-only files but `/tmp`, limits for memory, processors and logs, a network
 * of the stack's own, a graceful stop.
 */
export class Service extends Construct {
  /** Whether `value` is a Service. */
  public static isService(value: unknown): value is Service {
    return typeof value === 'object' && value !== null && SERVICE in value;
  }

  /** The `docker_container` below it, for everything that this class does not offer. */
  public readonly resource: Container;
  private readonly spec: ServiceSpec;
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
    const host = DockerHost.find(this);
    this.problems = host ? [...problems] : [...problems, NO_HOST];
    this.node.addValidation({
      validate: () => [...this.problems, ...this.nameProblems(), ...this.portProblems()],
    });

    StackClaims.of(this).add(this, containerOf(spec));
    this.resource = new Container(
      this,
      'Resource',
      containerArguments(spec, {
        provider: host?.containers,
        imageId: props.image.imageId,
        networkId: StackNetwork.of(this).resource.id,
      }),
    );
    this.resource.putLabels([
      { label: PATH_LABEL, value: this.node.path },
      // Lazy: what is changed on the resource itself counts too.
      {
        label: SPEC_LABEL,
        value: Lazy.stringValue({ produce: () => specDigest(unnoticedArguments(this.resource)) }),
      },
    ]);
    StackFacts.of(this).add(this, factsOf(spec, props.image));
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

  private nameProblems(): string[] {
    const other = StackClaims.of(this).claimedBefore(this, containerOf(this.spec));
    return other === undefined
      ? []
      : [`container name "${this.spec.name}" is taken by ${other} already; give one of the two a name`];
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

function withoutUndefined<T extends object>(props: T): T {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as T;
}

function hostPortOf({ ip, external, protocol }: PublishedPort): string {
  return `host port ${ip} ${external} ${protocol}`;
}

function containerOf({ name }: ServiceSpec): string {
  return `container ${name}`;
}

function factsOf(spec: ServiceSpec, image: IContainerImage): ServiceFacts {
  return {
    kind: 'service',
    image: image.node.path,
    environment: sortedEntries(spec.environment).map(([name]) => name),
    health: spec.healthCheck?.test.join(' ') ?? '',
  };
}
