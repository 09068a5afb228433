import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Checkout } from './support/checkout';
import { freePort, inspect, machine, output, removeTestImages } from './support/machine';

jest.setTimeout(300_000);

interface Container {
  readonly Id: string;
  readonly Image: string;
  readonly State: { readonly Health: { readonly Status: string } };
  readonly Config: {
    readonly User: string;
    readonly Env: string[];
    readonly StopSignal: string;
    readonly StopTimeout: number;
  };
  readonly HostConfig: Record<string, unknown>;
  readonly NetworkSettings: { readonly Networks: Record<string, unknown> };
}

describe.each(machine().providers)(
  'the hello stack, deployed by cdktf with the provider: $name',
  (provider) => {
    const name = `engine-test-${provider.real ? 'real' : 'kit'}`;
    let checkout: Checkout;
    let port: number;
    const container = () => inspect('container', `${name}-hello`) as Container;
    const answer = async (path = '/') => {
      // A connection of its own: one that is kept open would lead to a container that is gone.
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close' } });
      return response.text();
    };

    beforeAll(async () => {
      port = await freePort();
      checkout = new Checkout(provider, name, port);
      checkout.edit('stacks/hello-stack.ts', (text) =>
        text.replace('stamp:', "name: 'go-containers-test/hello', stamp:"),
      );
      expect(checkout.cdktf('deploy')).toMatchObject({ status: 0 });
    });
    afterAll(() => {
      expect(checkout.cdktf('destroy')).toMatchObject({ status: 0 });
      checkout.remove();
    });

    test('is healthy when the deploy ends, and answers', async () => {
      expect(container().State.Health.Status).toBe('healthy');
      expect(await answer()).toBe('Hello from Go! (version dev)\n');
    });

    test('runs as a numeric user that is not root, in image and container', () => {
      expect(container().Config.User).toBe('65532:65532');
      expect(inspect('image', imageName())).toMatchObject({ Config: { User: '65532:65532' } });
    });

    test.each<[string, Record<string, unknown>]>([
      ['a read-only root', { ReadonlyRootfs: true }],
      ['no capability', { CapDrop: ['ALL'], CapAdd: null }],
      ['no new privileges', { SecurityOpt: ['no-new-privileges:true'], Privileged: false }],
      ['a memory limit and no swap', { Memory: 128 * 1024 * 1024, MemorySwap: 128 * 1024 * 1024 }],
      ['a processor quota', { CpuPeriod: 100_000, CpuQuota: 100_000 }],
      ['bounded logs', { LogConfig: { Type: 'json-file', Config: { 'max-file': '3', 'max-size': '10m' } } }],
      ['a place for temporary files', { Tmpfs: { '/tmp': 'rw,noexec,nosuid,nodev,size=64m,mode=1777' } }],
      ['restarts', { RestartPolicy: { Name: 'unless-stopped', MaximumRetryCount: 0 } }],
    ])('has %s', (_what, expected) => {
      expect(container().HostConfig).toMatchObject(expected);
    });

    test('tells the Go runtime its memory limit', () => {
      expect(container().Config.Env).toContain('GOMEMLIMIT=115MiB');
    });

    test('is stopped gracefully', () => {
      expect(container().Config).toMatchObject({ StopSignal: 'SIGTERM', StopTimeout: 30 });
    });

    test('is published on the loopback address only', () => {
      expect(container().HostConfig.PortBindings).toEqual({
        '8080/tcp': [{ HostIp: '127.0.0.1', HostPort: `${port}` }],
      });
    });

    test('is on the network of its stack only', () => {
      expect(Object.keys(container().NetworkSettings.Networks)).toEqual([`${name}-network`]);
    });

    test('has nothing to change in the next plan', () => {
      expect(checkout.plan()).toMatchObject({ status: 0 });
    });

    test('has nothing to change after an edit of the README', () => {
      checkout.edit('examples/hello/README.md', (text) => `${text}\nMore words.\n`);
      expect(checkout.synthesize()).toMatchObject({ status: 0 });
      expect(checkout.plan()).toMatchObject({ status: 0 });
    });

    test('has nothing to change from another checkout of the same files', async () => {
      const twin = new Checkout(provider, name, port);
      twin.edit('stacks/hello-stack.ts', (text) =>
        text.replace('stamp:', "name: 'go-containers-test/hello', stamp:"),
      );
      twin.edit('examples/hello/README.md', (text) => `${text}\n`);
      expect(twin.synthesize()).toMatchObject({ status: 0 });
      const json = (folder: string) =>
        readFileSync(join(folder, 'cdktf.out/stacks', name, 'cdk.tf.json'), 'utf8');
      expect(json(twin.folder)).toBe(json(checkout.folder));
      twin.remove();
      expect(await answer()).toContain('Hello');
    });

    test('serves a text that was edited, from a new image beside the old one', async () => {
      const [before, image] = [container().Id, imageName()];
      checkout.edit('examples/hello/main.go', (text) => text.replace('Hello from Go!', 'Hello again!'));
      expect(checkout.cdktf('deploy')).toMatchObject({ status: 0 });
      expect(await answer()).toBe('Hello again! (version dev)\n');
      expect(container().Id).not.toBe(before);
      expect(imageName()).not.toBe(image);
      expect(output('docker', ['image', 'ls', '--quiet', image]).trim()).not.toBe('');
      expect(checkout.plan()).toMatchObject({ status: 0 });
    });

    test('keeps serving when the next version does not compile, and the user is told where to read why', async () => {
      const before = container().Id;
      checkout.edit('examples/hello/main.go', (text) =>
        text.replace('func main() {', 'func main() {\n\tundefinedName()'),
      );
      const { status, text } = checkout.cdktf('deploy');
      expect(status).not.toBe(0);
      expect(text.replace(/[\s│]+/g, ' ')).toContain(
        'COMPILER_MESSAGES=[to see them: npx --no go-containers build]',
      );
      expect(container().Id).toBe(before);
      expect(await answer()).toBe('Hello again! (version dev)\n');

      const build = checkout.goContainers('build');
      expect(build.status).not.toBe(0);
      expect(build.text).toContain('undefined: undefinedName');
      checkout.edit('examples/hello/main.go', (source) => source.replace('\n\tundefinedName()', ''));
    });

    test('changes nothing while the Engine cannot be reached, and says so', () => {
      const { status, text } = checkout.cdktf('deploy', { DOCKER_HOST: 'unix:///nowhere/docker.sock' });
      expect(status).not.toBe(0);
      expect(text).toContain('unix:///nowhere/docker.sock');
      expect(text).toMatch(/cannot (connect to|reach) the docker/i);
    });

    function imageName(): string {
      return (inspect('image', container().Image) as { RepoTags: string[] }).RepoTags[0]!;
    }
  },
);

afterAll(() => {
  const left = output('docker', ['container', 'ls', '--all', '--quiet', '--filter', 'name=engine-test-']);
  expect(left).toBe('');
  removeTestImages('go-containers-test/hello');
});
