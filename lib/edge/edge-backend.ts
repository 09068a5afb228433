import { byCodeUnit } from '../core/hash';
import { type EdgeRoute, type EdgeTarget, type EdgeTcpRoute, inOrder } from './edge-route';
import type { EdgeSettings } from './edge-settings';
import { type Line, type Section, value } from './haproxy-text';

/** Where requests go that are to come again by TLS, and those that no route is for. */
export const TO_TLS = 'to-tls';
export const NO_ROUTE = 'no-route';

/** Containers of one service that may be there at once: the version that serves, a new one, and what failed deploys have left. */
const MOST_SERVERS = 5;

/**
 * Name of what answers a route: the service and how it is spoken to. What may change while it serves is no part of it, since a new worker
 * knows by this name which servers work.
 */
export function backendOf({ target, kind }: EdgeRoute): string {
  return [...serverWords(target), ...(kind === 'grpc' ? ['grpc'] : [])].join(':');
}

/** Whether a request is for the route with this number, which its place among all of them is. */
export function isForRoute(number: number): string {
  return `{ var(txn.route) -m int ${number} }`;
}

/** The same for a TCP route. */
export function tcpBackendOf({ target }: EdgeTcpRoute): string {
  return ['tcp', ...serverWords(target)].join(':');
}

/** The same containers without a trial: asked where none of them has passed it, since one that works by now is better than none. */
export function untriedOf(backend: string): string {
  return `${backend}:untried`;
}

function serverWords({ name, port }: EdgeTarget): string[] {
  return [name, `${port}`];
}

/** What answers, once for all routes that lead to it. */
export function backendSections(settings: EdgeSettings): Section[] {
  const sections = [
    ...settings.routes.flatMap((route) => httpSections(route, settings)),
    ...settings.tcpRoutes.flatMap(tcpSections),
  ];
  return [...new Map(sections.map((section) => [section.title, section])).values()].sort((left, right) =>
    byCodeUnit(left.title, right.title),
  );
}

function httpSections(route: EdgeRoute, settings: EdgeSettings): Section[] {
  const backend = backendOf(route);
  return sectionsOf(backend, route.target, (target) => [
    REPEATABLE,
    ...inOrder(settings.routes).flatMap((each, number) =>
      backendOf(each) === backend ? routeLines(each, number, settings) : [],
    ),
    ...checkLines(target),
    serverLine(target, route.kind === 'grpc' ? ['proto', 'h2'] : []),
  ]);
}

function sectionsOf(
  backend: string,
  target: EdgeTarget,
  lines: (target: EdgeTarget) => readonly Line[],
): Section[] {
  return [
    { title: `backend ${value(backend)}`, lines: lines(target) },
    ...(target.trial === 0
      ? []
      : [{ title: `backend ${value(untriedOf(backend))}`, lines: lines({ ...target, trial: 0 }) }]),
  ];
}

/** What one of the routes to a backend wants. */
function routeLines(route: EdgeRoute, number: number, { timeouts }: EdgeSettings): Line[] {
  const { kind, responseTimeout } = route;
  const isIt = isForRoute(number);
  return [
    ...(responseTimeout === timeouts.response
      ? []
      : [['http-request set-timeout server', `${responseTimeout}ms`, 'if', isIt]]),
    ...(kind === 'grpc' ? [] : bodyLines(route, isIt)),
  ];
}

function bodyLines({ maxBody, unknownLength }: EdgeRoute, isIt: string): Line[] {
  return [
    ['http-request deny status 413 if', isIt, `{ req.body_size gt ${maxBody} }`],
    ...(unknownLength ? [] : UNKNOWN_LENGTHS.map((is) => ['http-request deny status 411 if', isIt, is])),
  ];
}

/** In HTTP/2 nothing tells whether a body follows but the method. */
const UNKNOWN_LENGTHS = [
  '{ req.hdr(transfer-encoding) -m found }',
  '{ req.ver 2.0 } !{ req.hdr(content-length) -m found } !{ method GET HEAD OPTIONS TRACE DELETE CONNECT }',
];

/** What may be done twice, by Go's own rule: a service that closes a connection without an answer may have done it once already. */
const REPEATABLE: Line = [
  'http-request disable-l7-retry unless',
  '{ method GET HEAD OPTIONS TRACE } || { req.hdr(idempotency-key) -m found }',
];

/** The service's own check, asked by the edge as the Engine asks it; a connection where it has none that is asked by HTTP. */
function checkLines({ port, httpPath }: EdgeTarget): Line[] {
  return httpPath === undefined
    ? []
    : [
        ['option httpchk'],
        ['http-check send meth GET uri', value(httpPath), 'ver HTTP/1.1 hdr Host', `127.0.0.1:${port}`],
        ['http-check expect status 200-399'],
      ];
}

function tcpSections(route: EdgeTcpRoute): Section[] {
  return sectionsOf(tcpBackendOf(route), route.target, (target) => [
    ['mode tcp'],
    ...checkLines(target),
    serverLine(target, []),
  ]);
}

/** Milliseconds between two checks: as a rule, and while their results are about to change what is known. */
const CHECKS = { usual: 300, close: 100 };

/**
 * All containers of the service, by the name that they share. A new address gets nobody before its checks have passed for as long as its
 * trial; an old one is out after two that have not. Until then, whoever is refused there is sent to the other.
 */
function serverLine({ name, port, trial }: EdgeTarget, words: readonly string[]): Line {
  return [
    'server-template',
    value(`${name}-`),
    `1-${MOST_SERVERS}`,
    value(`${name}:${port}`),
    ...words,
    `check inter ${CHECKS.usual}ms fastinter ${CHECKS.close}ms`,
    `rise ${1 + Math.ceil(trial / CHECKS.close)} fall 2`,
    'resolvers docker resolve-prefer ipv4 init-addr last,none init-state down',
  ];
}

/** Sends whoever comes by plain HTTP to TLS, with method and body as they are. */
export function toTlsSection(port: number): Section {
  const authority = port === 443 ? '' : `:${port}`;
  return {
    title: `backend ${TO_TLS}`,
    lines: [['http-request redirect location', `https://%[var(txn.host)]${authority}%[pathq]`, 'code 308']],
  };
}

/** Answers what no route is for. */
export const NO_ROUTE_SECTION: Section = {
  title: `backend ${NO_ROUTE}`,
  lines: [
    [
      'http-request return status 404 content-type text/plain string',
      value('no route for this host and path'),
    ],
  ],
};
