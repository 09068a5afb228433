import fc from 'fast-check';
import type { EdgeRoute } from '../../lib/edge/edge-route';
import { settingsProblems } from '../../lib/edge/edge-problems';
import { routeProblems } from '../../lib/edge/route-problems';
import { route, settings, validSettings } from './support/edge-settings';

const problemsOf = (...routes: readonly Partial<EdgeRoute>[]): string =>
  routeProblems(routes.map(route), []).join('\n');
const db = { name: 'db', port: 5432, trial: 0 };

describe('routes', () => {
  test('have nothing wrong with them when they are of the kind that is documented', () => {
    fc.assert(
      fc.property(validSettings, (each) => {
        expect(settingsProblems(each)).toEqual([]);
      }),
    );
  });

  test.each([
    ['Shop.Example.com', '"shop.example.com"'],
    ['shop.example.com:8080', '"shop.example.com"'],
    ['https://shop.example.com/api', '"shop.example.com"'],
    ['bücher.example.com', '"xn--bcher-kva.example.com"'],
    ['shop.example.com.', '"shop.example.com"'],
    ['*.Example.com', '"*.example.com"'],
    ['shop.*.com', 'it like "shop.example.com" or "*.example.com"'],
    ['a b', 'it like "shop.example.com" or "*.example.com"'],
    ['-a.example.com', 'it like "shop.example.com" or "*.example.com"'],
    ['a..b', 'it like "shop.example.com" or "*.example.com"'],
    [`${'a'.repeat(64)}.com`, 'it like "shop.example.com" or "*.example.com"'],
    [`${'a.'.repeat(130)}com`, 'it like "shop.example.com" or "*.example.com"'],
    ['x\n  backend evil', 'it like "shop.example.com" or "*.example.com"'],
  ])('of the host %j are refused, with what is probably meant', (host, better) => {
    expect(problemsOf({ host })).toBe(
      `host ${JSON.stringify(host)} is no name that a client can ask for: lower case letters, digits, "-" and ".", without a port, and at most ` +
        `"*." before it; write ${better}`,
    );
  });

  test.each(['*', ''])('for every host name none: %j', (host) => {
    expect(problemsOf({ host })).toBe(
      `host "${host}" is no name that a client can ask for; leave host out for every host`,
    );
  });

  test.each([
    ['api', 'path "api" must begin with "/"; write "/api"'],
    ['/api/*', 'path "/api/*" ends in "*", and a path is for all below it anyway; write "/api"'],
    ['/*', 'path "/*" ends in "*", and a path is for all below it anyway; write "/"'],
    ['/api/', 'path "/api/" ends in "/", and is meant for itself and all below anyway; write "/api"'],
    [
      '/api?x=1',
      'path "/api?x=1" has a query or a fragment, and routes are told apart by paths; write "/api"',
    ],
    ['/a#b', 'path "/a#b" has a query or a fragment, and routes are told apart by paths; write "/a"'],
    ['/a/../b', '"." or ".." as a part'],
    ['/..', '"." or ".." as a part'],
    ['/.', '"." or ".." as a part'],
    ['/a//b', 'path "/a//b" is not possible: parts of letters'],
    ['//', 'path "//" is not possible: parts of letters'],
    ['/caf%C3%A9', 'what is written as %XX can be written in several ways'],
    ['/a b', 'path "/a b" is not possible'],
    ['/a\n', 'path "/a\\n" is not possible'],
  ])('of the path %j are refused', (path, message) => {
    expect(problemsOf({ path })).toContain(message);
  });

  test('may have dots in their paths', () => {
    expect(problemsOf({ path: '/.well-known/a..b/...' })).toBe('');
  });

  test('for the same host and path are told with both services', () => {
    const other = { host: 'a.com', path: '/x', target: { ...db, name: 'other' } };
    expect(problemsOf({ host: 'a.com', path: '/x' }, { host: 'a.com' }, { path: '/x' }, other)).toBe(
      'route "a.com/x" leads to web and to other; give one of the two another host or path',
    );
  });

  test('lead to a port', () => {
    expect(problemsOf({ target: { ...db, port: undefined } })).toBe(
      'route "*" leads to the service "db", which has no port; set the port of the service',
    );
  });

  test.each(['a..b', 'a.'])('lead to no service with a name that cannot be looked up: %j', (name) => {
    expect(problemsOf({ target: { ...db, name } })).toBe(
      `route "*" leads to the service "${name}", whose name no name server knows, since "." divides it into parts that must not be empty; give ` +
        'the service another name',
    );
  });

  test.each([
    [
      [{ port: 8443, target: db }],
      'TCP route 8443 is on a port of the edge itself, which has 8080, 8443, 8404; give another port',
    ],
    [[{ port: 0, target: db }], 'TCP route 0 is on no possible port; give a whole number from 1 to 65535'],
    [
      [{ port: 1.5, target: db }],
      'TCP route 1.5 is on no possible port; give a whole number from 1 to 65535',
    ],
    [
      [
        { port: 1, target: db },
        { port: 1, target: { ...db, port: undefined } },
      ],
      'TCP route 1 leads to the service "db", which has no port; set the port of the service\n' +
        'TCP route 1 is there twice, and connections tell no host; give one of the two another port',
    ],
  ])('of TCP have ports of their own', (routes, message) => {
    expect(routeProblems([], routes).join('\n')).toBe(message);
  });
});

describe('settings', () => {
  test('are all judged at once', () => {
    const timeouts = { ...settings().timeouts, request: 0, tunnel: 3e9 };
    const routes = [route({ path: 'a', responseTimeout: 0, maxBody: 2e12 })];
    expect(settingsProblems(settings({ timeouts, routes, maxHeaders: 1, maxBody: 1e21 }))).toEqual([
      'path "a" must begin with "/"; write "/a"',
      'maxHeaders of 1 bytes is not possible; give from 16384 to 131072, such as Size.bytes(32768)',
      'maxBody of 1e+21 bytes is not possible; give at most Size.gibibytes(1024)',
      'maxBody of the route "*a" of 2000000000000 bytes is not possible; give at most Size.gibibytes(1024)',
      'timeout request of 0 milliseconds is not possible; give from one millisecond to 24 days, such as Duration.seconds(30)',
      'timeout tunnel of 3000000000 milliseconds is not possible; give from one millisecond to 24 days, such as Duration.seconds(30)',
      'responseTimeout of the route "*a" of 0 milliseconds is not possible; give from one millisecond to 24 days, such as Duration.seconds(30)',
    ]);
  });
});
