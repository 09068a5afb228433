import { Construct } from 'constructs';
import { App, TerraformOutput, TerraformStack, TerraformVariable, Testing } from 'cdktf';
import { DockerHost, Image, Job, Logs, Network, Secret, Service } from '../../lib';
import { temporaryFolder } from '../support/go-module';
import { problemsOf, synthesize } from '../support/stack';

function serviceIn(stack: TerraformStack, id = 'db'): Service {
  const image = Image.reference(stack, `${id}-image`, { reference: 'x:1', user: '1:1' });
  return new Service(stack, id, { image });
}

const reason = 'the program reads no files';

describe('a secret of a service', () => {
  const dev = synthesize((stack) => {
    const service = serviceIn(stack);
    const password = Secret.fromVariable(stack, 'db_password', { description: 'of the database' });
    service.provideSecret('/run/secrets/b', password, { pathVariable: 'B_FILE' });
    service.provideSecret('/run/secrets/a', password);
    service.provideSecret('/etc/tls/own/key', Secret.fromVariable(stack, 'tls'));
  });
  const containers = dev.all('docker_container');
  const service = containers.find(({ name }) => name === 'dev-db')!;
  const carriers = containers.filter(({ name }) => name !== 'dev-db');

  test('is a sensitive variable that a shell can set', () => {
    const { variable } = dev.json as { variable?: Record<string, unknown> };
    expect(variable?.db_password).toMatchObject({
      sensitive: true,
      nullable: false,
      type: 'string',
      description: 'of the database',
    });
  });

  test('is uploaded into a volume by a container that never starts, one per directory', () => {
    expect(carriers.map(({ upload }) => upload)).toEqual(
      expect.arrayContaining([
        [
          { file: '/run/secrets/a', content: '${sensitive(var.db_password)}', permissions: '0444' },
          { file: '/run/secrets/b', content: '${sensitive(var.db_password)}', permissions: '0444' },
        ],
        [{ file: '/etc/tls/own/key', content: '${sensitive(var.tls)}', permissions: '0444' }],
      ]),
    );
    carriers.forEach((carrier) => {
      expect(carrier).toMatchObject({ start: false, must_run: false, network_mode: 'none', restart: 'no' });
    });
  });

  test('is mounted to be read only, after the upload', () => {
    expect(service.volumes).toEqual([
      {
        container_path: '/etc/tls/own',
        read_only: true,
        volume_name: expect.stringMatching(/^\$\{docker_volume\./) as string,
      },
      {
        container_path: '/run/secrets',
        read_only: true,
        volume_name: expect.stringMatching(/^\$\{docker_volume\./) as string,
      },
    ]);
    expect(service.depends_on).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^docker_container\.db_secrets-\w{12}_/),
        expect.stringMatching(/^docker_container\.db_secrets-\w{12}_/),
      ]),
    );
    expect(service.env).toEqual(['B_FILE=/run/secrets/b']);
  });

  test('is known to a reviewer by its path only', () => {
    expect(dev.facts['dev/db']).toMatchObject({
      secrets: { '/etc/tls/own/key': 'file', '/run/secrets/a': 'file', '/run/secrets/b': 'file' },
      environment: ['B_FILE'],
    });
  });

  test('has a generation of its own, so that another text is another volume', () => {
    const generations = dev.all('terraform_data').filter((each) => 'triggers_replace' in each);
    expect(generations.map((each) => each.triggers_replace)).toContainEqual([
      '${sha256("key\\n${sensitive(var.tls)}")}',
    ]);
  });
});

describe('a secret from elsewhere', () => {
  test('is marked again when it comes from another stack', () => {
    const app = new App({ outdir: temporaryFolder(), stackTraces: false });
    const [one, two] = ['one', 'two'].map((id) => {
      const stack = new TerraformStack(app, id);
      new DockerHost(stack, 'docker');
      return stack;
    });
    const given = new TerraformVariable(one!, 'given', { sensitive: true });
    new TerraformOutput(one!, 'out', { value: given.stringValue, sensitive: true });
    const image = Image.reference(two!, 'image', { reference: 'x:1', user: '1:1' });
    new Service(two!, 'db', { image }).provideSecretByEnvironment(
      'PASSWORD',
      Secret.fromAttribute(given.stringValue),
      reason,
    );
    expect(Testing.synth(two!)).toContain('PASSWORD=${sensitive(');
  });

  test('is a file of the host that stays there', () => {
    const dev = synthesize((stack) => {
      serviceIn(stack).provideSecret('/run/secrets/key', Secret.fromHostFile('/etc/notes/key'));
    });
    expect(dev.one('docker_container').volumes).toEqual([
      { container_path: '/run/secrets/key', host_path: '/etc/notes/key', read_only: true },
    ]);
    expect(dev.facts['dev/db']).toMatchObject({
      secrets: { '/run/secrets/key': 'file /etc/notes/key of the host' },
    });
  });

  test('may be a text round a value and the address of a service, with all its characters', () => {
    const dev = synthesize((stack) => {
      const password = new TerraformVariable(stack, 'password', { sensitive: true });
      const db = new Service(stack, 'db', {
        image: Image.reference(stack, 'image', { reference: 'x:1', user: '1:1', port: 5432 }),
        network: new Network(stack, 'inner'),
      });
      const text = `{"url": "pg://me:${password.stringValue}@${db.address}"}`;
      serviceIn(stack, 'web').provideSecret('/run/secrets/url', Secret.fromAttribute(text));
    });
    const named = (name: string) =>
      dev.all('docker_container').find((each) => (each.name as string).startsWith(name));
    expect((named('dev-web-secrets')!.upload as { content: string }[])[0]!.content).toBe(
      '${sensitive(join("", ["{\\"url\\": \\"pg://me:", var.password, "@", "dev-db:5432", "\\"}"]))}',
    );
    expect(
      dev.all('docker_container').find(({ name }) => name === 'dev-web')!.networks_advanced,
    ).toHaveLength(2);
  });

  test('is never a plain text', () => {
    expect(() => Secret.fromAttribute('hunter2')).toThrow(/^a plain text cannot be a secret/);
    expect(() => Secret.fromAttribute('hunter2')).not.toThrow(/hunter2/);
    synthesize((stack) => {
      const image = Image.reference(stack, 'image', { reference: 'x:1', user: '1:1', port: 1 });
      const db = new Service(stack, 'db', { image });
      expect(() => Secret.fromAttribute(db.address)).toThrow(/^a plain text/);
      const name = new TerraformVariable(stack, 'name', {});
      expect(() => Secret.fromAttribute(`pg://me:hunter2@${name.stringValue}/x`)).toThrow(/^a plain text/);
    });
  });

  test('needs a name that a shell can set', () => {
    synthesize((stack) => {
      expect(() => Secret.fromVariable(stack, 'db-password')).toThrow('write "db_password"');
      expect(() => Secret.fromVariable(stack, '1st')).toThrow('write "secret_1st"');
      expect(() => Secret.fromVariable(stack, 'version')).toThrow('write "secret_version"');
    });
  });

  test('can be told from everything else', () => {
    expect(Secret.isSecret(Secret.fromHostFile('/x'))).toBe(true);
    expect(Secret.isSecret('x')).toBe(false);
  });
});

describe('secrets that cannot be', () => {
  const problems = (change: (service: Service, secret: Secret) => void): string =>
    problemsOf((stack) => {
      change(serviceIn(stack), Secret.fromVariable(stack, 'x'));
    });

  test('are those at two places of one, in the root, or at no path', () => {
    expect(
      problems((service, secret) => {
        service.provideSecret('/run/secrets/a', secret);
        service.provideSecret('/run/secrets/a', secret);
        service.provideSecret('/a', secret);
        service.provideSecret('a', secret);
      }),
    ).toMatch(
      /two secrets are given at "\/run\/secrets\/a"[^]*secret path "\/a" lies in the root[^]*secret path "a" is not possible/,
    );
  });

  test('are those that would hide files of the image, and texts', () => {
    const text = problems((service, secret) => {
      service.provideSecret('/etc/password', secret);
      service.provideSecret('/usr/local/share/x/y', secret);
      service.provideSecret('/tmp/x', secret);
      service.provideSecret('/run/secrets/a', 'hunter2' as unknown as Secret);
      service.provideSecretByEnvironment('A=B', secret, reason);
    });
    expect(text).toContain('secret path "/etc/password" lies in a directory with files of the image');
    expect(text).toContain('secret path "/usr/local/share/x/y" lies in a directory with files of the image');
    expect(text).toContain('nothing that can only be read may take the place of "/tmp"');
    expect(text).toContain('what is given at "/run/secrets/a" is no Secret');
    expect(text).toContain('environment name "A=B" is not possible');
    expect(text).not.toContain('hunter2');
  });

  test('are never two directories that sound alike', () => {
    synthesize((stack) => {
      const service = serviceIn(stack);
      const secret = Secret.fromVariable(stack, 'x');
      service.provideSecret('/run/a-b/x', secret);
      service.provideSecret('/run/a/b/x', secret);
    });
  });

  test('are those of the environment without a reason, or from the host', () => {
    const text = problems((service, secret) => {
      service.provideSecretByEnvironment('A', secret, 'because');
      service.provideSecretByEnvironment('B', Secret.fromHostFile('/etc/notes/b'), reason);
    });
    expect(text).toContain('the secret in the environment variable "A" needs a reason');
    expect(text).toContain('environment variable "B" cannot come from a file of the host');
  });

  test('are those that the host must not give', () => {
    const text = problems((service) => {
      service.provideSecret('/run/secrets/a', Secret.fromHostFile('/var/run/docker.sock'));
      service.mountHostPath('/host', '/etc', 'to read the configuration of the host');
      service.mountHostPath('/ca', '../ca.pem', 'to read the configuration of the host');
      service.mountHostPath('/proc2', '/proc/1', 'x');
      service.mountHostPath('/run2', '/run/', 'to read what runs on the host');
      service.mountHostPath('/home2', '/home/me/.ssh/config', 'to read the hosts that it knows');
    });
    expect(text).toContain('host path "/var/run/docker.sock" lets the program rule the Docker host');
    expect(text).toContain('host path "/etc" holds more of the host than a container may see');
    expect(text).toContain('host path "../ca.pem" is not possible');
    expect(text).toContain('host path "/proc/1" holds more');
    expect(text).toContain('host path "/run/" is not in its shortest form; write "/run"');
    expect(text).toContain('host path "/home/me/.ssh/config" holds more');
    expect(text).toContain('host path "/proc/1" needs a reason');
  });

  test('are variables that are called like one, in services and in jobs', () => {
    const text = problemsOf((stack) => {
      const image = Image.reference(stack, 'image', { reference: 'x:1', user: '1:1' });
      new Job(stack, 'job', {
        image,
        environment: { DB_PASSWORD: 'hunter2', DB_PASSWORD_FILE: '/run/x', DSN: 'pg://a:hunter2@h/' },
        arguments: ['--dsn=pg://a:hunter2@h/', '--api-key=hunter2'],
        logs: Logs.driver('splunk', { 'splunk-token': 'hunter2' }),
      });
    });
    expect(text).toContain('environment variable "DB_PASSWORD" is called like a secret');
    expect(text).toContain('environment variable "DSN" has a password');
    expect(text).toContain('an argument has a password');
    expect(text).toContain('an option of the log driver has a password');
    expect(text).not.toContain('"DB_PASSWORD_FILE" is');
    expect(text).not.toContain('hunter2');
  });
});

describe('a variable of a secret', () => {
  test('is one of a kind in its stack, or two secrets would silently be one', () => {
    const text = problemsOf((stack) => {
      ['a', 'b'].forEach((id) => Secret.fromVariable(new Construct(stack, id), 'password'));
    });
    expect(text).toContain(
      '[dev/b/password] the variable "password" is that of dev/a/password too; hand that Secret over where the two are one, or give ' +
        'one of them another id',
    );
    expect(text).not.toContain('[dev/a/password]');
  });

  test('is not one that the stack has for other ends', () => {
    const text = problemsOf((stack) => {
      new TerraformVariable(stack, 'password', { default: '' });
      Secret.fromVariable(new Construct(stack, 'a'), 'password');
    });
    expect(text).toContain('[dev/a/password] the variable "password" is that of dev/password too');
  });
});
