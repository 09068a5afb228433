import { domainToASCII } from 'node:url';
import { quote } from '../core/errors';
import { isPort } from '../provider/ports';
import { type EdgeRoute, type EdgeTcpRoute, placeOf } from './edge-route';

/** Ports of the edge's own container. */
export const EDGE_PORTS = { http: 8080, https: 8443, health: 8404 } as const;

/** Everything that is wrong with the routes of an edge, each for itself and beside the others. */
export function routeProblems(routes: readonly EdgeRoute[], tcpRoutes: readonly EdgeTcpRoute[]): string[] {
  return [
    ...routes.flatMap((route, index) => [
      ...(route.host === undefined ? [] : hostProblems(route.host)),
      ...pathProblems(route.path),
      ...targetProblems(`route ${quote(placeOf(route))}`, route.target),
      ...sameProblems(route, routes.slice(0, index)),
    ]),
    ...tcpRoutes.flatMap((route, index) => [
      ...targetProblems(`TCP route ${route.port}`, route.target),
      ...tcpPortProblems(route, tcpRoutes.slice(0, index)),
    ]),
  ];
}

const LABEL = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
const HOST = new RegExp(String.raw`^(\*\.)?${LABEL}(\.${LABEL})*$`);
/** Most characters of a name in DNS. */
const LONGEST_HOST = 253;

function hostProblems(host: string): string[] {
  if (HOST.test(host) && host.length <= LONGEST_HOST) {
    return [];
  }
  const rule = `host ${quote(host)} is no name that a client can ask for`;
  if (host === '*' || host === '') {
    return [`${rule}; leave host out for every host`];
  }
  const better = betterHost(host);
  return [
    `${rule}: lower case letters, digits, "-" and ".", without a port, and at most "*." before it; write ` +
      (better === undefined ? 'it like "shop.example.com" or "*.example.com"' : quote(better)),
  ];
}

/** The host that was probably meant: of an address, in Unicode, in capitals. */
function betterHost(host: string): string | undefined {
  const [name = ''] = host.replace(/^[a-z]+:\/\//i, '').split(/[/:?#]/, 1);
  const [wild, rest] = name.startsWith('*.') ? ['*.', name.slice(2)] : ['', name];
  const better = wild + domainToASCII(rest.replace(/\.$/, ''));
  return HOST.test(better) && better.length <= LONGEST_HOST ? better : undefined;
}

/** What a path may have beside segments, as RFC 3986 calls it, without what can be written in two ways. */
const PATH = /^(\/|(\/[A-Za-z0-9._~!$&'()*+,;=:@-]+)+)$/;

function pathProblems(path: string): string[] {
  if (!path.startsWith('/')) {
    return [`path ${quote(path)} must begin with "/"; write ${quote(`/${path}`)}`];
  }
  if (/[?#]/.test(path)) {
    return [
      `path ${quote(path)} has a query or a fragment, and routes are told apart by paths; write ${quote(path.replace(/[?#][^]*/, ''))}`,
    ];
  }
  if (/\/\*+$/.test(path)) {
    const whole = path.replace(/\/\*+$/, '') || '/';
    return [`path ${quote(path)} ends in "*", and a path is for all below it anyway; write ${quote(whole)}`];
  }
  if (/[^/]\/+$/.test(path)) {
    return [
      `path ${quote(path)} ends in "/", and is meant for itself and all below anyway; write ${quote(path.replace(/\/+$/, ''))}`,
    ];
  }
  if (/\/\.{1,2}(\/|$)/.test(path)) {
    return [
      `path ${quote(path)} has "." or ".." as a part, which clients take out before they ask; write the path that is left`,
    ];
  }
  return PATH.test(path)
    ? []
    : [
        `path ${quote(path)} is not possible: parts of letters, digits and "-._~!$&'()*+,;=:@" with one "/" before each, since what is written as ` +
          '%XX can be written in several ways; write it like "/api"',
      ];
}

/** What a name server can be asked for, and container names may be a little more. */
const SERVICE_NAME = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/;

function targetProblems(what: string, { name, port }: EdgeRoute['target']): string[] {
  return [
    ...(SERVICE_NAME.test(name)
      ? []
      : [
          `${what} leads to the service ${quote(name)}, whose name no name server knows, since "." divides it into parts that must not be empty; ` +
            'give the service another name',
        ]),
    ...(port === undefined
      ? [`${what} leads to the service ${quote(name)}, which has no port; set the port of the service`]
      : []),
  ];
}

function sameProblems(route: EdgeRoute, before: readonly EdgeRoute[]): string[] {
  const other = before.find(({ host, path }) => host === route.host && path === route.path);
  return other === undefined
    ? []
    : [
        `route ${quote(placeOf(route))} leads to ${other.target.name} and to ${route.target.name}; give one of the two another host or path`,
      ];
}

function tcpPortProblems({ port }: EdgeTcpRoute, before: readonly EdgeTcpRoute[]): string[] {
  if (!isPort(port)) {
    return [`TCP route ${port} is on no possible port; give a whole number from 1 to 65535`];
  }
  const own = Object.values<number>(EDGE_PORTS);
  return [
    ...(own.includes(port)
      ? [`TCP route ${port} is on a port of the edge itself, which has ${own.join(', ')}; give another port`]
      : []),
    ...(before.some((each) => each.port === port)
      ? [`TCP route ${port} is there twice, and connections tell no host; give one of the two another port`]
      : []),
  ];
}
