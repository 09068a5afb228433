import { PATH_LABEL } from '../../lib/facts/labels';
import { readDeclaredStack } from '../../lib/operate/declared-stack';

const labels = (path: string): object => ({
  labels: [
    { label: 'other', value: 'x' },
    { label: PATH_LABEL, value: path },
  ],
});

function read(resource: object, docker: unknown = [{}]): ReturnType<typeof readDeclaredStack> {
  return readDeclaredStack(JSON.stringify({ provider: { docker }, resource }), '/out/stacks/dev');
}

describe('readDeclaredStack', () => {
  test('reads names and paths of what a stack keeps on the Engine', () => {
    const stack = read({
      docker_container: { api_1: { name: 'dev-api', ...labels('dev/api') } },
      docker_network: { network_1: { name: 'dev-network' } },
      docker_volume: { data_1: { name: 'dev-data', ...labels('dev/data') } },
      docker_image: { image_1: { name: 'x:1' } },
    });
    expect(stack).toEqual({
      containers: [{ name: 'dev-api', path: 'dev/api', engine: {} }],
      networks: [{ name: 'dev-network', engine: {} }],
      volumes: [{ name: 'dev-data', path: 'dev/data', engine: {} }],
      engines: [{}],
    });
  });

  test('knows no name that only Terraform can work out', () => {
    const name = 'dev-api-secrets-${substr(terraform_data.x.id, 0, 8)}';
    const { containers } = read({ docker_container: { x: { name, ...labels('dev/api/secrets-run') } } });
    expect(containers).toEqual([{ name: undefined, path: 'dev/api/secrets-run', engine: {} }]);
  });

  test('knows nothing of resources that are not of this library', () => {
    const { containers } = read({ docker_container: { x: { name: 'x', labels: 'odd' }, y: {} } });
    expect(containers.map(({ path }) => path)).toEqual([undefined, undefined]);
  });

  test('has for each of them the Engine of its provider, and each Engine once', () => {
    const stack = read(
      {
        docker_container: {
          a: { name: 'a', provider: 'docker.containers' },
          b: { name: 'b', provider: 'docker.east-containers' },
          c: { name: 'c' },
        },
      },
      [
        { host: 'ssh://here' },
        { host: 'ssh://here', alias: 'containers' },
        { host: 'tcp://east:2376', alias: 'east', cert_path: 'tls' },
        { host: 'tcp://east:2376', alias: 'east-containers', cert_path: 'tls' },
      ],
    );
    const here = { host: 'ssh://here' };
    const east = { host: 'tcp://east:2376', certificates: '/out/stacks/dev/tls' };
    expect(stack.containers.map(({ engine }) => engine)).toEqual([here, east, here]);
    expect(stack.engines).toEqual([here, east]);
  });

  test('does not ask the Engine of a provider that the stack has for other ends', () => {
    const docker = [
      { host: 'tcp://own' },
      { host: 'unix:///x', alias: 'host-docker-1' },
      { host: 'unix:///x', alias: 'host-docker-1-containers' },
    ];
    expect(read({}, docker).engines).toEqual([{ host: 'unix:///x' }]);
  });

  test('reads a single provider that is no list, and a stack with nothing in it', () => {
    expect(read({}, { host: 'tcp://one' })).toEqual({
      containers: [],
      networks: [],
      volumes: [],
      engines: [{ host: 'tcp://one' }],
    });
    expect(readDeclaredStack('{}', '/out').engines).toEqual([]);
  });

  test.each<[string, string]>([
    ['{', 'cdk.tf.json is not JSON'],
    ['[]', 'cdk.tf.json is not an object'],
    ['{"resource":[]}', 'resource is not an object'],
    ['{"resource":{"docker_volume":{"x":1}}}', 'docker_volume.x is not an object'],
    ['{"provider":{"docker":[{"host":"${var.host}"}]}}', 'provider.docker.host is "${var.host}"'],
  ])('refuses %s in one sentence', (text, words) => {
    expect(() => readDeclaredStack(text, '/out')).toThrow(words);
  });
});
