import { copiesOf, withoutResources } from '../../lib/operate/rolled-back-copies';

const PUSH = 'docker_registry_image.push';
const ROOT = {
  output: { digest: { value: '${docker_registry_image.push.sha256_digest}' }, other: { value: 'x' } },
  resource: {
    docker_tag: {
      tag: { source_image: '${docker_image.image.image_id}' },
      tag_2: { source_image: '${docker_image.image_2.image_id}' },
    },
    docker_registry_image: {
      push: { name: '${docker_tag.tag.target_image}', depends_on: ['docker_tag.tag'] },
    },
    docker_container: { api: { image: 'x', depends_on: [PUSH, 'docker_tag.tag_2'] } },
  },
};

describe('copies of images', () => {
  test('are also those of another copy, and none of an image with a longer name', () => {
    expect([...copiesOf(ROOT, new Set(['image']))]).toEqual(['docker_tag.tag', PUSH]);
    expect(copiesOf(ROOT, new Set()).size).toBe(0);
    expect(copiesOf({}, new Set(['image'])).size).toBe(0);
  });

  test('leave no output and nothing that waits for them behind', () => {
    expect(withoutResources(ROOT, new Set(['docker_tag.tag', PUSH]), 'dev')).toEqual({
      output: { other: { value: 'x' } },
      resource: {
        docker_tag: { tag_2: ROOT.resource.docker_tag.tag_2 },
        docker_container: { api: { image: 'x', depends_on: ['docker_tag.tag_2'] } },
      },
    });
    expect(withoutResources(ROOT, new Set(), 'dev')).toBe(ROOT);
  });

  test('that something else is made of cannot be left out', () => {
    const docker_container = { api: { image: '${docker_registry_image.push.sha256_digest}' } };
    const root = { ...ROOT, resource: { ...ROOT.resource, docker_container } };
    expect(() => withoutResources(root, new Set([PUSH]), 'dev')).toThrow(
      /^dev needs docker_registry_image.push, which is not made yet .*; run "cdktf deploy dev" first$/,
    );
  });
});
