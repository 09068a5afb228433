import { TerraformStack, Testing } from 'cdktf';
import { DockerHost } from '../../lib';

function stackWith(host?: string) {
  const stack = new TerraformStack(Testing.app(), 'dev');
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
    expect(stackWith()()).toMatchObject({ provider: { docker: [{}] } });
    expect(stackWith('ssh://deploy@host')()).toMatchObject({
      provider: { docker: [{ host: 'ssh://deploy@host' }] },
    });
  });

  test('refuses an address that is none, with the construct path and the fix', () => {
    expect(stackWith('localhost:2375')).toThrow(
      /\[dev\/docker\] host "localhost:2375" is not the address of an Engine; write unix:\/\/\/path/,
    );
  });
});
