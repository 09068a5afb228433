import { plain } from '../../../lib/review/model/phrase';
import type { ConfiguredResource, ResourceChange } from '../../../lib/review/model/plan';
import { replacements } from '../../../lib/review/rules/replacements';
import { changeOf, contextWith, type ContextParts } from '../support/plan-builder';
import { settings } from '../support/settings';

function drawn(parts: ContextParts): string[] {
  return replacements(contextWith(parts)).map(
    ({ from, to, effect }) => `${plain(from)} -> ${plain(to)} (${effect})`,
  );
}

const image = changeOf('docker_image.app', { before: { name: 'a' }, after: { name: 'b' } });
const refersTo = (reference: string): ConfiguredResource => ({
  address: 'docker_container.web',
  providerKey: 'docker',
  expressions: { image: { references: [`${reference}.image_id`, reference] }, user: { constant_value: 'x' } },
  references: [reference],
});
const replaced = (attribute: string, change: Partial<ResourceChange> = {}) => ({
  before: settings(),
  after: settings({ user: '1:1' }),
  change: { replacePaths: [[attribute]], ...change },
});
const dependents = { 'docker_image.app': ['docker_container.web'] };

describe('the picture of what is replaced by what', () => {
  test('has an image and the container that runs it', () => {
    expect(
      drawn({
        containers: [replaced('image')],
        changes: [image],
        configured: [refersTo('docker_image.app')],
        dependents,
      }),
    ).toEqual(['docker_image.app -> docker_container.web (replace)']);
  });

  test('has a container with a further reason', () => {
    expect(
      drawn({
        containers: [replaced('image', { replacePaths: [['user'], ['image']] })],
        changes: [image],
        configured: [refersTo('docker_image.app')],
        dependents,
      }),
    ).toHaveLength(1);
  });

  test('has what follows through a value that something passes on', () => {
    expect(
      drawn({
        containers: [replaced('image')],
        changes: [image],
        configured: [refersTo('terraform_data.image')],
        dependents,
      }),
    ).toHaveLength(1);
  });

  test('has what a trigger replaces', () => {
    expect(
      drawn({
        containers: [replaced('user', { reason: 'replace_by_triggers', replacePaths: [] })],
        changes: [image],
        dependents,
      }),
    ).toHaveLength(1);
  });

  test('has a service of Swarm that is updated', () => {
    const service = changeOf('docker_service.web', { before: {}, after: { name: 'x' }, effect: 'update' });
    expect(
      drawn({ changes: [image, service], dependents: { 'docker_image.app': ['docker_service.web'] } }),
    ).toEqual(['docker_image.app -> docker_service.web (update)']);
  });

  test('has nothing of other providers', () => {
    const data = changeOf('terraform_data.x', { before: {}, after: { a: 1 }, reason: 'replace_by_triggers' });
    expect(
      drawn({ changes: [image, data], dependents: { 'docker_image.app': ['terraform_data.x'] } }),
    ).toEqual([]);
  });

  test('has a service of Swarm only where it changes, and no container that is updated', () => {
    const service = changeOf('docker_service.web', { before: {}, after: { name: 'x' }, effect: 'none' });
    expect(
      drawn({ changes: [image, service], dependents: { 'docker_image.app': ['docker_service.web'] } }),
    ).toEqual([]);
    expect(
      drawn({
        containers: [{ ...replaced('image'), effect: 'update' }],
        changes: [image],
        configured: [refersTo('docker_image.app')],
        dependents,
      }),
    ).toEqual([]);
  });

  test('has no container that is replaced for another reason, or that stays', () => {
    const parts = { changes: [image], configured: [refersTo('docker_image.app')], dependents };
    expect(drawn({ ...parts, containers: [replaced('user')] })).toEqual([]);
    const same = settings();
    expect(drawn({ ...parts, containers: [{ before: same, after: same }] })).toEqual([]);
  });

  test('has nothing that follows from what stays or is only read', () => {
    const same = { name: 'a' };
    const stays = changeOf('docker_image.app', { before: same, after: same });
    const parts = { containers: [replaced('image')], configured: [refersTo('docker_image.app')], dependents };
    expect(drawn({ ...parts, changes: [stays] })).toEqual([]);
    expect(drawn({ ...parts, changes: [{ ...image, isData: true }] })).toEqual([]);
  });

  test('finds what a module refers to', () => {
    const inModule = { ...refersTo('docker_image.app'), address: 'module.edge.docker_container.web' };
    expect(
      drawn({
        containers: [{ ...replaced('image'), address: 'module.edge.docker_container.web' }],
        changes: [
          { ...image, address: 'module.edge.docker_image.app', configured: 'module.edge.docker_image.app' },
        ],
        configured: [inModule],
        dependents: { 'module.edge.docker_image.app': ['module.edge.docker_container.web'] },
      }),
    ).toHaveLength(1);
  });

  test('has every pair once, and none of a construct with itself', () => {
    const web = { ...refersTo('docker_image.app'), address: 'docker_container.web' };
    const parts = {
      containers: [
        { ...replaced('image'), address: 'docker_container.web[0]' },
        { ...replaced('image'), address: 'docker_container.web[1]' },
      ],
      changes: [image],
      configured: [web],
      dependents: { 'docker_image.app': ['docker_container.web[0]', 'docker_container.web[1]'] },
    };
    const paths = { 'docker_container.web[0]': 'dev/web', 'docker_container.web[1]': 'dev/web' };
    expect(drawn({ ...parts, paths })).toEqual(['docker_image.app -> dev/web (replace)']);
    expect(drawn({ ...parts, paths: { ...paths, 'docker_image.app': 'dev/web' } })).toEqual([]);
  });
});
