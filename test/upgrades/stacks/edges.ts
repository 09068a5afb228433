import { join } from 'node:path';
import type { TerraformStack } from 'cdktf';
import {
  DockerHost,
  Duration,
  Edge,
  EdgeCertificate,
  type EdgeProps,
  EdgeProtocol,
  type EdgeRouteProps,
  type EdgeTimeouts,
  GoImage,
  Health,
  Logs,
  Network,
  Rollout,
  Secret,
  Service,
  Size,
  TextFile,
} from '../../../lib';
import type { Nothing, Used } from './covered';

const source = join(__dirname, '..', 'programs', 'notes');

const TIMEOUTS = {
  request: Duration.seconds(5),
  connect: Duration.seconds(1),
  response: Duration.minutes(2),
  idle: Duration.seconds(30),
  tunnel: Duration.minutes(90),
} satisfies EdgeTimeouts;

const edgesOf = (stack: TerraformStack, network: Network) =>
  ({
    plain: {},
    everything: {
      certificates: {
        pair: EdgeCertificate.of({
          chain: TextFile.fromText('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'),
          key: Secret.fromVariable(stack, 'tls_key'),
        }),
        whole: EdgeCertificate.fromPem(Secret.fromVariable(stack, 'tls_pem')),
      },
      maxBody: Size.mebibytes(1),
      maxHeaders: Size.bytes(32_768),
      timeouts: TIMEOUTS,
      image: 'haproxy:3.2.4',
      builder: 'golang:1.26-trixie',
      acceptFloatingTag: 'the test names no digest',
      name: 'upgrade-edge',
      memory: Size.mebibytes(128),
      cpus: 0.5,
      logs: Logs.local(),
      network,
      stopGrace: Duration.seconds(5),
    },
  }) satisfies Readonly<Record<string, EdgeProps>>;

const ROUTES = {
  plain: {},
  everything: {
    host: 'notes.example.com',
    path: '/api',
    protocol: EdgeProtocol.http(),
    responseTimeout: Duration.seconds(5),
    maxBody: Size.mebibytes(2),
    unknownLength: true,
    alsoPlain: true,
  },
} satisfies Readonly<Record<string, EdgeRouteProps>>;

/** A property that none of them has does not compile here. */
export type Unused = [
  Nothing<Exclude<keyof EdgeProps, Used<ReturnType<typeof edgesOf>>>>,
  Nothing<Exclude<keyof EdgeRouteProps, Used<typeof ROUTES>>>,
  Nothing<Exclude<keyof EdgeTimeouts, keyof typeof TIMEOUTS>>,
];

/** An edge as it comes, and one with every property and every method. */
export function edges(stack: TerraformStack): void {
  new DockerHost(stack, 'docker');
  const image = new GoImage(stack, 'image', { source, package: './cmd/notes', port: 8080 });
  const health = Health.http('/healthz');
  const notes = new Service(stack, 'notes', { image, health, rollout: Rollout.overlap() });
  const { plain, everything } = edgesOf(stack, new Network(stack, 'private'));
  const simple = new Edge(stack, 'simple', plain);
  simple.route(notes, ROUTES.plain);
  simple.publish({ http: 8080 });
  const edge = new Edge(stack, 'edge', everything);
  edge.route(notes, ROUTES.everything);
  edge.route(notes, { host: '*.example.com', protocol: EdgeProtocol.grpc() });
  edge.routeTcp(notes, { port: 5432 });
  edge.exposePublicly({ http: 80, https: 443, tcp: [5432], address: '192.0.2.7' });
  new Service(stack, 'after', { image, health, dependsOn: [edge] });
}
