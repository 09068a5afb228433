import { TerraformOutput, type TerraformStack } from 'cdktf';
import { DockerHost, Image, RegistryPush, type RegistryPushProps } from '../../lib';
import { problemsOf, synthesize } from '../support/stack';

function pushIn(stack: TerraformStack, props: Partial<RegistryPushProps> = {}, id = 'push'): RegistryPush {
  const image = Image.reference(stack, `${id}-image`, { reference: 'notes:1', user: '1:1' });
  return new RegistryPush(stack, id, { image, repository: '127.0.0.1:5000/notes', tag: '1.4.0', ...props });
}

function registriesOf(build: (stack: TerraformStack) => void): unknown {
  const { provider } = synthesize(build).json as { provider?: { docker: { registry_auth?: unknown }[] } };
  return provider!.docker.map(({ registry_auth }) => registry_auth);
}

describe('RegistryPush', () => {
  test('tags the image and pushes it, again for every other image, and leaves it in the registry', () => {
    const dev = synthesize((stack) => pushIn(stack));
    const image = expect.stringMatching(/^\$\{docker_image\.[^.]+\.image_id\}$/) as string;
    expect(dev.one('docker_tag')).toEqual({
      source_image: image,
      target_image: '127.0.0.1:5000/notes:1.4.0',
    });
    expect(dev.one('docker_registry_image')).toEqual({
      name: '127.0.0.1:5000/notes:1.4.0',
      keep_remotely: true,
      triggers: { image },
      depends_on: [expect.stringMatching(/^docker_tag\./)],
    });
  });

  test('tells what exactly was pushed', () => {
    const { json } = synthesize((stack) => {
      const push = pushIn(stack);
      expect(push.reference).toBe('127.0.0.1:5000/notes:1.4.0');
      new TerraformOutput(stack, 'digest', { value: push.digest });
    });
    expect(json).toMatchObject({
      output: {
        digest: {
          value: expect.stringMatching(
            /^127\.0\.0\.1:5000\/notes@\$\{docker_registry_image\.\w+\.sha256_digest\}$/,
          ) as string,
        },
      },
    });
  });

  test('speaks plain HTTP with the registries of this machine, without credentials', () => {
    expect(
      registriesOf((stack) => {
        pushIn(stack);
        pushIn(stack, { repository: 'localhost:5001/notes' }, 'other');
        pushIn(stack, { tag: '2' }, 'same');
      }),
    ).toEqual([
      [
        { address: 'http://127.0.0.1:5000', auth_disabled: true },
        { address: 'http://localhost:5001', auth_disabled: true },
      ],
      undefined,
    ]);
  });

  test('takes the login of whoever runs Terraform for all other registries', () => {
    expect(
      registriesOf((stack) => {
        pushIn(stack, { repository: 'registry.example.com/team/notes' });
        pushIn(stack, { repository: '127.example.com/notes' }, 'other');
      }),
    ).toEqual([
      [{ address: 'https://registry.example.com' }, { address: 'https://127.example.com' }],
      undefined,
    ]);
  });

  test('leaves what the provider was told of the registry before', () => {
    expect(
      registriesOf((stack) => {
        const known = { address: 'https://127.0.0.1:5000/v2', configFile: '/run/registry.json' };
        DockerHost.find(stack)!.resource.registryAuth = [known];
        pushIn(stack);
      }),
    ).toEqual([[{ address: 'https://127.0.0.1:5000/v2', config_file: '/run/registry.json' }], undefined]);
  });

  test('is known from everything else', () => {
    synthesize((stack) => {
      expect(RegistryPush.isRegistryPush(pushIn(stack))).toBe(true);
    });
    expect(RegistryPush.isRegistryPush('')).toBe(false);
  });

  test.each<[string, Partial<RegistryPushProps>, string]>([
    ['a repository with a tag', { repository: '127.0.0.1:5000/notes:1' }, 'is no place in a registry'],
    ['a repository in capitals', { repository: '127.0.0.1:5000/Notes' }, 'is no place in a registry'],
    [
      'a repository without a registry',
      { repository: 'team/notes' },
      'repository "team/notes" does not say which registry; write its host first, such as "registry.example.com/team/notes"',
    ],
    ['an empty tag', { tag: '' }, 'tag "" is not possible'],
    ['a tag with a plus', { tag: '1.4.0+build' }, 'write "1.4.0-build"'],
    ['a tag that begins with a dot', { tag: '.4' }, 'not beginning with "." or "-"; write "4"'],
    ['a long tag', { tag: 'x'.repeat(129) }, `write "${'x'.repeat(128)}"`],
  ])('refuses %s, with the fix', (_what, props, sentence) => {
    const text = problemsOf((stack) => pushIn(stack, props));
    expect(text).toContain('[dev/push]');
    expect(text).toContain(sentence);
  });

  test('takes the longest tag', () => {
    synthesize((stack) => pushIn(stack, { tag: '_'.repeat(128) }));
  });

  test('refuses two images under one tag, at the second one', () => {
    const text = problemsOf((stack) => {
      pushIn(stack);
      pushIn(stack, {}, 'again');
    });
    expect(text).toContain('[dev/again] "127.0.0.1:5000/notes:1.4.0" is pushed by dev/push already');
    expect(text).not.toContain('[dev/push]');
  });
});
