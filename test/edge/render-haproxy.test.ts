import fc from 'fast-check';
import { ValidationError } from '../../lib';
import { backendOf } from '../../lib/edge/edge-backend';
import type { EdgeRoute } from '../../lib/edge/edge-route';
import { haproxyConfiguration } from '../../lib/edge/render-haproxy';
import { route, settings, validSettings } from './support/edge-settings';
import { readConfiguration, type ReadSection } from './support/read-haproxy';
import { answering } from './support/read-routing';

/** What of a configuration is the library's own: sections, keywords, and how many words there are. */
function shapeOf(sections: readonly ReadSection[]): string[] {
  return sections
    .map(({ title, lines }) => [title, ...lines].map((words) => `${words[0]!} of ${words.length}`).join('; '))
    .sort();
}

describe('the configuration of an edge', () => {
  test('does not depend on the order in which anything was declared', () => {
    const shuffled = validSettings.chain((each) =>
      fc.record({
        one: fc.constant(each),
        other: fc
          .tuple(
            fc.shuffledSubarray([...each.routes], { minLength: each.routes.length }),
            fc.shuffledSubarray([...each.tcpRoutes], { minLength: each.tcpRoutes.length }),
            fc.shuffledSubarray([...each.certificates], { minLength: each.certificates.length }),
          )
          .map(([routes, tcpRoutes, certificates]) => ({ ...each, routes, tcpRoutes, certificates })),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ one, other }) => {
        expect(haproxyConfiguration(other)).toBe(haproxyConfiguration(one));
      }),
    );
  });

  test('has the same lines whatever hostile words stand for hosts, paths and names, or is refused', () => {
    const word = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\n  backend evil',
        "' }\n",
        '"',
        '\\',
        '#',
        '$HOME',
        '%[src]',
        '{ always_true }',
        'a\rb',
        '}',
        "'",
      ),
      fc.stringMatching(/^['"\\#$%{}\n ]{1,8}$/),
    );
    const hostile = fc.record({ host: word, path: word, name: word, httpPath: word, certificate: word });
    const withWords = (words: Readonly<Record<string, string>>) => {
      const target = { name: words.name!, port: 80, httpPath: words.httpPath!, trial: 1 };
      return settings({
        routes: [route({ host: `x${words.host!}`, path: `/x${words.path!}`, target })],
        tcpRoutes: [{ port: 5432, target }],
        certificates: [words.certificate!],
      });
    };
    const plain = { host: 'a', path: 'b', name: 'c', httpPath: '/d', certificate: 'e' };
    const shape = shapeOf(readConfiguration(haproxyConfiguration(withWords(plain))));
    let read = 0;
    fc.assert(
      fc.property(hostile, (words) => {
        const text = attempt(() => haproxyConfiguration(withWords(words)));
        if (text !== undefined) {
          read += 1;
          expect(shapeOf(readConfiguration(text))).toEqual(shape);
        }
      }),
      { numRuns: 500 },
    );
    expect(read).toBeGreaterThan(50);
  });

  test('sends a request to the most exact route, to a container on trial where there is no other, and by plain HTTP to TLS where there are certificates', () => {
    const hosts = ['a.com', 'b.a.com', 'c.b.a.com', 'com'];
    const paths = ['/', '/x', '/x/y', '/xy', "/it's"];
    const routes = fc.uniqueArray(
      fc.record({
        host: fc.constantFrom(undefined, ...hosts, ...hosts.map((each) => `*.${each}`)),
        path: fc.constantFrom(...paths),
        alsoPlain: fc.boolean(),
      }),
      { selector: ({ host, path }) => `${host ?? ''} ${path}` },
    );
    const request = fc.record({
      host: fc.constantFrom(...hosts, 'x.com', 'xa.com'),
      path: fc.constantFrom(...paths, '/x/y/z', '/xyz', '//x'),
    });
    fc.assert(
      fc.property(routes, request, fc.boolean(), (some, { host, path }, hasTls) => {
        const declared = some.map((each, index) =>
          route({ ...each, target: { name: `web-${index}`, port: 80, trial: index % 2 } }),
        );
        const all = settings({ routes: declared, certificates: hasTls ? ['shop'] : [] });
        const sections = readConfiguration(haproxyConfiguration(all));
        const best = mostExact(declared, host, path);
        const backend = best === undefined ? 'no-route' : backendOf(best);
        const [plain, tls] = ['http', 'https'].map((name) =>
          sections.find(({ title }) => title.join(' ') === `frontend ${name}`),
        );
        expect(answering(plain!, host, path)).toBe(hasTls && best?.alsoPlain !== true ? 'to-tls' : backend);
        expect(tls && answering(tls, host, path)).toBe(hasTls ? backend : undefined);
        const untried = best?.target.trial === 0 || best === undefined ? backend : `${backend}:untried`;
        expect(tls && answering(tls, host, path, 0)).toBe(hasTls ? untried : undefined);
      }),
      { numRuns: 300 },
    );
  });

  test('has the same backends whatever limits and times its routes have, and each route its own', () => {
    const target = { name: 'web', port: 80, trial: 3_000 };
    const backendsOf = (changed: Partial<EdgeRoute>) =>
      readConfiguration(
        haproxyConfiguration(
          settings({ routes: [route({ target }), route({ target, host: 'a.com', ...changed })] }),
        ),
      ).filter(({ title }) => title[0] === 'backend');
    const changed = backendsOf({ maxBody: 5, unknownLength: true, responseTimeout: 7 });
    expect(changed.map(({ title }) => title[1])).toEqual(['no-route', 'web:80', 'web:80:untried']);
    expect(changed.map(({ title }) => title)).toEqual(backendsOf({}).map(({ title }) => title));
    const rules = changed[1]!.lines.map((words) => words.join(' '));
    expect(rules.filter((rule) => rule.includes('txn.route'))).toEqual([
      'http-request set-timeout server 7ms if { var(txn.route) -m int 0 }',
      'http-request deny status 413 if { var(txn.route) -m int 0 } { req.body_size gt 5 }',
      'http-request deny status 413 if { var(txn.route) -m int 1 } { req.body_size gt 1000 }',
      expect.stringMatching(/^http-request deny status 411 if { var\(txn\.route\) -m int 1 } /),
      expect.stringMatching(/^http-request deny status 411 if { var\(txn\.route\) -m int 1 } /),
    ]);
  });

  test('has as many connections as fit into its memory, and never more than files', () => {
    const most = (mebibytes: number) =>
      readConfiguration(haproxyConfiguration(settings({ memory: mebibytes * 1_048_576 })))
        .flatMap(({ lines }) => lines)
        .find(([keyword]) => keyword === 'maxconn');
    expect([256, 1_024, 65_536].map(most)).toEqual(['2048', '8192', '8192'].map((each) => ['maxconn', each]));
  });

  test('has every backend that is named, once', () => {
    fc.assert(
      fc.property(validSettings, (each) => {
        const sections = readConfiguration(haproxyConfiguration(each));
        const backends = sections.filter(({ title }) => title[0] === 'backend').map(({ title }) => title[1]!);
        const named = sections
          .flatMap(({ lines }) => lines)
          .filter(([keyword]) => keyword === 'use_backend' || keyword === 'default_backend')
          .map(([, backend]) => backend!);
        expect(new Set(named)).toEqual(new Set(backends));
        expect(new Set(backends).size).toBe(backends.length);
      }),
    );
  });
});

/** Written anew from what is documented: an exact host, else the longest name that it is below, else any; then the longest path. */
function mostExact(routes: readonly EdgeRoute[], host: string, path: string): EdgeRoute | undefined {
  const fits = routes.filter(
    (each) =>
      (each.host === undefined ||
        each.host === host ||
        (each.host.startsWith('*') && host.endsWith(each.host.slice(1)))) &&
      (each.path === '/' || path === each.path || path.startsWith(`${each.path}/`)),
  );
  const score = (each: EdgeRoute): number =>
    (each.host === host ? 1e6 : each.host === undefined ? 0 : each.host.length * 1e3) + each.path.length;
  return fits.reduce<EdgeRoute | undefined>(
    (best, each) => (best === undefined || score(each) > score(best) ? each : best),
    undefined,
  );
}

function attempt(make: () => string): string | undefined {
  try {
    return make();
  } catch (error) {
    expect(ValidationError.isValidationError(error)).toBe(true);
    return undefined;
  }
}
