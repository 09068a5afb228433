import { TerraformOutput, type TerraformStack } from 'cdktf';
import { Duration, Health, Image, Job, RegistryPush, Secret, Service, Size, Volume } from '../../lib';
import { freePort, inspect, machine, output } from './support/machine';
import { actions, outputOf, wordsOfApply } from './support/stack-state';
import { TestStack } from './support/terraform-stack';

jest.setTimeout(300_000);

const interval = Duration.seconds(1);
const POSTGRES = { reference: 'postgres:17', user: '999:999', port: 5432, shell: true };
const DATA = '/var/lib/postgresql/data';

describe.each(machine().providers)('with the provider: $name', (provider) => {
  describe('PostgreSQL, as its makers publish it', () => {
    const stack = new TestStack(provider, 'third-party-db');
    stack.variables = { TF_VAR_password: 'for this test' };
    const describeDatabase =
      (query: string, cpus = 1) =>
      (scope: TerraformStack) => {
        const database = new Service(scope, 'db', {
          image: Image.reference(scope, 'image', { ...POSTGRES, writable: [DATA, '/var/run/postgresql'] }),
          health: Health.command(['pg_isready', '-h', '127.0.0.1', '-U', 'postgres'], { interval }),
          cpus,
        });
        database.mount(DATA, new Volume(scope, 'data'));
        database.mountTemporary('/var/run/postgresql');
        const password = Secret.fromVariable(scope, 'password');
        database.provideSecret('/run/secrets/password', password, {
          pathVariable: 'POSTGRES_PASSWORD_FILE',
        });
        const job = new Job(scope, 'query', {
          image: Image.reference(scope, 'client', POSTGRES),
          arguments: [
            'psql',
            '-At',
            '-v',
            'ON_ERROR_STOP=1',
            '-h',
            database.hostName,
            '-U',
            'postgres',
            '-c',
            query,
          ],
          dependsOn: [database],
        });
        job.provideSecretByEnvironment(
          'PGPASSWORD',
          password,
          'psql wants a file that only its user can read',
        );
        new TerraformOutput(scope, 'answer', { value: job.output });
      };
    const deploy = (query: string, cpus?: number) => {
      stack.synthesize(describeDatabase(query, cpus));
      stack.apply();
    };

    afterAll(() => {
      stack.destroy();
    });

    test('starts hardened, and a job asks it as soon as it can answer', () => {
      deploy('CREATE TABLE notes AS SELECT 42 AS number');
      expect(inspect('container', 'third-party-db-db')).toMatchObject({
        State: { Health: { Status: 'healthy' } },
        Config: { User: '999:999' },
        HostConfig: { ReadonlyRootfs: true, CapDrop: ['ALL'] },
      });
      expect(outputOf(stack, 'answer')).toBe('SELECT 1\n');
      expect(actions(stack)).toEqual(['no-op']);
    });

    test('keeps its data when it is replaced', () => {
      const { Id: before } = inspect('container', 'third-party-db-db') as { Id: string };
      deploy('SELECT number FROM notes', 0.5);
      expect((inspect('container', 'third-party-db-db') as { Id: string }).Id).not.toBe(before);
      expect(outputOf(stack, 'answer')).toBe('42\n');
    });

    test('shows what it says of a job that fails', () => {
      stack.synthesize(describeDatabase('SELECT number FROM nothing', 0.5));
      expect(wordsOfApply(stack)).toContain('relation "nothing" does not exist');
    });
  });

  describe('a registry, and an image that is pushed to it', () => {
    const registry = new TestStack(provider, 'third-party-registry');
    const pushing = new TestStack(provider, 'third-party-push');
    const blobs = '/var/lib/registry';
    let repository: string;
    const push =
      (reference: string, tag = '1.4.0') =>
      (scope: TerraformStack) => {
        const image = Image.reference(scope, 'image', { reference, user: '65532:65532' });
        const { digest } = new RegistryPush(scope, 'push', { image, repository, tag });
        new TerraformOutput(scope, 'digest', { value: digest });
      };
    const tags = async () => {
      const response = await fetch(`http://${repository.replace('/', '/v2/')}/tags/list`);
      return ((await response.json()) as { tags: string[] }).tags.sort();
    };

    /** Takes names of this registry away from images that have others too. */
    const removeNames = (format: string) => {
      output('docker', ['image', 'ls', '--digests', '--format', format, repository])
        .split('\n')
        .filter((name) => name !== '' && !name.endsWith('<none>'))
        .forEach((name) => output('docker', ['image', 'rm', name]));
    };

    beforeAll(async () => {
      const hostPort = await freePort();
      repository = `127.0.0.1:${hostPort}/notes`;
      registry.synthesize((scope) => {
        const image = Image.reference(scope, 'image', {
          reference: 'registry:2',
          user: '1000:1000',
          port: 5000,
          writable: [blobs],
          goVersion: '1.20',
        });
        const service = new Service(scope, 'registry', {
          image,
          health: Health.command(['registry', '--version'], { interval }),
        });
        service.mountTemporary(blobs, { size: Size.mebibytes(128) });
        service.publish({ hostPort });
      });
      registry.apply();
    });
    afterAll(() => {
      pushing.destroy();
      registry.destroy();
      removeNames('{{.Repository}}:{{.Tag}}');
      removeNames('{{.Repository}}@{{.Digest}}');
    });

    test('is there under its tag, and known by its digest', async () => {
      pushing.synthesize(push('gcr.io/distroless/static-debian13:nonroot'));
      pushing.apply();
      const digest = outputOf(pushing, 'digest') as string;
      expect(digest).toMatch(new RegExp(`^${repository}@sha256:[0-9a-f]{64}$`));
      const manifest = await fetch(`http://${repository.replace('/', '/v2/')}/manifests/1.4.0`, {
        headers: { accept: 'application/vnd.docker.distribution.manifest.v2+json' },
      });
      expect(manifest.headers.get('docker-content-digest')).toBe(digest.split('@')[1]);
    });

    test('is not pushed again while nothing changes', () => {
      expect(actions(pushing)).toEqual(['no-op']);
    });

    test('is pushed again when it is another one', () => {
      const before = outputOf(pushing, 'digest');
      pushing.synthesize(push('gcr.io/distroless/base-nossl-debian13:nonroot'));
      pushing.apply();
      expect(outputOf(pushing, 'digest')).not.toBe(before);
      expect(actions(pushing)).toEqual(['no-op']);
    });

    test('stays under its old tag when it gets a new one', async () => {
      pushing.synthesize(push('gcr.io/distroless/base-nossl-debian13:nonroot', '1.5.0'));
      pushing.apply();
      expect(await tags()).toEqual(['1.4.0', '1.5.0']);
    });
  });
});
