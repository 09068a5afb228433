import type { Arguments, DeployedStack } from './deployed-stack';
import { additions, upgradeProblems } from './upgrade-problems';

type Resources = Record<string, Record<string, Arguments>>;

const IMAGE = { name: 'notes:1', triggers: { source: 'a' }, keep_locally: true };
const CONTAINER = {
  provider: 'docker.containers',
  image: '${docker_image.image.image_id}',
  env: ['A=1', 'B=2'],
  command: ['a', 'b'],
  memory: 64,
  restart: 'always',
  healthcheck: { test: ['CMD', 'x'], retries: 3 },
  labels: [
    { label: 'path', value: 'dev/notes' },
    { label: 'spec', value: '1' },
  ],
  networks_advanced: [{ name: 'a', aliases: ['x', 'y'] }, { name: 'b' }],
};
const VOLUME = {
  name: 'dev-data',
  labels: [{ label: 'path', value: 'dev/data' }],
  lifecycle: { ignore_changes: ['labels'], prevent_destroy: true },
};
const DATA = { input: { a: 1 }, triggers_replace: ['1'] };
const RELEASED: DeployedStack & { readonly resource: Resources } = {
  provider: { docker: [{}, { alias: 'containers', host: 'ssh://a' }] },
  resource: {
    docker_image: { image: IMAGE },
    docker_container: { notes: CONTAINER },
    docker_volume: { data: VOLUME },
    docker_network: { own: { name: 'dev-network', driver: 'bridge' } },
    terraform_data: { generation: DATA },
  },
  terraform: { required_providers: { docker: { source: 'kreuzwerker/docker', version: '>= 3.9.0' } } },
};

/** What an upgrade does when some resources, and perhaps more, are as given. */
function upgradedTo(resource: Resources, others: Partial<DeployedStack> = {}): string[] {
  return upgradeProblems(RELEASED, {
    ...RELEASED,
    ...others,
    resource: { ...RELEASED.resource, ...resource },
  });
}

const container = (args: Arguments): Resources => ({
  docker_container: { notes: { ...CONTAINER, ...args } },
});
const volume = (args: Arguments): Resources => ({ docker_volume: { data: { ...VOLUME, ...args } } });
const replaced = (address: string, names: string): string[] => [
  `${address} would be replaced, because these differ: ${names}`,
];

describe('an upgrade', () => {
  test('to the same is none', () => {
    expect(upgradedTo({})).toEqual([]);
  });

  test.each<[string, Resources]>([
    ['memory and restart policy', container({ memory: 128, restart: 'no' })],
    ['what is waited for', container({ wait: true, wait_timeout: 9, depends_on: ['docker_volume.data'] })],
    ['what happens to an old image', { docker_image: { image: { ...IMAGE, keep_locally: false } } }],
    ['facts', { terraform_data: { generation: { ...DATA, input: { a: 2 } } } }],
    ['what is ignored', volume({ labels: [] })],
    [
      'the order of what has none',
      container({
        env: ['B=2', 'A=1'],
        labels: [...CONTAINER.labels].reverse(),
        networks_advanced: [{ name: 'b' }, { aliases: ['y', 'x'], name: 'a' }],
      }),
    ],
  ])('changes in place %s', (_what, resource) => {
    expect(upgradedTo(resource)).toEqual([]);
  });

  test.each<[string, Resources, string]>([
    ['a health check', container({ healthcheck: { test: ['CMD', 'x'], retries: 4 } }), 'healthcheck'],
    ['variables', container({ env: ['A=1'] }), 'env'],
    ['the order of arguments', container({ command: ['b', 'a'] }), 'command'],
    ['its network', container({ networks_advanced: [{ name: 'c' }] }), 'networks_advanced'],
    ['an argument that nobody knows', container({ unheard_of: 1 }), 'unheard_of'],
    ['an argument that is gone', container({ command: undefined }), 'command'],
    ['what replaces it', container({ lifecycle: { replace_triggered_by: ['x'] } }), 'replace_triggered_by'],
    ['its Docker host', container({ provider: 'docker' }), 'the Docker host'],
  ])('replaces a container for %s', (_what, resource, names) => {
    expect(upgradedTo(resource)).toEqual(replaced('docker_container.notes', names));
  });

  test.each<[string, Resources, string, string]>([
    [
      'an image for its name and triggers',
      { docker_image: { image: { ...IMAGE, name: 'notes:2', triggers: { source: 'b' } } } },
      'docker_image.image',
      'name, triggers',
    ],
    ['a volume for its name', volume({ name: 'dev-other' }), 'docker_volume.data', 'name'],
    ['a volume for its driver', volume({ driver: 'nfs' }), 'docker_volume.data', 'driver'],
    [
      'a volume for labels that are not ignored any more',
      volume({ labels: [], lifecycle: { prevent_destroy: true } }),
      'docker_volume.data',
      'labels',
    ],
    [
      'a network for anything',
      { docker_network: { own: { name: 'dev-network', driver: 'bridge', internal: true } } },
      'docker_network.own',
      'internal',
    ],
    [
      'a generation for its triggers',
      { terraform_data: { generation: { ...DATA, triggers_replace: ['2'] } } },
      'terraform_data.generation',
      'triggers_replace',
    ],
  ])('replaces %s', (_what, resource, address, names) => {
    expect(upgradedTo(resource)).toEqual(replaced(address, names));
  });

  test('removes what is gone, and what has another logical id', () => {
    expect(upgradedTo({ docker_volume: {} })).toEqual(['docker_volume.data would be removed']);
    const renamed = { docker_volume: { moved: VOLUME } };
    expect(upgradedTo(renamed)).toEqual(['docker_volume.data would be removed']);
    expect(additions(RELEASED, { resource: renamed })).toEqual(['docker_volume.moved']);
  });

  test('may add what it likes', () => {
    const more = { docker_tag: { new: { name: 'x' } } };
    expect(upgradedTo(more)).toEqual([]);
    expect(additions(RELEASED, { resource: { ...RELEASED.resource, ...more } })).toEqual(['docker_tag.new']);
  });

  test('leaves volumes protected', () => {
    const lifecycle = { ignore_changes: ['labels'] };
    expect(upgradedTo(volume({ lifecycle }))).toEqual(['docker_volume.data would no longer be protected']);
  });

  test('moves nothing to another Docker host or another provider', () => {
    const provider = { docker: [{}, { alias: 'containers', host: 'ssh://b' }] };
    expect(upgradedTo({}, { provider })).toEqual(replaced('docker_container.notes', 'the Docker host'));
    const terraform = { required_providers: { docker: { source: 'somebody/docker', version: '>= 3.9.0' } } };
    expect(upgradedTo({}, { terraform })).toEqual(['provider docker would be another one']);
  });

  test('may ask for a later release of the provider', () => {
    const terraform = {
      required_providers: { docker: { source: 'kreuzwerker/docker', version: '>= 4.0.0' } },
    };
    expect(upgradedTo({}, { terraform })).toEqual([]);
  });
});
