import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'cdktf';
import { GoImage, Health, Image, ImageVersion, Service } from '../../lib';
import { FetchOnce } from '../../stacks/recipes/fetch-once';
import { OneServerFourBases } from '../../stacks/recipes/one-server-four-bases';
import { OwnUserFromScratch } from '../../stacks/recipes/own-user-from-scratch';
import { SearchWithSqlite } from '../../stacks/recipes/search-with-sqlite';
import { VersionToRegistry } from '../../stacks/recipes/version-to-registry';
import { freePort, inspect, machine, output, removeTestImages } from './support/machine';
import { failuresOf, judge } from '../../tools/baseline/baseline';
import { lookAt } from '../../tools/baseline/look';
import { Recipe } from './support/recipe';
import { TestStack } from './support/terraform-stack';

jest.setTimeout(900_000);

/** What is seen here is the image's and the Engine's; other tests compare the providers. */
const provider = machine().providers[0]!;

interface InspectedImage {
  readonly Size: number;
  readonly Config: { readonly Labels: Record<string, string>; readonly User: string };
}

async function text(url: string): Promise<string> {
  return (await fetch(url, { headers: { connection: 'close' } })).text();
}

async function json(url: string): Promise<unknown> {
  return JSON.parse(await text(url));
}

/** The image that a container runs. */
function imageOf(container: string): InspectedImage {
  const { Image: image } = inspect('container', container) as { Image: string };
  return inspect('image', image) as InspectedImage;
}

const megabytes = (bytes: number): number => bytes / 1_000_000;
const sizeOf = (image: string): number => megabytes((inspect('image', image) as InspectedImage).Size);

describe('recipe 000, one server on several bases', () => {
  const recipe = new Recipe(provider, 'test-recipe-000');
  const bases = ['debian-slim', 'distroless', 'scratch'];
  let ports: Record<string, number>;

  beforeAll(async () => {
    ports = Object.fromEntries(
      await Promise.all(bases.map(async (base) => [base, await freePort()] as const)),
    );
    recipe.synthesize((app: App, id) => new OneServerFourBases(app, id, ports));
    recipe.apply();
  });
  afterAll(() => {
    recipe.destroy();
    [...bases, 'symbols'].forEach((base) => {
      removeTestImages(`hello-${base}`);
    });
  });

  test.each(bases)('answers on %s, with the version that was linked in', async (base) => {
    expect(await text(`http://127.0.0.1:${ports[base]!}/`)).toContain(`(version ${base})`);
  });

  test('is as small as its base lets it be', () => {
    const [slim = 0, distroless = 0, scratch = 0] = bases.map((base) =>
      megabytes(imageOf(`test-recipe-000-${base}`).Size),
    );
    expect(scratch).toBeLessThan(distroless);
    expect(distroless).toBeLessThan(slim);
    // The text has 9.59 MB on scratch, without certificates, accounts and a probe.
    expect(scratch).toBeLessThan(9.59);
    expect(distroless - scratch).toBeLessThan(4);
  });

  test('is a third smaller without symbols and debug data', () => {
    const program = 5.9;
    const { symbols } = recipe.outputs() as { symbols: string };
    const saved = sizeOf(symbols) - megabytes(imageOf('test-recipe-000-scratch').Size);
    expect(saved / (program + saved)).toBeGreaterThan(0.25);
  });

  test('changes nothing the second time', () => {
    expect(recipe.changes()).toEqual([]);
  });
});

describe('recipe 001, an HTTPS client that runs once', () => {
  const certificates = mkdtempSync(join(tmpdir(), 'go-containers-authority-'));
  const server = new TestStack(provider, 'test-recipe-tls');
  const client = new Recipe(provider, 'test-recipe-001');
  const host = 'test-recipe-tls-server';
  let url: string;

  beforeAll(() => {
    const made = spawnSync('go', ['run', '.', 'make-ca', certificates, host], {
      cwd: join(__dirname, 'programs/tls-server'),
      encoding: 'utf8',
    });
    expect([made.status, made.stderr]).toEqual([0, '']);
    chmodSync(certificates, 0o755);
    server.synthesize((scope) => {
      const image = new GoImage(scope, 'image', {
        source: 'test/engine/programs/tls-server',
        name: 'go-containers-test/tls-server',
        arguments: ['serve'],
        port: 8443,
      });
      const service = new Service(scope, 'server', { image });
      // Certificates of a test: mounted, since they are new in every run.
      service.resource.volumes.internalValue = [
        { hostPath: certificates, containerPath: '/tls', readOnly: true },
      ];
    });
    server.apply();
    const { NetworkSettings } = inspect('container', host) as {
      NetworkSettings: { Networks: Record<string, { IPAddress: string }> };
    };
    expect(Object.keys(NetworkSettings.Networks)).toHaveLength(1);
    url = `https://${host}:8443/`;
  });
  afterAll(() => {
    client.destroy();
    server.destroy();
    removeTestImages('fetch');
    removeTestImages('go-containers-test/tls-server');
    rmSync(certificates, { recursive: true, force: true });
  });

  const deploy = (authorities: string[]): void => {
    client.synthesize((app: App, id) => {
      const stack = new FetchOnce(app, id, { url, certificates: authorities });
      // The network of the server, which this stack knows nothing of.
      const [container] = stack.node.findAll().filter(({ node }) => node.path === `${id}/fetch/Resource`);
      (container as unknown as { addOverride: (path: string, value: unknown) => void }).addOverride(
        'networks_advanced.1',
        { name: 'test-recipe-tls-network' },
      );
    });
    client.apply();
  };

  test('fails without the authority, and the deploy says why', () => {
    expect(() => {
      deploy([]);
    }).toThrow(/exit code 1[^]*certificate/);
  });

  test('works with it, from scratch, and its output and exit code can be read', () => {
    deploy([join(certificates, 'ca.pem')]);
    expect(client.outputs()).toEqual({ bytes: '15\n', 'exit-code': 0 });
    expect(megabytes(imageOf('test-recipe-001-fetch').Size)).toBeLessThan(8);
    expect(client.changes()).toEqual([]);
  });
});

describe('recipe 002, SQLite with full text search beside PostgreSQL', () => {
  const recipe = new Recipe(provider, 'test-recipe-002', { database_password: 'for-this-test' });
  let port: number;

  beforeAll(async () => {
    port = await freePort();
    recipe.synthesize((app: App, id) => new SearchWithSqlite(app, id, port));
    recipe.apply();
  });
  afterAll(() => {
    recipe.destroy();
    removeTestImages('search');
  });

  test('finds what PostgreSQL has, through FTS5 in C code', async () => {
    expect(await text(`http://127.0.0.1:${port}/healthz`)).toMatch(/^ok, [1-9]\d* documents/);
    const found = await json(`http://127.0.0.1:${port}/search?q=container`);
    expect(JSON.stringify(found)).toMatch(/container/i);
  });

  test('keeps to the baseline', () => {
    ['test-recipe-002-search', 'test-recipe-002-database'].forEach((name) => {
      expect([name, failuresOf(judge(lookAt(name, (args) => output('docker', args))))]).toEqual([name, []]);
    });
  });

  test('keeps its index in a volume that belongs to its user', () => {
    const mount = (
      inspect('container', 'test-recipe-002-search') as { Mounts: { Destination: string; Type: string }[] }
    ).Mounts;
    expect(mount).toContainEqual(expect.objectContaining({ Destination: '/var/lib/search', Type: 'volume' }));
    output('docker', ['container', 'restart', 'test-recipe-002-search']);
  });

  test('is a quarter of what the text has, with the C library that it was linked with', () => {
    const size = megabytes(imageOf('test-recipe-002-search').Size);
    expect(size).toBeLessThan(20);
    expect(size).toBeLessThan(65.4 / 4);
  });

  test('keeps the password out of the image and of what is synthesized', () => {
    const { status } = spawnSync('grep', [
      '-r',
      '-l',
      'for-this-test',
      join(recipe.folder, 'images'),
      join(recipe.folder, 'cdk.tf.json'),
    ]);
    expect(status).toBe(1);
    const { Image: image } = inspect('container', 'test-recipe-002-search') as { Image: string };
    expect(output('docker', ['image', 'history', '--no-trunc', image])).not.toContain('for-this-test');
    // Nor does anybody see it who may only look at containers.
    ['search', 'database'].forEach((service) => {
      expect(output('docker', ['container', 'inspect', `test-recipe-002-${service}`])).not.toContain(
        'for-this-test',
      );
    });
  });

  test('changes nothing the second time', () => {
    expect(recipe.changes()).toEqual([]);
  });
});

describe('recipe 003, one version everywhere, and a registry', () => {
  const registry = new TestStack(provider, 'test-recipe-registry');
  const recipe = new Recipe(provider, 'test-recipe-003');
  let registryPort: number;
  let port: number;
  let repository: string;
  const deploy = (version: string): void => {
    recipe.synthesize(
      (app: App, id) =>
        new VersionToRegistry(app, id, {
          version: ImageVersion.literal(version),
          repository,
          hostPort: port,
        }),
    );
    recipe.apply();
  };

  beforeAll(async () => {
    [registryPort, port] = [await freePort(), await freePort()];
    repository = `127.0.0.1:${registryPort}/version`;
    registry.synthesize((scope) => {
      const service = new Service(scope, 'registry', {
        image: Image.reference(scope, 'image', {
          reference: 'registry:2',
          user: '1000:1000',
          port: 5000,
          writable: ['/var/lib/registry'],
        }),
        health: Health.none(),
      });
      service.mountTemporary('/var/lib/registry');
      service.publish({ hostPort: registryPort });
    });
    registry.apply();
    deploy('1.4.0+build.7');
  });
  afterAll(() => {
    recipe.destroy();
    registry.destroy();
    removeTestImages('version');
  });

  test('says the version in the program, in the label and in the tag', async () => {
    expect(await json(`http://127.0.0.1:${port}/`)).toMatchObject({
      version: '1.4.0+build.7',
      build: '1.4.0+build.7',
    });
    expect(imageOf('test-recipe-003-server').Config.Labels).toMatchObject({
      'org.opencontainers.image.title': 'version',
      'org.opencontainers.image.version': '1.4.0+build.7',
    });
    const tags = await json(`http://127.0.0.1:${registryPort}/v2/version/tags/list`);
    expect(tags).toEqual({ name: 'version', tags: ['1.4.0-build.7'] });
  });

  test('tells the digest that the registry has', async () => {
    const { digest } = recipe.outputs() as { digest: string };
    const [, hash] = /^127\.0\.0\.1:\d+\/version@(sha256:[0-9a-f]{64})$/.exec(digest)!;
    const manifest = await fetch(`http://127.0.0.1:${registryPort}/v2/version/manifests/1.4.0-build.7`, {
      headers: { accept: 'application/vnd.docker.distribution.manifest.v2+json', connection: 'close' },
    });
    expect(manifest.headers.get('docker-content-digest')).toBe(hash);
  });

  test('changes nothing the second time, and everything with the next version', async () => {
    expect(recipe.changes()).toEqual([]);
    deploy('1.5.0');
    expect(await json(`http://127.0.0.1:${port}/`)).toMatchObject({ version: '1.5.0' });
    const { tags } = (await json(`http://127.0.0.1:${registryPort}/v2/version/tags/list`)) as {
      tags: string[];
    };
    expect(tags.sort()).toEqual(['1.4.0-build.7', '1.5.0']);
  });
});

describe('recipe 004, a user of its own in an empty image', () => {
  const recipe = new Recipe(provider, 'test-recipe-004');
  let port: number;

  beforeAll(async () => {
    port = await freePort();
    recipe.synthesize((app: App, id) => new OwnUserFromScratch(app, id, port));
    recipe.apply();
  });
  afterAll(() => {
    recipe.destroy();
    removeTestImages('limits');
  });

  test('is appuser by name and by number, knows its limits, and can write to /tmp alone', async () => {
    expect(await json(`http://127.0.0.1:${port}/`)).toMatchObject({
      uid: 10_001,
      gid: 10_001,
      user: 'appuser',
      group: 'appuser',
      // Half a processor, and Go never goes below two where there are two.
      gomaxprocs: Math.min(2, availableParallelism()),
      gomemlimit: 72 * 1_048_576,
      writable: { '/': false, '/tmp': true },
    });
    expect(imageOf('test-recipe-004-limits').Config.User).toBe('10001:10001');
  });

  test('keeps to the baseline', () => {
    ['test-recipe-004-limits'].forEach((name) => {
      expect([name, failuresOf(judge(lookAt(name, (args) => output('docker', args))))]).toEqual([name, []]);
    });
  });

  test('is smaller than the text, which has neither certificates nor a probe', () => {
    expect(megabytes(imageOf('test-recipe-004-limits').Size)).toBeLessThan(8.5);
  });

  test('changes nothing the second time', () => {
    expect(recipe.changes()).toEqual([]);
  });
});
