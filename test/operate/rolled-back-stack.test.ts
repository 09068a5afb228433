import { rolledBackStack } from '../../lib/operate/rolled-back-stack';
import type { ImageUse } from '../../lib/operate/rollback-plan';

const about = { '//': { metadata: { path: 'dev/image/Resource' } } };
const ROOT = {
  terraform: { backend: { local: { path: '../../dev.tfstate' } } },
  resource: {
    docker_image: {
      image_1: {
        ...about,
        name: 'notes:000000000002',
        provider: 'docker.east',
        keep_locally: true,
        lifecycle: { create_before_destroy: true },
        triggers: { source: 'x' },
        build: { context: 'images/image_1', dockerfile: 'Dockerfile' },
      },
      files_1: {
        name: 'notes-with-files:000000000002',
        triggers: { base: '${docker_image.image_1.image_id}', files: '000000000002' },
        build: { context: 'images/files_1', dockerfile: 'Dockerfile' },
      },
      pulled: { name: 'postgres:17' },
    },
    docker_container: { api_1: { image: '${docker_image.image_1.image_id}' } },
    terraform_data: {
      'go-containers-facts_0123ABCD': {
        input: { 'dev/image': { kind: 'image' }, 'dev/api': { kind: 'service' } },
      },
      other: { input: { 'dev/image': 1 } },
    },
    docker_tag: { tag_1: { source_image: '${docker_image.image_1.image_id}' }, tag_2: { source_image: 'x' } },
    docker_registry_image: {
      push_1: {
        triggers: { image: '${docker_image.image_1.image_id}' },
        lifecycle: { prevent_destroy: true },
      },
    },
  },
};

const WHOLE = ['docker_tag.tag_1', 'docker_registry_image.push_1'];

function rolledBack(uses: Record<string, ImageUse>, isOther = true, whole = WHOLE): typeof ROOT {
  return rolledBackStack(ROOT, {
    uses: new Map(Object.entries(uses)),
    others: new Set(isOther ? ['image_1'] : []),
    otherPaths: new Set(isOther ? ['dev/image'] : []),
    stack: 'dev',
    whole: new Set(whole),
    contextOf: (resource) => `contexts/${resource}`,
  }) as typeof ROOT;
}

const OLD: ImageUse = { kind: 'by-name', name: 'notes:000000000001' };

describe('a stack that is rolled back', () => {
  test('names the older image and builds it not', () => {
    expect(rolledBack({ image_1: OLD }).resource.docker_image.image_1).toEqual({
      ...about,
      name: 'notes:000000000001',
      provider: 'docker.east',
      keep_locally: true,
      lifecycle: { create_before_destroy: true },
    });
  });

  test('puts files on top of it from a context of their own', () => {
    const files: ImageUse = {
      kind: 'files',
      name: 'notes-with-files:000000000001',
      context: { dockerfile: '', files: {} },
    };
    expect(rolledBack({ image_1: OLD, files_1: files }).resource.docker_image.files_1).toEqual({
      name: 'notes-with-files:000000000001',
      triggers: { base: '${docker_image.image_1.image_id}', files: 'notes-with-files:000000000001' },
      build: { context: 'contexts/files_1', dockerfile: 'Dockerfile' },
    });
  });

  test('says no facts of an image that it does not declare', () => {
    const { terraform_data } = rolledBack({ image_1: OLD }).resource;
    expect(terraform_data['go-containers-facts_0123ABCD'].input).toEqual({ 'dev/api': { kind: 'service' } });
    expect(terraform_data.other).toBe(ROOT.resource.terraform_data.other);
  });

  test('leaves what a registry has under the name of a release', () => {
    const { docker_tag, docker_registry_image } = rolledBack({ image_1: OLD }).resource;
    expect(docker_tag.tag_1).toEqual({
      ...ROOT.resource.docker_tag.tag_1,
      lifecycle: { ignore_changes: 'all' },
    });
    expect(docker_tag.tag_2).toEqual(ROOT.resource.docker_tag.tag_2);
    expect(docker_registry_image.push_1.lifecycle).toEqual({ prevent_destroy: true, ignore_changes: 'all' });
  });

  test('makes nothing of the older image that a registry does not have yet under the name of a release', () => {
    const { docker_tag, docker_registry_image } = rolledBack(
      { image_1: OLD },
      true,
      WHOLE.slice(0, 1),
    ).resource;
    expect(docker_tag.tag_1).toMatchObject({ lifecycle: { ignore_changes: 'all' } });
    expect(docker_registry_image).toBeUndefined();
    expect(rolledBack({ image_1: OLD }, true, []).resource.docker_tag).toEqual({
      tag_2: ROOT.resource.docker_tag.tag_2,
    });
  });

  test('is else what was synthesized', () => {
    const { terraform, resource } = rolledBack({ image_1: OLD });
    expect(terraform).toBe(ROOT.terraform);
    expect(resource.docker_container).toEqual(ROOT.resource.docker_container);
    expect(resource.docker_image.pulled).toBe(ROOT.resource.docker_image.pulled);
    expect(rolledBack({ image_1: { kind: 'as-declared' } }, false)).toEqual(ROOT);
  });
});
