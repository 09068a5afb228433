import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { TerraformStack, TerraformVariable, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { DockerHost, GoImage, Image, RegistryLogin, Service, Volume } from '../../lib';
import { goModule, temporaryFolder } from '../support/go-module';
import { problemsOf, synthesize } from '../support/stack';

interface Json {
  readonly provider: { readonly docker: object[] };
  readonly resource: Record<string, Record<string, Record<string, unknown>>> & {
    readonly terraform_data: Record<string, { readonly depends_on?: string[] }>;
  };
}

function stackWith(host?: string) {
  const stack = new TerraformStack(Testing.app({ outdir: temporaryFolder() }), 'dev');
  new DockerHost(stack, 'docker', { host });
  return () => JSON.parse(Testing.synth(stack, true)) as Record<string, never>;
}

describe('DockerHost', () => {
  test('asks for a provider release that works, not for the one that the bindings pin', () => {
    expect(stackWith()()).toMatchObject({
      terraform: { required_providers: { docker: { source: 'kreuzwerker/docker', version: '>= 3.9.0' } } },
    });
  });

  test('takes certificates of the environment only where they can be for its address', () => {
    const certificatesFor = (host?: string): unknown =>
      (stackWith(host)() as unknown as Json).provider.docker.map((each) => 'cert_path' in each);
    expect(certificatesFor()).toEqual([false, false]);
    expect(certificatesFor('tcp://far:2376')).toEqual([false, false]);
    expect(certificatesFor('unix:///var/run/docker.sock')).toEqual([true, true]);
  });

  test('leaves the address to whoever runs Terraform, unless one is given', () => {
    expect(stackWith()()).toMatchObject({ provider: { docker: [{}, {}] } });
    expect(stackWith('ssh://deploy@host')()).toMatchObject({
      provider: {
        docker: [
          { host: 'ssh://deploy@host', cert_path: '' },
          { host: 'ssh://deploy@host', cert_path: '', alias: 'containers' },
        ],
      },
    });
  });

  test('touches a container only when every image of the stack is built', () => {
    const stack = new TerraformStack(Testing.app({ outdir: temporaryFolder() }), 'dev');
    new DockerHost(stack, 'docker');
    const images = ['one', 'two'].map((id) => new GoImage(stack, id, { source: goModule() }));
    images.forEach((image, index) => new Service(stack, `service-${index}`, { image }));
    const json = JSON.parse(Testing.synth(stack, true)) as Json;
    const built = Object.entries(json.resource.terraform_data).find(([, { depends_on }]) => depends_on);
    expect(built?.[1].depends_on).toEqual(
      Object.keys(json.resource.docker_image!).map((name) => `docker_image.${name}`),
    );
    expect(json.provider.docker[1]).toEqual({
      alias: 'containers',
      disable_docker_daemon_check: `\${terraform_data.${built![0]}.output.disableDockerDaemonCheck}`,
    });
    expect(Object.values(json.resource.docker_container!).map(({ provider }) => provider)).toEqual([
      'docker.containers',
      'docker.containers',
    ]);
  });

  test('leaves a Docker provider of the stack’s own as it is, and takes an alias beside it', () => {
    const stack = new TerraformStack(Testing.app({ outdir: temporaryFolder() }), 'dev');
    new DockerProvider(stack, 'own', { host: 'ssh://own' });
    new DockerHost(stack, 'docker', { host: 'ssh://other' });
    new Service(stack, 'web', {
      image: new GoImage(stack, 'image', { source: goModule() }),
    }).mountTemporary('/data');
    const { provider, resource } = JSON.parse(Testing.synth(stack, true)) as Json;
    expect(provider.docker).toEqual([
      { host: 'ssh://own' },
      { alias: expect.stringMatching(/^host-docker-\w{8}$/) as string, host: 'ssh://other', cert_path: '' },
      expect.objectContaining({ host: 'ssh://other' }),
    ]);
    const { alias } = provider.docker[1] as { alias: string };
    const taken = ['docker_image', 'docker_network', 'docker_container'].flatMap((type) =>
      Object.values(resource[type]!).map((each) => each.provider),
    );
    expect(taken).toEqual([`docker.${alias}`, `docker.${alias}`, `docker.${alias}-containers`]);
  });

  test('says so when a Docker provider without an alias comes after it', () => {
    expect(problemsOf((stack) => new DockerProvider(stack, 'own', {}))).toContain(
      '[dev/docker] dev/own is a Docker provider without an alias too, of which a stack has one; make it before the DockerHost, or give ' +
        'it an alias',
    );
    synthesize((stack) => new DockerProvider(stack, 'own', { alias: 'own' }));
  });

  test('is one per scope, and says where the first one is', () => {
    const text = problemsOf((stack) => new DockerHost(stack, 'again'));
    expect(text).toContain(
      '[dev/again] there is a DockerHost in this scope already, dev/docker; give each host a scope of its own',
    );
  });

  test('does not mind the provider of a stack inside of its own', () => {
    const outer = new TerraformStack(Testing.app({ outdir: temporaryFolder() }), 'outer');
    const inner = new TerraformStack(outer, 'inner');
    [inner, outer].forEach((stack) => new DockerHost(stack, 'docker'));
    [inner, outer].forEach((stack) => {
      const { provider } = JSON.parse(Testing.synth(stack, true)) as Json;
      expect(provider.docker.map((each) => (each as { alias?: string }).alias)).toEqual([
        undefined,
        'containers',
      ]);
    });
  });

  test('makes what is in its scope, and what is below it, beside the host of the stack', () => {
    const dev = synthesize((stack) => {
      const east = new Construct(stack, 'east');
      new DockerHost(east, 'docker', { host: 'ssh://east' });
      [stack, new Construct(east, 'inner')].forEach((scope) => {
        const image = Image.reference(scope, 'image', { reference: 'x:1', user: '1:1' });
        new Service(scope, 'web', { image, name: 'web' }).mount('/data', new Volume(scope, 'data'));
      });
    });
    const { provider } = dev.json as unknown as Json;
    const [, , east, eastContainers] = provider.docker as { alias: string; host: string }[];
    expect(provider.docker).toHaveLength(4);
    expect(east).toEqual({
      alias: expect.stringMatching(/^host-east-docker-\w{8}$/) as string,
      host: 'ssh://east',
      // Or DOCKER_CERT_PATH of whoever runs Terraform would be taken.
      cert_path: '',
    });
    expect(eastContainers).toMatchObject({ alias: `${east!.alias}-containers`, host: 'ssh://east' });
    const providers = (type: string) => dev.all(type).map((each) => [each.name, each.provider]);
    expect(providers('docker_network')).toEqual([
      ['dev-east-network', `docker.${east!.alias}`],
      ['dev-network', undefined],
    ]);
    expect(providers('docker_volume')).toEqual([
      ['dev-data', undefined],
      ['dev-east-inner-data', `docker.${east!.alias}`],
    ]);
    expect(providers('docker_image').map(([, each]) => each)).toEqual([`docker.${east!.alias}`, undefined]);
    expect(providers('docker_container')).toEqual([
      ['web', `docker.${east!.alias}-containers`],
      ['web', 'docker.containers'],
    ]);
  });

  test('cannot run what another one has built or keeps', () => {
    const text = problemsOf((stack) => {
      const east = new Construct(stack, 'east');
      new DockerHost(east, 'docker', { host: 'ssh://east' });
      const image = Image.reference(stack, 'image', { reference: 'x:1', user: '1:1' });
      new Service(east, 'web', { image }).mount('/data', new Volume(stack, 'data'));
    });
    expect(text).toContain(
      '[dev/east/web] its image dev/image is made on another Docker host (the one of DOCKER_HOST) than it runs on (ssh://east)',
    );
    expect(text).toContain('[dev/east/web] its volume dev/data is made on another Docker host');
  });

  test('has a name for Terraform of its own, whatever the scopes are called', () => {
    const dev = synthesize((stack) => {
      const inner = new Construct(new Construct(stack, 'a'), 'b');
      [inner, new Construct(stack, 'a-b')].forEach(
        (scope) => new DockerHost(scope, 'docker', { host: 'ssh://x' }),
      );
    });
    const aliases = (dev.json as unknown as Json).provider.docker.map(
      (each) => (each as { alias?: string }).alias,
    );
    expect(new Set(aliases).size).toBe(aliases.length);
  });

  test('comes before what is made on it', () => {
    const text = problemsOf((stack) => {
      const east = new Construct(stack, 'east');
      new Volume(east, 'data');
      new DockerHost(east, 'docker', { host: 'ssh://east' });
    });
    expect(text).toContain('[dev/east/docker] it comes after constructs in its scope');
  });

  test('has ports and networks of its own', () => {
    const onHosts = (change: (services: Service[]) => void) => (stack: TerraformStack) => {
      change(
        ['east', 'west'].map((id) => {
          const scope = new Construct(stack, id);
          new DockerHost(scope, 'docker', { host: `ssh://${id}` });
          const image = Image.reference(scope, 'image', { reference: 'x:1', user: '1:1', port: 80 });
          return new Service(scope, 'web', { image });
        }),
      );
    };
    synthesize(
      onHosts((services) => {
        services.forEach((service) => {
          service.publish({ hostPort: 80 });
        });
      }),
    );
    expect(
      problemsOf(
        onHosts(([east, west]) => {
          west!.connectTo(east!);
        }),
      ),
    ).toContain(
      '[dev/west/web] it cannot be on the network dev/east/go-containers-network, which is on another Docker host',
    );
  });

  test('is reached with certificates, by ssh with options, and with logins for registries', () => {
    const dev = synthesize((stack) => {
      const password = new TerraformVariable(stack, 'password', { sensitive: true });
      const scopes = ['a', 'b'].map((id) => new Construct(stack, id));
      new DockerHost(scopes[0]!, 'docker', {
        host: 'tcp://a:2376',
        certificates: '/etc/docker',
        registries: [
          RegistryLogin.dockerConfig('one.example.com'),
          RegistryLogin.password('two.example.com:5000', 'me', password.stringValue),
        ],
      });
      new DockerHost(scopes[1]!, 'docker', { host: 'ssh://b', sshOptions: ['-i', '/key'] });
    });
    const { provider } = dev.json as unknown as Json;
    expect(provider.docker).toEqual(
      expect.arrayContaining([
        {
          alias: expect.stringMatching(/^host-a-docker-/) as string,
          host: 'tcp://a:2376',
          cert_path: '/etc/docker',
          registry_auth: [
            { address: 'https://one.example.com', config_file: '~/.docker/config.json' },
            { address: 'https://two.example.com:5000', username: 'me', password: '${var.password}' },
          ],
        },
        {
          alias: expect.stringMatching(/^host-b-docker-/) as string,
          host: 'ssh://b',
          cert_path: '',
          ssh_opts: ['-i', '/key'],
        },
      ]),
    );
  });

  test('says which of its options do not go together', () => {
    const text = problemsOf((stack) => {
      const login = RegistryLogin.dockerConfig('one.example.com');
      new DockerHost(new Construct(stack, 'a'), 'docker', {
        host: 'unix:///x',
        certificates: '/etc/docker',
        sshOptions: ['-v'],
        registries: [login, login],
      });
    });
    expect(text).toContain('certificates are for tcp://, and host is "unix:///x"');
    expect(text).toContain('sshOptions are for ssh://, and host is "unix:///x"');
    expect(text).toContain('two logins are for "one.example.com"');
    expect(() => RegistryLogin.password('r.example.com', 'me', 'hunter2')).toThrow(
      /is, or has in it, a plain text/,
    );
    expect(() => RegistryLogin.dockerConfig('https://r.example.com/x')).toThrow(/is no host/);
  });

  test('has to be there before a service, which says so', () => {
    const stack = new TerraformStack(Testing.app({ outdir: temporaryFolder() }), 'dev');
    new Service(stack, 'notes', { image: new GoImage(stack, 'image', { source: goModule() }) });
    expect(() => Testing.synth(stack, true)).toThrow(
      /\[dev\/notes\] there is no DockerHost in the stack yet; make one/,
    );
  });

  test('refuses an address that is none, with the construct path and the fix', () => {
    expect(stackWith('localhost:2375')).toThrow(
      /\[dev\/docker\] host "localhost:2375" is not the address of an Engine; write unix:\/\/\/path/,
    );
  });
});
