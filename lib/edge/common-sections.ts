import { STATE } from './edge-image';
import type { EdgeSettings } from './edge-settings';
import type { Line, Section } from './haproxy-text';
import { EDGE_PORTS } from './route-problems';

/** What every edge has: itself, its defaults, the name server of the Engine, and the page that tells whether it runs. */
export function commonSections(settings: EdgeSettings): Section[] {
  return [globalSection(settings), defaultsSection(settings), RESOLVERS, HEALTH];
}

/** Bytes that a connection takes beside its two buffers, TLS included. */
const PER_CONNECTION = 32_768;
/** Part of the memory that connections may have; old workers are there beside the present one. */
const SHARE = 0.5;
/** As many as a usual limit of open files lets there be, whatever the memory: each takes two files. */
const MOST_CONNECTIONS = 8_192;
/** Part of a buffer that HAProxy keeps for headers which it adds. */
const ADDED_HEADERS = 1_024;

/** Sizes are said: HAProxy would take them from the processors and the file limit of the host. */
function globalSection({ maxHeaders, memory, cpus }: EdgeSettings): Section {
  const fitting = Math.floor((memory * SHARE) / (2 * maxHeaders + PER_CONNECTION));
  return {
    title: 'global',
    lines: [
      // Paths count from the file, of which each version has a directory of its own.
      ['default-path config'],
      // What the worker before it knew of its servers: without it, nobody would be served until the first checks have passed.
      [`server-state-file ${STATE}/servers`],
      // A line with a long path is cut at 1024 bytes else, and is no JSON then.
      ['log stdout len 65535 format raw local0'],
      ['maxconn', `${Math.min(Math.max(1, fitting), MOST_CONNECTIONS)}`],
      // A host with a low limit of open files has an edge with fewer connections, instead of one that does not start.
      ['no strict-limits'],
      ['nbthread', `${Math.max(1, Math.ceil(cpus))}`],
      // An old worker stays for its WebSockets, and no longer than this number of reloads.
      ['mworker-max-reloads 20'],
      ['tune.bufsize', `${maxHeaders + ADDED_HEADERS}`],
      ['tune.maxrewrite', `${ADDED_HEADERS}`],
      // Each stream has buffers of its own.
      ['tune.h2.fe.max-concurrent-streams 16'],
      ['ssl-default-bind-options ssl-min-ver TLSv1.2'],
      // WebSockets come by a connection of their own, in HTTP/1.1: some browsers fail at them inside HTTP/2.
      ['h2-workaround-bogus-websocket-clients'],
    ],
  };
}

function defaultsSection({ timeouts }: EdgeSettings): Section {
  const { request, connect, response, idle, tunnel } = timeouts;
  return {
    title: 'defaults',
    lines: [
      ['mode http'],
      ['log global'],
      ['load-server-state-from-file global'],
      ...times({
        'http-request': request,
        'client-hs': request,
        connect,
        server: response,
        client: idle,
        'http-keep-alive': idle,
        tunnel,
        // One slow answer on a busy machine is no reason to take the only server out.
        check: 2_000,
      }),
      ['retries 3'],
      ['option redispatch 1'],
      // A container that is being stopped closes what it has not read.
      ['retry-on conn-failure empty-response'],
    ],
  };
}

function times(milliseconds: Readonly<Record<string, number>>): Line[] {
  return Object.entries(milliseconds).map(([name, time]) => ['timeout', name, `${time}ms`]);
}

/**
 * The Engine's own name server, asked often: a new container is to be seen before the old one is stopped. What it does not answer in time says
 * nothing about containers: it stalls while the Engine starts some on a busy machine.
 */
const RESOLVERS: Section = {
  title: 'resolvers docker',
  lines: [
    ['nameserver engine 127.0.0.11:53'],
    ['accepted_payload_size 8192'],
    ['resolve_retries 3'],
    ['timeout resolve 200ms'],
    ['timeout retry 200ms'],
    ['hold valid 200ms'],
    ['hold obsolete 200ms'],
    ['hold nx 2s'],
    ['hold timeout 1h'],
    ['hold refused 1h'],
    ['hold other 1h'],
  ],
};

const HEALTH: Section = {
  title: 'frontend health',
  lines: [
    [`bind 127.0.0.1:${EDGE_PORTS.health}`],
    ['no log'],
    ['http-request return status 200 content-type text/plain string ok'],
  ],
};
