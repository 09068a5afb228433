import type { Fields } from '../../../lib/core/json';
import type { ResourceChange } from '../../../lib/review/model/plan';
import { OTHER_DOCKER_RULES } from '../../../lib/review/rules/other-docker-rules';
import { changeOf, contextWith } from '../support/plan-builder';
import { judgedBy } from '../support/judged';

const judged = (
  type: string,
  before: Fields | undefined,
  after: Fields | undefined,
  parts: Partial<ResourceChange> = {},
) =>
  judgedBy(
    OTHER_DOCKER_RULES,
    contextWith({
      changes: [changeOf(`${type}.x`, { before, after, effect: effectOf(before, after), ...parts })],
    }),
  ).map(({ rule, severity, effect }) => `${rule} ${severity}: ${effect}`);

function effectOf(before: unknown, after: unknown): ResourceChange['effect'] {
  return before === undefined ? 'create' : after === undefined ? 'delete' : 'update';
}

describe('a plugin of the Engine', () => {
  const plugin = (others: Fields = {}): Fields => ({ name: 'example/plugin:1', enabled: true, ...others });
  const all = plugin({ grant_all_permissions: true });
  const some = (...values: string[]) => plugin({ grant_permissions: [{ name: 'network', value: values }] });

  test('that is granted everything blocks, as a new one, and when it was not', () => {
    const blocks = [expect.stringMatching(/^CR-PRIV-1 block: .* every permission/)];
    expect(judged('docker_plugin', undefined, all)).toEqual(blocks);
    expect(judged('docker_plugin', plugin(), all)).toEqual(blocks);
    expect(judged('docker_plugin', some('host'), all)).toEqual(blocks);
  });

  test('that is granted something more blocks, and that is named', () => {
    const blocks = [
      expect.stringContaining(
        'CR-PRIV-1 block: a plugin of the Engine gets a permission on the Docker host: network (bridge, host)',
      ),
    ];
    expect(judged('docker_plugin', undefined, some('host', 'bridge'))).toEqual(blocks);
    expect(judged('docker_plugin', some('bridge'), some('bridge', 'host'))).toEqual(blocks);
  });

  test('with the rights that it had holds, whatever their order, and so do fewer', () => {
    expect(judged('docker_plugin', all, { ...all, enabled: false })).toEqual([]);
    expect(judged('docker_plugin', some('a', 'b'), some('b', 'a'))).toEqual([]);
    expect(judged('docker_plugin', all, some('host'))).toEqual([]);
    expect(judged('docker_plugin', all, plugin())).toEqual([]);
    expect(judged('docker_plugin', all, undefined)).toEqual([]);
  });

  test('that is another program than the one with the same rights blocks', () => {
    expect(judged('docker_plugin', all, { ...all, name: 'example/other:1' })).toHaveLength(1);
  });

  test('whose rights are known after the apply warns', () => {
    const unknown = { afterUnknown: { grant_permissions: true } };
    expect(judged('docker_plugin', undefined, plugin(), unknown)).toEqual([
      expect.stringMatching(/^CR-PRIV-1 warn: .*cannot be told/),
    ]);
  });
});

describe('a builder', () => {
  test.each([
    ['security.insecure', { buildkit_flags: '--allow-insecure-entitlement security.insecure' }],
    ['network.host', { buildkit_flags: '--allow-insecure-entitlement=network.host' }],
    ['the network of the host', { buildkit_flags: '--oci-worker-net host' }],
    ['the network of the host', { driver_options: { network: 'host' } }],
    ['the network of the host', { docker_container: [{ network: 'host' }] }],
    ['a privileged container', { driver_options: { privileged: 'true' } }],
  ])('blocks with %s: %j', (told, settings) => {
    expect(judged('docker_buildx_builder', { name: 'b' }, { name: 'b', ...settings })).toEqual([
      expect.stringMatching(/^CR-PRIV-1 block: /),
    ]);
    expect(judged('docker_buildx_builder', undefined, settings)[0]).toContain(told);
    expect(judged('docker_buildx_builder', settings, { ...settings, use: true })).toEqual([]);
  });

  test('warns with a file of settings that nobody has seen', () => {
    const config = { buildkit_config: 'buildkitd.toml' };
    expect(judged('docker_buildx_builder', undefined, config)).toEqual([
      expect.stringMatching(/^CR-PRIV-1 warn: /),
    ]);
    expect(judged('docker_buildx_builder', config, config)).toEqual([]);
  });

  test('holds without any of that', () => {
    const plain = { name: 'b', docker_container: [{ image: 'moby/buildkit' }], buildkit_flags: '' };
    expect(judged('docker_buildx_builder', undefined, plain)).toEqual([]);
  });
});

describe('a project of Compose', () => {
  const project = { config_paths: ['compose.yaml'] };

  test('warns when it is created or changed, since nobody can look into it', () => {
    const warns = [expect.stringMatching(/^CR-PRIV-1 warn: .*cannot look into/)];
    expect(judged('docker_compose', undefined, project)).toEqual(warns);
    expect(judged('docker_compose', project, { ...project, wait: true })).toEqual(warns);
  });

  test('tells that its containers go when it is destroyed', () => {
    expect(judged('docker_compose', project, undefined)).toEqual([
      expect.stringMatching(/^CR-DOWN-1 warn: all containers/),
    ]);
    expect(judged('docker_compose', project, project, { effect: 'replace' })).toHaveLength(2);
  });

  test('holds as it is', () => {
    expect(judged('docker_compose', project, project, { effect: 'none' })).toEqual([]);
  });
});
