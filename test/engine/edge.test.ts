import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TerraformStack } from 'cdktf';
import fc from 'fast-check';
import { Duration, GoImage, Health, Rollout, Secret, Service, Size, TextFile } from '../../lib';
import { Edge } from '../../lib/edge/edge';
import { EdgeCertificate } from '../../lib/edge/edge-certificate';
import { EDGE_DEFAULTS, type EdgeRouteProps } from '../../lib/edge/edge-props';
import { EdgeProtocol } from '../../lib/edge/edge-protocol';
import { haproxyConfiguration } from '../../lib/edge/render-haproxy';
import { Mirror } from '../../lib/image/mirror';
import { validSettings } from '../edge/support/edge-settings';
import { ask, askInHttp2, type Asked, next, open, upgrade } from './support/edge-client';
import { edgeProgram } from './support/edge-program';
import { freePort, inspect, machine, output, removeTestImages } from './support/machine';
import { actions, wordsOfApply } from './support/stack-state';
import { TestStack } from './support/terraform-stack';
import { makeCertificates } from './support/tls-certificates';

jest.setTimeout(120_000);

const NAME = 'go-containers-test/edge';
const HOST = 'shop.example.com';
const source = edgeProgram();
const folder = mkdtempSync(join(tmpdir(), 'go-containers-edge-'));
makeCertificates(folder);
const pem = (name: string): string => readFileSync(join(folder, name), 'utf8');
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What a service behind the edge says it was asked. */
interface Echo {
  readonly service: string;
  readonly protocol: string;
  readonly host: string;
  readonly path: string;
  readonly headers: Record<string, string[]>;
  readonly body: number;
}

/** Asks again and again, one request at a time, until it is stopped. */
const ASKING = `
  const [port, host, path] = process.argv.slice(1);
  const again = () => setTimeout(ask, 5);
  const ask = () => require('node:http')
    .get({ port, path, headers: { host } }, (response) => response.resume().once('end', again))
    .once('error', again);
  ask();
`;

const echoOf = (text: string): Echo => JSON.parse(text) as Echo;

test('HAProxy takes every configuration that an edge can have', () => {
  const image = Mirror.parse(process.env.GO_CONTAINERS_MIRROR ?? '').apply(EDGE_DEFAULTS.image);
  const made = fc.sample(validSettings, { numRuns: 20, seed: 8 });
  const all = join(folder, 'all');
  const pair = pem('server.pem') + pem('server-key.pem');
  const write = (name: string, text: string, certificates: readonly string[]): void => {
    mkdirSync(join(all, name, 'certificates'), { recursive: true });
    writeFileSync(join(all, name, 'haproxy.cfg'), text);
    certificates.forEach((each) => {
      writeFileSync(join(all, name, 'certificates', `${each}.pem`), pair);
    });
  };
  made.forEach((settings, index) => {
    write(`${index}`, haproxyConfiguration(settings), settings.certificates);
  });
  // The image of the offline kit has no shell, so one HAProxy stays while others check beside it.
  write(
    'idle',
    'global\n\ndefaults\n  mode http\n  timeout client 1s\n\nfrontend idle\n  bind 127.0.0.1:1234\n',
    [],
  );
  const place = '/usr/local/etc/all';
  const container = output('docker', [
    ...['container', 'create', '--network', 'none', '--entrypoint', 'haproxy'],
    ...[image, '-f', `${place}/idle/haproxy.cfg`],
  ]).trim();
  try {
    output('docker', ['container', 'cp', all, `${container}:${place}`]);
    output('docker', ['container', 'start', container]);
    made.forEach((_settings, index) => {
      output('docker', ['exec', container, 'haproxy', '-c', '-dW', '-f', `${place}/${index}/haproxy.cfg`]);
    });
  } finally {
    output('docker', ['container', 'rm', '--force', container]);
  }
});

describe.each(machine().providers)('an edge, with the provider: $name', (provider) => {
  const stack = new TestStack(provider, 'edge-test');
  const ports: { http: number; https: number; tcp: number } = { http: 0, https: 0, tcp: 0 };
  const container = () => inspect('container', 'edge-test-edge') as { Id: string };
  /** The access log so far. */
  const log = () =>
    output('docker', ['container', 'logs', 'edge-test-edge'])
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const configurations = new Set<string>();
  const synthesize = (build: (scope: TerraformStack) => void): void => {
    stack.synthesize(build);
    // The image below them may be that of other stacks too.
    const written = readFileSync(join(stack.folder, 'cdk.tf.json'), 'utf8');
    [...written.matchAll(/"name": "(go-containers-edge-[^"]+)"/g)].forEach(([, name]) => {
      configurations.add(name!);
    });
  };

  /** An edge before two services, of which one answers in several ways. */
  const describeStack =
    (more: (edge: Edge, api: Service) => void = () => undefined, limits: EdgeRouteProps = {}) =>
    (scope: TerraformStack): void => {
      const image = new GoImage(scope, 'image', { source, name: NAME, port: 8080 });
      const checked = (seconds: number) => Health.http('/healthz', { interval: Duration.seconds(seconds) });
      const web = new Service(scope, 'web', { image, health: checked(1), arguments: ['web'] });
      const rollout = Rollout.overlap();
      const api = new Service(scope, 'api', { image, health: checked(3), arguments: ['api'], rollout });
      const edge = new Edge(scope, 'edge', {
        maxBody: Size.bytes(1_000),
        certificates: {
          shop: EdgeCertificate.of({
            chain: TextFile.fromText(pem('server.pem')),
            key: Secret.fromVariable(scope, 'tls_key'),
          }),
        },
      });
      edge.route(web, { host: HOST });
      edge.route(api, { host: HOST, path: '/api', alsoPlain: true, unknownLength: true, ...limits });
      edge.route(api, { host: '*.grpc.example.com', protocol: EdgeProtocol.grpc() });
      edge.routeTcp(api, { port: ports.tcp });
      edge.publish({ http: ports.http, https: ports.https, tcp: [ports.tcp] });
      more(edge, api);
    };

  const tls = (path: string, more: Partial<Asked> = {}): Asked => ({
    port: ports.https,
    authority: pem('ca.pem'),
    host: HOST,
    path,
    ...more,
  });

  beforeAll(async () => {
    Object.assign(ports, { http: await freePort(), https: await freePort(), tcp: await freePort() });
    stack.variables = { TF_VAR_tls_key: pem('server-key.pem') };
    synthesize(describeStack());
    stack.apply();
  });
  afterAll(() => {
    stack.destroy();
    removeTestImages(NAME);
    output('docker', ['image', 'rm', ...configurations]);
  });

  test('leads to services by host and by whole parts of the path, and nowhere else', async () => {
    const serviceOf = async (path: string) => echoOf((await ask(tls(path))).text).service;
    expect(await serviceOf('/')).toBe('web');
    expect(await serviceOf('/apis')).toBe('web');
    expect(await serviceOf('/api')).toBe('api');
    expect(await serviceOf('/api/orders?x=1')).toBe('api');
    expect(await ask(tls('/', { host: 'other.example.com' }))).toMatchObject({ status: 404 });
  });

  test('sends plain HTTP to TLS, but for routes that it serves too', async () => {
    const plain = { port: ports.http, host: `${HOST}:${ports.http}` };
    expect(await ask({ ...plain, path: '/x?y=1' })).toMatchObject({
      status: 308,
      headers: { location: `https://${HOST}:${ports.https}/x?y=1` },
    });
    expect(await ask({ ...plain, path: '/api' })).toMatchObject({ status: 200 });
  });

  test('tells services who has asked, whatever the client says of it', async () => {
    const forged = { 'x-forwarded-for': '192.0.2.1', 'x-forwarded-proto': 'ftp', forwarded: 'for=192.0.2.1' };
    const others = { x_real_ip: '192.0.2.1', connection: 'X-Real-IP, keep-alive' };
    const { headers } = echoOf((await ask(tls('/', { headers: { ...forged, ...others } }))).text);
    expect(headers).toMatchObject({
      'X-Real-Ip': [expect.stringMatching(/^[0-9.]+$/)],
      'X-Forwarded-For': [expect.stringMatching(/^[0-9.]+$/)],
      'X-Forwarded-Proto': ['https'],
      'X-Forwarded-Host': [HOST],
    });
    expect(JSON.stringify(headers)).not.toContain('192.0.2.1');
    const plain = await ask({ port: ports.http, host: HOST, path: '/api' });
    expect(echoOf(plain.text).headers).toMatchObject({ 'X-Forwarded-Proto': ['http'] });
  });

  test('limits bodies, and wants their length where it is not told otherwise', async () => {
    const post = (path: string, size: number, headers?: Record<string, string>) =>
      ask(tls(path, { method: 'POST', body: 'x'.repeat(size), headers }));
    const pieces = { 'transfer-encoding': 'chunked' };
    expect(echoOf((await post('/', 1_000)).text).body).toBe(1_000);
    expect(await post('/', 1_001)).toMatchObject({ status: 413 });
    expect(await post('/', 10, pieces)).toMatchObject({ status: 411 });
    expect(echoOf((await post('/api', 10, pieces)).text).body).toBe(10);
  });

  test('passes WebSockets through', async () => {
    const socket = await upgrade(tls('/socket'));
    socket.write('hello');
    expect(await next(socket)).toBe('hello');
    socket.destroy();
  });

  test('passes connections of a TCP route through', async () => {
    expect(echoOf((await ask({ port: ports.tcp, host: 'any' })).text)).toMatchObject({ service: 'api' });
  });

  test('speaks HTTP/2 with clients, and with services that want it', async () => {
    const inHttp2 = async (more: Partial<Asked>) => echoOf((await askInHttp2(tls('/', more))).text);
    expect(await inHttp2({})).toMatchObject({ service: 'web', protocol: 'HTTP/1.1' });
    const stream = { host: 'notes.grpc.example.com', method: 'POST', body: 'of any length' };
    expect(await inHttp2(stream)).toMatchObject({ service: 'api', protocol: 'HTTP/2.0', body: 13 });
    expect(await askInHttp2(tls('/', { method: 'POST', body: 'no length' }))).toMatchObject({ status: 411 });
    const told = { method: 'POST', body: 'told', headers: { 'content-length': '4' } };
    expect(await inHttp2(told)).toMatchObject({ service: 'web', body: 4 });
  });

  test('sends requests to the only container of a service as soon as that works, also where a new one would be on trial', async () => {
    const [name] = output('docker', [
      ...['container', 'ls', '--filter', 'label=cdktf-go-containers.path=edge-test/api'],
      ...['--format', '{{.Names}}'],
    ]).split('\n');
    const logged = (path: string) => log().filter((line) => line.path === path);
    const askUntil = async (path: string, isEnough: () => boolean): Promise<void> => {
      while (!isEnough()) {
        await ask(tls(path));
      }
    };
    output('docker', ['container', 'stop', name!]);
    await askUntil('/api/stopped', () => logged('/api/stopped').some(({ server }) => server === '<NOSRV>'));
    output('docker', ['container', 'start', name!]);
    const answered = () => logged('/api/started').filter(({ status }) => status === 200);
    await askUntil('/api/started', () => answered().length > 0);
    expect(answered()).toMatchObject([{ route: 'edge-test-api:8080:untried' }]);
  });

  test('writes a line of JSON for a request', async () => {
    await ask(tls('/api/logged?secret=1', { headers: { 'user-agent': 'a "quoted" agent' } }));
    const lines = log().filter(({ path }) => path === '/api/logged');
    expect(lines).toMatchObject([{ method: 'GET', host: HOST, status: 200, end: '--' }]);
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  test('is as hardened as every service', () => {
    expect(inspect('container', 'edge-test-edge')).toMatchObject({
      Config: { User: '65532:65532', StopSignal: 'SIGUSR1' },
      HostConfig: {
        ReadonlyRootfs: true,
        CapDrop: ['ALL'],
        CapAdd: null,
        SecurityOpt: ['no-new-privileges:true'],
        Privileged: false,
      },
    });
  });

  test('has nothing to change in the next plan', () => {
    expect(actions(stack)).toEqual(['no-op']);
  });

  test('gets another route and other limits with no pause: an open stream goes on, and the container stays', async () => {
    const { Id } = container();
    const stream = await open(tls('/events'));
    synthesize(
      describeStack(
        (edge, api) => {
          edge.route(api, { host: 'new.example.com' });
        },
        { responseTimeout: Duration.seconds(50), maxBody: Size.bytes(20), unknownLength: false },
      ),
    );
    const asking = spawn(process.execPath, ['-e', ASKING, `${ports.http}`, HOST, '/api/asked']);
    stack.apply();
    asking.kill();
    const asked = log().filter(({ path }) => path === '/api/asked');
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter(({ status }) => status === 503)).toEqual([]);
    expect(await ask(tls('/api', { method: 'POST', body: 'x'.repeat(21) }))).toMatchObject({ status: 413 });
    expect(await next(stream)).toContain('data: ');
    stream.destroy();
    expect(container()).toMatchObject({ Id });
    expect(await ask(tls('/', { host: 'new.example.com' }))).toMatchObject({ status: 200 });
    expect(actions(stack)).toEqual(['no-op']);
  });

  test('goes on as it was when HAProxy refuses a certificate, and the deploy says why', async () => {
    stack.variables = { TF_VAR_tls_key: pem('key.pem') };
    expect(wordsOfApply(stack)).toMatch(/HAProxy refuses the configuration: .*shop\.pem/);
    expect(await ask(tls('/', { host: 'new.example.com' }))).toMatchObject({ status: 200 });
    stack.variables = { TF_VAR_tls_key: pem('server-key.pem') };
    stack.apply();
    expect(actions(stack)).toEqual(['no-op']);
  });
});
