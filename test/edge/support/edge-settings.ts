import fc from 'fast-check';
import type { EdgeRoute, EdgeTarget } from '../../../lib/edge/edge-route';
import type { EdgeSettings } from '../../../lib/edge/edge-settings';

const MINUTE = 60_000;

/** A route with what it takes from the edge. */
export function route(props: Partial<EdgeRoute> = {}): EdgeRoute {
  return {
    path: '/',
    target: { name: 'web', port: 8080, trial: 0 },
    kind: 'http',
    maxBody: 1_000,
    unknownLength: false,
    responseTimeout: MINUTE,
    alsoPlain: false,
    ...props,
  };
}

/** Settings of an edge without routes and certificates. */
export function settings(props: Partial<EdgeSettings> = {}): EdgeSettings {
  return {
    routes: [],
    tcpRoutes: [],
    certificates: [],
    httpsPort: 8443,
    maxBody: 1_000,
    maxHeaders: 16_384,
    timeouts: { request: 10_000, connect: 2_000, response: MINUTE, idle: MINUTE, tunnel: 60 * MINUTE },
    memory: 256 * 1_048_576,
    cpus: 1,
    ...props,
  };
}

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,6}[a-z0-9])?$/);
const host = fc
  .tuple(fc.boolean(), fc.array(label, { minLength: 1, maxLength: 3 }))
  .map(([wild, labels]) => (wild ? '*.' : '') + labels.join('.'));
const part = fc
  .stringMatching(/^[A-Za-z0-9._~!$&'()*+,;=:@-]{1,8}$/)
  .filter((text) => text !== '.' && text !== '..');
const path = fc
  .array(part, { maxLength: 3 })
  .map((parts) => `/${parts.join('/')}`)
  .filter((each) => !/\/\*+$/.test(each));
const target = fc.record({
  name: fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,10}(\.[a-zA-Z0-9_-]{1,5}){0,2}$/),
  port: fc.integer({ min: 1, max: 65_535 }),
  httpPath: fc.option(fc.stringMatching(/^\/[!-~]{0,12}$/), { nil: undefined }),
  trial: fc.constantFrom(0, 3_500),
});

const anyRoute: fc.Arbitrary<EdgeRoute> = fc.record({
  host: fc.option(host, { nil: undefined }),
  path,
  target,
  kind: fc.constantFrom('http', 'grpc'),
  maxBody: fc.constantFrom(1, 1_000, 1e12),
  unknownLength: fc.boolean(),
  responseTimeout: fc.constantFrom(1, MINUTE, 5 * MINUTE),
  alsoPlain: fc.boolean(),
});

const OWN_PORTS = [8080, 8443, 8404];

/** Any settings that an edge can have. */
export const validSettings: fc.Arbitrary<EdgeSettings> = fc
  .record({
    routes: fc.uniqueArray(anyRoute, {
      maxLength: 8,
      selector: (each) => `${each.host ?? ''} ${each.path}`,
    }),
    tcpRoutes: fc.uniqueArray(
      fc.record({
        port: fc.integer({ min: 1, max: 65_535 }).filter((port) => !OWN_PORTS.includes(port)),
        target,
      }),
      { maxLength: 3, selector: ({ port }) => port },
    ),
    certificates: fc.uniqueArray(fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,10}$/), { maxLength: 3 }),
    httpsPort: fc.constantFrom(443, 8443),
    maxBody: fc.constantFrom(1_000, 10_485_760),
    maxHeaders: fc.constantFrom(16_384, 20_000, 131_072),
    timeouts: fc.record({
      request: fc.constantFrom(1, 10_000),
      connect: fc.constantFrom(1, 2_000),
      response: fc.constantFrom(MINUTE, 2_073_600_000),
      idle: fc.constant(MINUTE),
      tunnel: fc.constant(MINUTE),
    }),
    memory: fc.constantFrom(64, 256, 4_096).map((mebibytes) => mebibytes * 1_048_576),
    cpus: fc.constantFrom(0.01, 1),
  })
  .map(withOneCheckPerService);

/** A service has one health check, whatever leads to it. */
function withOneCheckPerService(each: EdgeSettings): EdgeSettings {
  const known = new Map([...each.routes, ...each.tcpRoutes].map(({ target }) => [target.name, target]));
  const unite = <T extends { readonly target: EdgeTarget }>(one: T): T => ({
    ...one,
    target: { ...known.get(one.target.name)!, port: one.target.port },
  });
  return { ...each, routes: each.routes.map(unite), tcpRoutes: each.tcpRoutes.map(unite) };
}
