import { TerraformStack, Testing } from 'cdktf';
import { DockerHost, GoImage, Service } from '../../lib';
import { goModule, temporaryFolder } from '../support/go-module';
import { problemsOf } from '../support/stack';

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

  test('leaves the address to whoever runs Terraform, unless one is given', () => {
    expect(stackWith()()).toMatchObject({ provider: { docker: [{}, {}] } });
    expect(stackWith('ssh://deploy@host')()).toMatchObject({
      provider: {
        docker: [{ host: 'ssh://deploy@host' }, { host: 'ssh://deploy@host', alias: 'containers' }],
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

  test('is one per stack, and says where the first one is', () => {
    const text = problemsOf((stack) => new DockerHost(stack, 'again'));
    expect(text).toContain(
      '[dev/again] the stack has a DockerHost already, dev/docker; give each host a stack',
    );
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
