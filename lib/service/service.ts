import { isIP } from 'node:net';
import { Annotations } from 'cdktf';
import type { Construct } from 'constructs';
import type { Duration } from '../core/duration';
import { quote, ValidationError } from '../core/errors';
import { nameFromPath } from '../core/names';
import { type PublishedPort, publishedPorts } from '../provider/ports';
import { StackFacts } from '../provider/stack-facts';
import { keepsRunning } from './container-arguments';
import type { ContainerProps } from './container-props';
import { Dependency, type IDependency } from './dependency';
import { hintAtWhy } from './deploy-hint';
import { HardenedContainer } from './hardened-container';
import type { Health } from './health';
import { HostPorts } from './host-ports';
import { withoutUndefined } from './options';
import { longestName } from './rollout';
import type { Restart } from './restart';
import { overlapProblems } from './overlap-problems';
import { ServiceAddress } from './service-address';
import { SERVICE_DEFAULTS, type ServiceSpecResult, specify } from './service-spec';

/** How an image runs on the stack's Docker host. */
export interface ServiceProps extends ContainerProps {
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
   * Time between SIGTERM, or what else the image's contract names, and SIGKILL when it is stopped.
   *
   * @default 30s
   */
  readonly stopGrace?: Duration;

  /**
   * When it is started again after it has ended.
   *
   * @default Restart.unlessStopped()
   */
  readonly restart?: Restart;
}

/** Where a service is reached, and how it is seen to work. */
export interface ServiceTarget {
  /** Name of its containers on its networks. */
  readonly name: string;
  readonly port?: number;
  /** Path that answers with 2xx or 3xx while it works; missing where nothing but its port is known. */
  readonly httpPath?: string;
  /** Time from its start to the Engine's first health check: before that no deploy stops its old version. */
  readonly firstCheck?: Duration;
}

/** How the host answers for a service. */
export interface PublishOptions {
  /** Port on the host. */
  readonly hostPort: number;

  /**
   * Port in the container.
   *
   * @default - the port of the service
   */
  readonly port?: number;
}

/** How the host answers for a service to everybody who reaches it. */
export interface ExposeOptions extends PublishOptions {
  /**
   * Address of the host that answers; `0.0.0.0` is all of them.
   *
   * @default "0.0.0.0"
   */
  readonly address?: string;
}

/** The documented defaults of `ExposeOptions`. */
export const EXPOSE_DEFAULTS = { address: '0.0.0.0' };

/** Only programs of the host itself reach a published port. */
const LOOPBACK = '127.0.0.1';
const SERVICE = Symbol.for('cdktf-go-containers/Service');

/**
 * A hardened container that keeps running.
 *
 * Not root, no capability, no new privileges, read-only files but `/tmp` and what is mounted, limits for memory, processors
 * and logs, a network of the stack's own, a graceful stop.
 */
export class Service extends HardenedContainer implements IDependency {
  /** Whether `value` is a Service. */
  public static isService(value: unknown): value is Service {
    return typeof value === 'object' && value !== null && SERVICE in value;
  }

  private readonly target: ServiceTarget;
  private readonly published: PublishedPort[] = [];
  private readonly publishProblems: string[] = [];

  public constructor(scope: Construct, id: string, props: ServiceProps) {
    const { spec, problems } = specifyService(scope, id, props);
    super(scope, id, {
      spec,
      problems,
      props,
      lifeCycle: keepsRunning(spec),
    });
    Object.defineProperty(this, SERVICE, { value: true });
    this.target = {
      name: spec.name,
      port: spec.port,
      httpPath: props.health?._httpPath,
      firstCheck: spec.healthCheck?.interval,
    };
    if (spec.healthCheck !== undefined) {
      hintAtWhy(this);
    }
    this.node.addValidation({
      validate: () => [
        ...this.publishProblems,
        ...HostPorts.of(this).problems(this),
        ...this.reachProblems(),
        ...(this._rollout._overlaps ? overlapProblems(this.published, spec.healthCheck !== undefined) : []),
      ],
    });
    StackFacts.of(this).add(this, () => ({
      kind: 'service',
      ...this._facts(),
      health: spec.healthCheck?.test.join(' ') ?? '',
    }));
  }

  /** Name under which other containers reach it, where a port is given beside it. Whoever uses it is connected to it. */
  public get hostName(): string {
    return ServiceAddress.asString(this, this.target.name);
  }

  /** `name:port`: where other containers reach it. Whoever uses it is connected to it. */
  public get address(): string {
    if (this.target.port === undefined) {
      throw new ValidationError(
        `${quote(this.node.path)} has no address, because it has no port; set its port`,
      );
    }
    return ServiceAddress.asString(this, `${this.target.name}:${this.target.port}`);
  }

  /** Lets the host answer for the service's port, on its loopback address 127.0.0.1 only. */
  public publish(options: PublishOptions): void {
    this.answer(options, LOOPBACK);
  }

  /**
   * Lets the host answer for the service's port to everybody who reaches the host. Docker's own rules let these packets pass whatever
   * the host's firewall says.
   */
  public exposePublicly(options: ExposeOptions): void {
    const { address = EXPOSE_DEFAULTS.address } = options;
    if (isIP(address) === 0) {
      this.publishProblems.push(
        `address ${quote(address)} is no IP address of the host; write it like "0.0.0.0" or "192.0.2.7"`,
      );
    }
    this.answer(options, address);
  }

  /** Waits until it is healthy. */
  public toDependency(): Dependency {
    return Dependency.healthy(this);
  }

  /**
   * What somebody who sends it traffic has to know.
   *
   * @internal
   */
  public get _target(): ServiceTarget {
    return this.target;
  }

  private answer({ hostPort, port = this.target.port }: PublishOptions, ip: string): void {
    if (port === undefined) {
      this.publishProblems.push(
        `host port ${hostPort} cannot be published: the service has no port; set its port`,
      );
      return;
    }
    const published = { internal: port, external: hostPort, ip, protocol: 'tcp' };
    this.published.push(published);
    HostPorts.of(this)
      .add(this, published)
      .forEach((warning) => {
        Annotations.of(this).addWarning(warning);
      });
    this.resource.putPorts(publishedPorts(this.published));
  }

  private reachProblems(): string[] {
    return this.published.length > 0 && this._networks.areInternal
      ? [
          'its ports are published and it is on internal networks only, on which the Engine publishes none; join a network that is not ' +
            'internal, or publish nothing',
        ]
      : [];
  }
}

function specifyService(scope: Construct, id: string, props: ServiceProps): ServiceSpecResult {
  return specify(
    {
      ...SERVICE_DEFAULTS,
      arguments: [],
      environment: {},
      ...withoutUndefined(props),
      name: props.name ?? nameFromPath(`${scope.node.path}/${id}`, longestName(props.rollout)),
    },
    props.image.contract,
  );
}
