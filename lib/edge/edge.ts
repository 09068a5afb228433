import { Construct } from 'constructs';
import { quote } from '../core/errors';
import { LONGEST_NAME, nameFromPath, sortedEntries } from '../core/names';
import { Size } from '../core/size';
import { FilesImage } from '../image/files-image';
import { StackFacts } from '../provider/stack-facts';
import { type IDependency, Dependency } from '../service/dependency';
import { Health } from '../service/health';
import { Job } from '../service/job';
import { CONTAINER_DEFAULTS } from '../service/container-spec';
import { withoutUndefined } from '../service/options';
import { Service } from '../service/service';
import { Volume } from '../service/volume';
import {
  type CertificateTexts,
  certificateTexts,
  CONFIGURATION,
  SECRETS,
  secretPath,
} from './certificate-files';
import { EdgeImage, STATE } from './edge-image';
import { settingsProblems } from './edge-problems';
import {
  EDGE_DEFAULTS,
  EDGE_ROUTE_DEFAULTS,
  EDGE_TIMEOUT_DEFAULTS,
  type EdgeExposeOptions,
  type EdgeProps,
  type EdgePublishOptions,
  type EdgeRouteProps,
  type EdgeTcpRouteProps,
  type EdgeTimeouts,
} from './edge-props';
import { type EdgeRoute, type EdgeTcpRoute, placeOf } from './edge-route';
import { firstCheckProblems, targetOf } from './edge-target';
import type { EdgeMilliseconds, EdgeSettings } from './edge-settings';
import { EdgeProtocol } from './edge-protocol';
import { hostPortsOf, httpsPortOf, type EdgeHostPort, publishProblems } from './published-ports';
import { haproxyConfiguration } from './render-haproxy';
import { EDGE_PORTS } from './route-problems';

const EDGE = Symbol.for('cdktf-go-containers/Edge');

/** What the job needs that brings the configuration: it writes some files and asks HAProxy. */
const CONFIGURATION_MEMORY = Size.mebibytes(128);

/** What follows the edge's name in that of the job, the longest of those that begin with it. */
const OF_CONFIGURATION = '-configuration';
const LONGEST_EDGE_NAME = LONGEST_NAME - OF_CONFIGURATION.length;

/**
 * What stands between clients and the services of a Docker host: it owns the host's ports, speaks TLS, and leads every request to a service by
 * its host name and its path.
 *
 * It sends nobody to a container that does not answer, so a service with `Rollout.overlap()` behind it is replaced without a failed request.
 * Routes, certificates and limits change without a pause: a job brings HAProxy the new configuration, and a refused one leaves everything
 * as it was. What replaces the container itself, which takes some seconds: another image, other ports, another network.
 */
export class Edge extends Construct implements IDependency {
  /** Whether `value` is an Edge. */
  public static isEdge(value: unknown): value is Edge {
    return typeof value === 'object' && value !== null && EDGE in value;
  }

  /** HAProxy, for everything that this class does not offer. */
  public readonly service: Service;
  /** Brings HAProxy its configuration; ended by the time that the deploy has. */
  public readonly configuration: Job;
  private readonly certificates: CertificateTexts;
  private readonly published: EdgeHostPort[] = [];
  private readonly routes: EdgeRoute[] = [];
  private readonly tcpRoutes: EdgeTcpRoute[] = [];
  private readonly problems: string[] = [];

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: EdgeProps = {},
  ) {
    super(scope, id);
    Object.defineProperty(this, EDGE, { value: true });
    const name = props.name ?? nameFromPath(this.node.path, LONGEST_EDGE_NAME);
    this.problems.push(...nameProblems(name));
    const image = new EdgeImage(this, 'image', {
      base: props.image ?? EDGE_DEFAULTS.image,
      builder: props.builder ?? EDGE_DEFAULTS.builder,
      acceptFloatingTag: props.acceptFloatingTag,
    });
    // Made anew by every deploy that has nothing of it, so there is nothing to protect.
    const state = new Volume(this, 'state', { name: `${name}-state`, protect: false });
    this.service = new Service(this, 'proxy', {
      image,
      name,
      arguments: ['run'],
      health: Health.command([`${image.contract.probe}`, 'http', `${EDGE_PORTS.health}`, '/health']),
      memory: props.memory,
      cpus: props.cpus,
      logs: props.logs,
      network: props.network,
      stopGrace: props.stopGrace ?? EDGE_DEFAULTS.stopGrace,
    });
    this.service.mount(STATE, state);
    this.configuration = new Job(this, 'configuration', {
      image: image.agent,
      name: name + OF_CONFIGURATION,
      arguments: ['apply', CONFIGURATION, SECRETS],
      memory: CONFIGURATION_MEMORY,
      network: props.network,
      dependsOn: [this.service],
    });
    this.configuration.mount(STATE, state);
    this.configuration.resource.image = new FilesImage(this, 'files', {
      image: image.agent,
      files: () => this.files(),
    }).imageId;
    this.certificates = certificateTexts(props.certificates ?? {});
    sortedEntries(props.certificates ?? {}).forEach(([certificate, each]) => {
      this.configuration.provideSecret(secretPath(certificate, each), each._secret);
    });
    this.node.addValidation({ validate: () => this.validationProblems() });
    StackFacts.of(this).add(this, () => ({
      kind: 'edge',
      service: this.service.node.path,
      configuration: this.configuration.node.path,
    }));
  }

  /**
   * Leads requests to a service, all of them, or those for a host name or a path. The most exact route answers: an exact host before `*.`,
   * the longer name before the shorter one, then the longer path before the shorter one. What no route is for is answered with 404.
   *
   * The edge joins the network of the service, where it is on none of its networks; that replaces the edge, so let the two share one.
   */
  public route(service: Service, props: EdgeRouteProps = {}): void {
    this.service.connectTo(service);
    const { protocol = EdgeProtocol.http(), ...options } = {
      ...EDGE_ROUTE_DEFAULTS,
      ...withoutUndefined(props),
    };
    const route = {
      host: options.host,
      path: options.path,
      target: targetOf(service),
      kind: protocol._kind,
      maxBody: (options.maxBody ?? this.maxBody).toBytes(),
      unknownLength: options.unknownLength,
      responseTimeout: options.responseTimeout?.toMilliseconds() ?? this.timeouts.response,
      alsoPlain: options.alsoPlain,
    };
    this.problems.push(...streamProblems(route, props), ...firstCheckProblems(service));
    this.routes.push(route);
  }

  /**
   * Leads every connection to a port of the edge to a service as it is, for what is not HTTP: a database, a broker. An overlapping version gets
   * new connections; those to the old one end with it.
   *
   * Other services reach the port under the edge's name; the host answers for it where it is published.
   */
  public routeTcp(service: Service, props: EdgeTcpRouteProps): void {
    this.service.connectTo(service);
    this.problems.push(...firstCheckProblems(service));
    this.tcpRoutes.push({ port: props.port, target: targetOf(service) });
  }

  /** Lets the host answer for the edge, on its loopback address 127.0.0.1 only. */
  public publish(options: EdgePublishOptions): void {
    hostPortsOf(options).forEach((port) => {
      this.published.push(port);
      this.service.publish(port);
    });
  }

  /**
   * Lets the host answer for the edge to everybody who reaches the host. Docker's own rules let these packets pass whatever the host's
   * firewall says.
   */
  public exposePublicly(options: EdgeExposeOptions): void {
    hostPortsOf(options).forEach((port) => {
      this.published.push(port);
      this.service.exposePublicly({ ...port, address: options.address });
    });
  }

  /** Waits until its routes are there. */
  public toDependency(): Dependency {
    return Dependency.completed(this.configuration);
  }

  private get maxBody(): Size {
    return this.props.maxBody ?? EDGE_DEFAULTS.maxBody;
  }

  private get timeouts(): EdgeMilliseconds {
    return millisecondsOf(this.props.timeouts ?? {});
  }

  private get settings(): EdgeSettings {
    const { certificates = {}, maxHeaders = EDGE_DEFAULTS.maxHeaders } = this.props;
    const { memory = CONTAINER_DEFAULTS.memory, cpus = CONTAINER_DEFAULTS.cpus } = this.props;
    return {
      routes: this.routes,
      tcpRoutes: this.tcpRoutes,
      certificates: Object.keys(certificates),
      httpsPort: httpsPortOf(this.published),
      maxBody: this.maxBody.toBytes(),
      maxHeaders: maxHeaders.toBytes(),
      timeouts: this.timeouts,
      memory: memory.toBytes(),
      cpus,
    };
  }

  /** What the job brings. Asked for when everything is declared and valid. */
  private files(): Record<string, string> {
    return {
      ...this.certificates.texts,
      [`${CONFIGURATION}/haproxy.cfg`]: haproxyConfiguration(this.settings),
    };
  }

  private validationProblems(): string[] {
    const hasTls = this.settings.certificates.length > 0;
    return [
      ...this.problems,
      ...this.certificates.problems,
      ...settingsProblems(this.settings),
      ...publishProblems(this.published, hasTls, this.tcpRoutes),
    ];
  }
}

function nameProblems(name: string): string[] {
  return name.length <= LONGEST_EDGE_NAME
    ? []
    : [
        `name ${quote(name)} of the edge has ${name.length} characters, and ${quote(OF_CONFIGURATION)} is written after it; give a name of at most ` +
          `${LONGEST_EDGE_NAME}`,
      ];
}

function millisecondsOf(timeouts: EdgeTimeouts): EdgeMilliseconds {
  const { request, connect, response, idle, tunnel } = {
    ...EDGE_TIMEOUT_DEFAULTS,
    ...withoutUndefined(timeouts),
  };
  return {
    request: request.toMilliseconds(),
    connect: connect.toMilliseconds(),
    response: response.toMilliseconds(),
    idle: idle.toMilliseconds(),
    tunnel: tunnel.toMilliseconds(),
  };
}

/** Limits of bodies, where there are streams without an announced length. */
function streamProblems(route: EdgeRoute, { maxBody, unknownLength }: EdgeRouteProps): string[] {
  return route.kind === 'grpc' && (maxBody !== undefined || unknownLength !== undefined)
    ? [
        `route ${quote(placeOf(route))} is for gRPC, whose streams say no length that could be looked at; leave maxBody and unknownLength out`,
      ]
    : [];
}
