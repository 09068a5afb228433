import { byCodeUnit } from '../core/hash';
import { HTTP_LOG, TCP_LOG } from './access-log';
import { commonSections } from './common-sections';
import {
  backendOf,
  backendSections,
  isForRoute,
  NO_ROUTE,
  NO_ROUTE_SECTION,
  TO_TLS,
  tcpBackendOf,
  toTlsSection,
  untriedOf,
} from './edge-backend';
import { type EdgeRoute, type EdgeTarget, type EdgeTcpRoute, inOrder } from './edge-route';
import type { EdgeSettings } from './edge-settings';
import { configurationText, type Line, type Section, value } from './haproxy-text';
import { EDGE_PORTS } from './route-problems';

/** Where the agent puts certificates with their keys, beside the configuration. */
const CERTIFICATES = 'certificates';

/**
 * The configuration of HAProxy for an edge.
 *
 * The same settings are the same text, in whatever order routes were declared.
 */
export function haproxyConfiguration(settings: EdgeSettings): string {
  const tcpRoutes = [...settings.tcpRoutes].sort((left, right) => left.port - right.port);
  const hasTls = settings.certificates.length > 0;
  return configurationText([
    ...commonSections(settings),
    frontend('http', `bind :${EDGE_PORTS.http}`, hasTls ? redirected(settings) : served(settings)),
    ...(hasTls ? [frontend('https', tlsBind(settings.certificates), served(settings))] : []),
    ...tcpRoutes.map(tcpFrontend),
    ...(hasTls ? [toTlsSection(settings.httpsPort)] : []),
    NO_ROUTE_SECTION,
    ...backendSections(settings),
  ]);
}

function tlsBind(certificates: readonly string[]): string {
  const files = [...certificates].sort(byCodeUnit).map((name) => `crt ${CERTIFICATES}/${value(name)}.pem`);
  return `bind :${EDGE_PORTS.https} ssl ${files.join(' ')} alpn h2,http/1.1`;
}

const CONNECTION_LINES: readonly Line[] = [
  // A connection without a request, of a port scanner or of a browser that connects in advance, is no line in the log.
  ['option http-ignore-probes'],
  // An old worker would close connections on which a request may be on its way.
  ['option idle-close-on-response'],
];

/** Said once per request, and asked by each route. The "/" after the path lets a beginning end where a part does. */
const REQUEST_LINES: readonly Line[] = [
  ['http-request deny status 400 unless { req.hdr_cnt(host) eq 1 }'],
  ['http-request set-var(txn.host) req.hdr(host),host_only,lower,rtrim(.)'],
  ['http-request set-var(txn.path) path,concat(/)'],
];

/** Who has asked, and how, for the service. What the client says of it is no news. */
function forwardedLines(name: string): Line[] {
  return [
    ['http-request del-header Forwarded'],
    // Some services read "_" as "-".
    ['http-request del-header ^x[-_](forwarded|real)[-_] -m reg'],
    // Headers that are named in Connection may be dropped on the way, ours too.
    [
      'http-request del-header Connection unless',
      '{ req.hdr(upgrade) -m found } { req.hdr(connection) -m str -i upgrade }',
    ],
    ['http-request set-header Connection upgrade if { req.hdr(connection) -m found }'],
    ['http-request set-header X-Real-IP %[src]'],
    ['http-request set-header X-Forwarded-For %[src]'],
    ['http-request set-header X-Forwarded-Host %[req.hdr(host)]'],
    ['http-request set-header X-Forwarded-Proto', name],
  ];
}

function frontend(name: string, bind: string, routes: readonly Line[]): Section {
  return {
    title: `frontend ${name}`,
    lines: [[bind], HTTP_LOG, ...CONNECTION_LINES, ...REQUEST_LINES, ...forwardedLines(name), ...routes],
  };
}

function served({ routes }: EdgeSettings): Line[] {
  return [
    ...numberLines(routes),
    ...inOrder(routes).flatMap((route, number) => answerLines(route, number)),
    ['default_backend', NO_ROUTE],
  ];
}

/** Plain HTTP where there is TLS: all but what is served by it too is sent there. */
function redirected({ routes }: EdgeSettings): Line[] {
  return [
    ...numberLines(routes),
    ...inOrder(routes).flatMap((route, number) => (route.alsoPlain ? answerLines(route, number) : [])),
    ['default_backend', TO_TLS],
  ];
}

/** Says once which route a request is for: the first one that it fits. */
function numberLines(routes: readonly EdgeRoute[]): Line[] {
  return inOrder(routes).map((route, number) => [
    'http-request',
    `set-var(txn.route) int(${number})`,
    'if !{ var(txn.route) -m found }',
    ...routeConditions(route),
  ]);
}

function answerLines(route: EdgeRoute, number: number): Line[] {
  const backend = backendOf(route);
  const conditions = [isForRoute(number)];
  return [...untriedLines(backend, route.target, conditions), useLine(backend, conditions)];
}

/** Where nobody has passed the trial. */
function untriedLines(backend: string, { trial }: EdgeTarget, conditions: readonly string[]): Line[] {
  const none = `{ ${value(`nbsrv(${backend})`)} -m int 0 }`;
  return trial === 0 ? [] : [useLine(untriedOf(backend), [...conditions, none])];
}

function useLine(backend: string, conditions: readonly string[]): Line {
  return ['use_backend', value(backend), 'if', ...conditions];
}

function routeConditions({ host, path }: EdgeRoute): string[] {
  return [
    ...(host === undefined ? [] : [hostCondition(host)]),
    ...(path === '/' ? [] : [`{ var(txn.path) -m beg ${value(`${path}/`)} }`]),
  ];
}

function hostCondition(host: string): string {
  return host.startsWith('*.')
    ? `{ var(txn.host) -m end ${value(host.slice(1))} }`
    : `{ var(txn.host) -m str ${value(host)} }`;
}

function tcpFrontend(route: EdgeTcpRoute): Section {
  const backend = tcpBackendOf(route);
  return {
    title: `frontend tcp-${route.port}`,
    lines: [
      ['mode tcp'],
      [`bind :${route.port}`],
      TCP_LOG,
      ...untriedLines(backend, route.target, []),
      ['default_backend', value(backend)],
    ],
  };
}
