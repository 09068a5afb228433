import type { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Image, type ImageReferenceProps, MIRROR_CONTEXT, ReferencedImage, Service } from '../../lib';
import { problemsOf, synthesize } from '../support/stack';

const PROPS = { reference: 'postgres:17', user: '999:999' };

function imageIn(stack: TerraformStack, props: Partial<ImageReferenceProps> = {}): ReferencedImage {
  return Image.reference(stack, 'image', { ...PROPS, ...props });
}

describe('Image.reference', () => {
  test('is pulled by name, and stays on the Engine', () => {
    expect(synthesize((stack) => imageIn(stack)).one('docker_image')).toEqual({
      name: 'postgres:17',
      keep_locally: true,
      lifecycle: { create_before_destroy: true },
    });
  });

  test('is pulled from the mirror of the app', () => {
    const { name } = synthesize((stack) => {
      const inner = new Construct(stack, 'inner');
      inner.node.setContext(MIRROR_CONTEXT, 'mirror.example.com');
      Image.reference(inner, 'image', PROPS);
    }).one('docker_image');
    expect(name).toBe('mirror.example.com/docker.io/library/postgres:17');
  });

  test('is there before a container of the stack is touched', () => {
    const { json } = synthesize((stack) => imageIn(stack));
    expect(Object.values(json.resource!.terraform_data!).map(({ depends_on }) => depends_on)).toContainEqual([
      expect.stringMatching(/^docker_image\.image_/),
    ]);
  });

  test('tells a service what it was told', () => {
    const writable = ['/var/lib/postgresql/data'];
    synthesize((stack) => {
      const contract = { user: '999:999', port: 5432, shell: true, writable };
      expect(imageIn(stack, contract).contract).toEqual(contract);
    });
    const { user } = synthesize((stack) => new Service(stack, 'db', { image: imageIn(stack) })).one(
      'docker_container',
    );
    expect(user).toBe('999:999');
  });

  test('is known from everything else', () => {
    synthesize((stack) => {
      expect(ReferencedImage.isReferencedImage(imageIn(stack))).toBe(true);
    });
    expect(ReferencedImage.isReferencedImage(null)).toBe(false);
  });

  test.each<[string, Partial<ImageReferenceProps>, string]>([
    [
      'no reference',
      { reference: 'Postgres 17' },
      'image "Postgres 17" is no image reference; write it like',
    ],
    ['the empty image', { reference: 'scratch' }, 'image "scratch" is the empty one and cannot be pulled'],
    ['a user by name', { user: 'postgres' }, 'user "postgres" is not given by numbers'],
    ['root', { user: '0:0' }, 'user "0:0" is root, which a program in a container does not need'],
    ['root in disguise', { user: '00:5' }, 'user "00:5" is root'],
    ['the group of root', { user: '999:0' }, 'user "999:0" is root'],
    ['no group', { user: '999' }, 'user "999" has no group; write "999:999"'],
    ['no port', { port: 0 }, 'port 0 is not possible; give a whole number from 1 to 65535'],
    ['a relative directory', { writable: ['data'] }, 'directory "data" is not possible in a container'],
  ])('refuses %s, with the fix', (_what, props, sentence) => {
    expect(problemsOf((stack) => imageIn(stack, props))).toContain(`[dev/image] ${sentence}`);
  });
});
