import type { TerraformStack } from 'cdktf';
import {
  Duration,
  Environment,
  GoImage,
  Health,
  Logs,
  Network,
  Rollout,
  Secret,
  Service,
  type ServiceProps,
  Size,
  TextFile,
} from '../../lib';
import { Edge } from '../../lib/edge/edge';
import { EdgeCertificate } from '../../lib/edge/edge-certificate';
import type { EdgeProps } from '../../lib/edge/edge-props';
import { EdgeProtocol } from '../../lib/edge/edge-protocol';
import { goModule } from '../support/go-module';
import { type Attributes, problemsOf, type Synthesized, synthesize } from '../support/stack';
import { readConfiguration, type ReadSection } from './support/read-haproxy';
import { containerOf, SynthesizedEdge } from './support/synthesized-edge';

const source = goModule();
const CHAIN = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

function service(stack: TerraformStack, id: string, props: Partial<ServiceProps> = {}): Service {
  const image = new GoImage(stack, `${id}-image`, { source });
  return new Service(stack, id, { image, port: 8080, health: Health.http('/healthz'), ...props });
}

function certificate(stack: TerraformStack, chain = CHAIN): EdgeCertificate {
  return EdgeCertificate.of({ chain: TextFile.fromText(chain), key: Secret.fromVariable(stack, 'tls_key') });
}

function edgeIn(stack: TerraformStack, props: EdgeProps = {}, id = 'edge'): Edge {
  return new Edge(stack, id, props);
}

function configurationOf(build: (stack: TerraformStack) => void): ReadSection[] {
  return readConfiguration(new SynthesizedEdge(build).file('haproxy.cfg'));
}

const proxyOf = (props: EdgeProps, build: (edge: Edge, stack: TerraformStack) => void = () => undefined) =>
  containerOf(
    synthesize((stack) => {
      build(edgeIn(stack, props), stack);
    }),
    'dev-edge',
  );

describe('Edge', () => {
  test('is a hardened service that ends when what is under way has ended', () => {
    expect(proxyOf({})).toMatchObject({
      command: ['run'],
      user: '65532:65532',
      read_only: true,
      capabilities: { drop: ['ALL'] },
      security_opts: ['no-new-privileges:true'],
      stop_signal: 'SIGUSR1',
      stop_timeout: 10,
      memory: 256,
      cpu_quota: 100_000,
      env: [],
      volumes: [{ container_path: '/state', read_only: false }],
      healthcheck: {
        test: ['CMD', '/usr/local/bin/go-containers-probe', 'http', '8404', '/health'],
      },
      wait: true,
    });
    expect(proxyOf({})).not.toHaveProperty('ports');
  });

  test('has a job that brings the configuration to where it reads it, when it runs', () => {
    const dev = synthesize((stack) => edgeIn(stack));
    const job = containerOf(dev, 'dev-edge-configuration');
    expect(job).toMatchObject({
      command: ['apply', '/etc/edge', '/run/secrets'],
      read_only: true,
      must_run: false,
      stop_signal: 'SIGTERM',
      depends_on: [expect.stringMatching(/^docker_container\.edge_proxy_/)],
      volumes: [{ container_path: '/state', read_only: false }],
    });
    expect(job.volumes).toEqual(containerOf(dev, 'dev-edge').volumes);
    expect(dev.one('docker_volume')).toMatchObject({ name: 'dev-edge-state' });
    expect(dev.facts['dev/edge']).toEqual({
      kind: 'edge',
      service: 'dev/edge/proxy',
      configuration: 'dev/edge/configuration',
    });
  });

  test('takes what a service takes', () => {
    const dev = synthesize((stack) => {
      const network = new Network(stack, 'front');
      edgeIn(stack, {
        name: 'front-door',
        memory: Size.mebibytes(512),
        cpus: 0.5,
        logs: Logs.local(),
        network,
        stopGrace: Duration.seconds(3),
      });
    });
    expect(containerOf(dev, 'front-door')).toMatchObject({
      memory: 512,
      cpu_quota: 50_000,
      log_driver: 'local',
      stop_timeout: 3,
      networks_advanced: [{ name: expect.stringContaining('front') as string }],
    });
    expect(containerOf(dev, 'front-door-configuration').networks_advanced).toEqual(
      containerOf(dev, 'front-door').networks_advanced,
    );
    expect(dev.one('docker_volume').name).toBe('front-door-state');
    expect(dev.all('docker_network')).toHaveLength(1);
  });

  test.each([36, 45, 46, 59, 80])('has names that the Engine takes for an id of %d letters', (letters) => {
    const dev = synthesize((stack) => edgeIn(stack, {}, 'e'.repeat(letters)));
    dev.all('docker_container').forEach(({ name }) => {
      expect((name as string).length).toBeLessThanOrEqual(63);
    });
  });

  test('has no name after which nothing can be written', () => {
    expect(problemsOf((stack) => edgeIn(stack, { name: 'e'.repeat(50) }))).toContain(
      'of the edge has 50 characters, and "-configuration" is written after it; give a name of at most 49',
    );
    synthesize((stack) => edgeIn(stack, { name: 'e'.repeat(49) }));
  });

  test('stands on the HAProxy that is asked for, by way of the mirror', () => {
    const dockerfile = (image?: string) =>
      synthesize((stack) => edgeIn(stack, { image })).facts['dev/edge/image/agent']!.dockerfile;
    expect(dockerfile()).toContain('FROM haproxy:3.2 AS runtime');
    process.env.GO_CONTAINERS_MIRROR = 'mirror.example.com';
    try {
      expect(dockerfile('haproxy:3.3-alpine')).toContain(
        'FROM mirror.example.com/docker.io/library/haproxy:3.3-alpine AS runtime',
      );
    } finally {
      delete process.env.GO_CONTAINERS_MIRROR;
    }
  });

  test.each([
    'haproxy:2.8',
    'haproxy:3.0.5-alpine',
    'mirror.example.com/library/haproxy:1.9@sha256:' + 'a'.repeat(64),
  ])('refuses a release that has no trial of new containers: %s', (image) => {
    expect(problemsOf((stack) => edgeIn(stack, { image }))).toContain(
      `[dev/edge/image] image "${image}" is HAProxy `,
    );
  });

  test.each(['haproxy:3.1', 'haproxy:4.0', 'haproxy:latest', 'example.com/own/proxy:1.0'])(
    'takes a release that has it, and what nobody knows: %s',
    (image) => {
      synthesize((stack) => edgeIn(stack, { image }));
    },
  );

  test('needs digests, or a reason, and memory that was thought about, where everything else does', () => {
    const inProduction = (props: EdgeProps) => (stack: TerraformStack) => {
      Environment.production().applyTo(stack);
      edgeIn(stack, props);
    };
    expect(problemsOf(inProduction({}))).toMatch(/haproxy:3\.2[^]*set memory/);
    const dev = synthesize(
      inProduction({ acceptFloatingTag: 'tested with this tag', memory: Size.mebibytes(256) }),
    );
    expect(dev.one('docker_volume').lifecycle).not.toHaveProperty('prevent_destroy');
  });
});

describe('routes of an edge', () => {
  test('change its configuration, and nothing of the container that serves', () => {
    const withRoutes = (hosts: readonly string[]) =>
      synthesize((stack) => {
        const [edge, web] = [edgeIn(stack), service(stack, 'web')];
        hosts.forEach((host) => {
          edge.route(web, { host });
        });
      });
    const [one, two] = [withRoutes(['a.com']), withRoutes(['a.com', 'b.com'])];
    expect(containerOf(two, 'dev-edge')).toEqual(containerOf(one, 'dev-edge'));
    expect(configurationImage(two).name).not.toBe(configurationImage(one).name);
    expect(configurationImage(withRoutes(['b.com', 'a.com']))).toEqual(configurationImage(two));
    expect(containerOf(two, 'dev-edge-configuration').image).toMatch(/^\$\{docker_image\.edge_files_/);
  });

  test('lead to the name and the health check of the service, and as it is said', () => {
    const sections = configurationOf((stack) => {
      const edge = edgeIn(stack, { maxBody: Size.mebibytes(1), timeouts: { tunnel: Duration.minutes(1) } });
      edge.route(service(stack, 'web', { rollout: Rollout.overlap() }), { host: 'a.com', path: '/x' });
      edge.route(service(stack, 'notes', { health: Health.tcp() }), {
        protocol: EdgeProtocol.grpc(),
        responseTimeout: Duration.minutes(5),
      });
      edge.routeTcp(service(stack, 'db', { port: 5432, health: Health.tcp() }), { port: 6432 });
    });
    const texts = Object.fromEntries(
      sections.map(({ title, lines }) => [title.join(' '), lines.map((words) => words.join(' '))]),
    );
    expect(Object.keys(texts)).toEqual([
      'global',
      'defaults',
      'resolvers docker',
      'frontend health',
      'frontend http',
      'frontend tcp-6432',
      'backend no-route',
      'backend dev-notes:8080:grpc',
      'backend dev-web:8080',
      'backend dev-web:8080:untried',
      'backend tcp:dev-db:5432',
    ]);
    expect(texts.defaults).toContain('timeout tunnel 60000ms');
    expect(texts['backend dev-web:8080']).toEqual(
      expect.arrayContaining([
        'http-request deny status 413 if { var(txn.route) -m int 0 } { req.body_size gt 1048576 }',
        'http-check send meth GET uri /healthz ver HTTP/1.1 hdr Host 127.0.0.1:8080',
      ]),
    );
    expect(texts['backend dev-notes:8080:grpc']).toEqual([
      expect.stringMatching(/^http-request disable-l7-retry unless /),
      'http-request set-timeout server 300000ms if { var(txn.route) -m int 1 }',
      expect.stringMatching(/^server-template dev-notes- .* dev-notes:8080 proto h2 check /),
    ]);
    expect(texts['frontend tcp-6432']).toEqual([
      'mode tcp',
      'bind :6432',
      expect.stringMatching(/^log-format /),
      'default_backend tcp:dev-db:5432',
    ]);
  });

  test('lead to overlapping services only where a new version is seen by the edge before the old one is stopped', () => {
    const withInterval = (milliseconds: number) => (stack: TerraformStack) => {
      const health = Health.http('/healthz', { interval: Duration.milliseconds(milliseconds) });
      edgeIn(stack).route(service(stack, 'web', { rollout: Rollout.overlap(), health }));
      edgeIn(stack, {}, 'other').routeTcp(service(stack, 'quick', { health }), { port: 1 });
    };
    expect(problemsOf(withInterval(999))).toMatch(
      /\[dev\/edge\] service "dev-web" may be found healthy 999 milliseconds after its start[^\n]*give its health an interval of at least Duration\.seconds\(1\)$/m,
    );
    synthesize(withInterval(1_000));
  });

  test.each([
    ['at once', Rollout.replace(), 5_000, 1],
    ['after most of the time that the old version is there at least', Rollout.overlap(), 5_000, 31],
    ['two seconds before the old version may go', Rollout.overlap(), 3_000, 11],
    ['at once, where there is no more than that', Rollout.overlap(), 1_000, 1],
    ['likewise, where nothing is said of its health', Rollout.overlap(), undefined, 31],
    ['after five seconds at most', Rollout.overlap(), 60_000, 51],
  ])('send requests to a new container %s', (_when, rollout, interval, rise) => {
    const health =
      interval === undefined ? undefined : Health.http('/', { interval: Duration.milliseconds(interval) });
    const backend = configurationOf((stack) => {
      edgeIn(stack).route(service(stack, 'web', { rollout, health }));
    }).find(({ title }) => title.join(' ') === 'backend dev-web:8080');
    expect(backend?.lines.at(-1)?.join(' ')).toContain(` rise ${rise} fall 2 `);
  });

  test('bring it to the networks of its services', () => {
    const dev = synthesize((stack) => {
      const edge = edgeIn(stack);
      const inner = new Network(stack, 'inner', { internal: true });
      edge.route(service(stack, 'web', { network: inner }));
      edge.routeTcp(service(stack, 'db', { network: inner }), { port: 1 });
    });
    expect(containerOf(dev, 'dev-edge').networks_advanced).toEqual([
      { name: expect.stringContaining('go-containers-network') as string },
      { name: expect.stringContaining('inner') as string },
    ]);
    expect(containerOf(dev, 'dev-edge-configuration').networks_advanced).toHaveLength(1);
  });

  test('are judged together, with the whole stack', () => {
    const problems = problemsOf((stack) => {
      const edge = edgeIn(stack, { maxHeaders: Size.bytes(1) });
      edge.route(service(stack, 'web', { port: undefined, health: Health.none() }), { host: 'A.com' });
      edge.route(service(stack, 'notes'), {
        protocol: EdgeProtocol.grpc(),
        path: '/x',
        maxBody: Size.bytes(1),
      });
      edge.publish({ https: 443, tcp: [5432] });
    });
    [
      '[dev/edge] host "A.com" is no name that a client can ask for',
      'route "A.com" leads to the service "dev-web", which has no port; set the port of the service',
      'route "*/x" is for gRPC, whose streams say no length that could be looked at; leave maxBody and unknownLength out',
      'maxHeaders of 1 bytes is not possible',
      'https is published, and the edge has no certificate; give it one by certificates',
      'TCP port 5432 is published, and no route is on it; add it by routeTcp, or leave it out',
    ].forEach((problem) => {
      expect(problems).toContain(problem);
    });
  });
});

describe('ports of an edge', () => {
  test('are answered on loopback, or for everybody', () => {
    const proxy = proxyOf({}, (edge, stack) => {
      edge.routeTcp(service(stack, 'db'), { port: 5432 });
      edge.publish({ http: 8080, tcp: [5432] });
    });
    expect(proxy.ports).toEqual([
      { internal: 5432, external: 5432, ip: '127.0.0.1', protocol: 'tcp' },
      { internal: 8080, external: 8080, ip: '127.0.0.1', protocol: 'tcp' },
    ]);
    const open = proxyOf({}, (edge) => {
      edge.exposePublicly({ http: 80 });
    });
    expect(open.ports).toEqual([{ internal: 8080, external: 80, ip: '0.0.0.0', protocol: 'tcp' }]);
    const own = proxyOf({}, (edge) => {
      edge.exposePublicly({ http: 80, address: '192.0.2.7' });
    });
    expect(own.ports).toMatchObject([{ ip: '192.0.2.7' }]);
  });

  test('of plain HTTP lead to the port of TLS that clients see', () => {
    const redirects = (https: number) =>
      configurationOf((stack) => {
        const edge = edgeIn(stack, { certificates: { shop: certificate(stack) } });
        edge.publish({ http: 80, https });
      })
        .find(({ title }) => title[1] === 'to-tls')
        ?.lines.flat();
    expect(redirects(443)).toEqual(expect.arrayContaining(['https://%[var(txn.host)]%[pathq]', '308']));
    expect(redirects(8443)).toContain('https://%[var(txn.host)]:8443%[pathq]');
    expect(
      problemsOf((stack) => {
        edgeIn(stack, { certificates: { shop: certificate(stack) } }).publish({ http: 80 });
      }),
    ).toContain('http is published, and with certificates it leads to https, which is not published');
  });
});

describe('certificates of an edge', () => {
  test('have their chains beside the configuration and their keys where only the job reads them', () => {
    const dev = new SynthesizedEdge((stack) => {
      const pem = EdgeCertificate.fromPem(Secret.fromVariable(stack, 'pem'));
      edgeIn(stack, { certificates: { shop: certificate(stack), other: pem } });
    });
    const [carrier] = dev.stack
      .all('docker_container')
      .filter(({ name }) => (name as string).startsWith('dev-edge-configuration-secrets'));
    expect(carrier!.upload).toMatchObject([
      { file: '/run/secrets/other.pem', content: '${sensitive(var.pem)}' },
      { file: '/run/secrets/shop.key', content: '${sensitive(var.tls_key)}' },
    ]);
    expect(containerOf(dev.stack, 'dev-edge').volumes).toHaveLength(1);
    expect(dev.file('haproxy.cfg')).toContain('crt certificates/other.pem crt certificates/shop.pem');
    expect(dev.file('certificates/shop.pem')).toBe(CHAIN);
  });

  test.each([
    ['no certificate', 'certificate "shop": its chain has no certificate in PEM'],
    [
      `${CHAIN}-----BEGIN EC PRIVATE KEY-----\nabc\n`,
      'certificate "shop": its chain has a private key in it, and everybody who has the image can read it',
    ],
  ])('are looked at as far as their kind can be seen: %j', (chain, message) => {
    expect(
      problemsOf((stack) => edgeIn(stack, { certificates: { shop: certificate(stack, chain) } })),
    ).toContain(message);
  });

  test('have names that files can have', () => {
    expect(problemsOf((stack) => edgeIn(stack, { certificates: { '../x': certificate(stack) } }))).toContain(
      'certificate name "../x" is not possible',
    );
  });
});

function configurationImage(dev: Synthesized): Attributes {
  return dev.all('docker_image').find(({ name }) => (name as string).includes('-with-files:'))!;
}
