import { buildCommand, debugName, readImageBuild as read } from '../../lib/operate/image-build';

const stack = (build: object, more: object = {}, provider: unknown = [{}]): string =>
  JSON.stringify({
    provider: { docker: provider },
    resource: { docker_image: { hello_1: { name: 'hello:1c2d', build, ...more } } },
  });
const readImageBuild = (text: string, image: string): ReturnType<typeof read> => read(text, image, '/out');
const SMALL = { context: 'images/hello_1' };
const place = {
  context: '/out/images/hello_1',
  dockerfile: '/out/images/hello_1/Dockerfile',
  resolve: (path: string) => `/out/${path}`,
  result: ['--tag', 'x'],
};

describe('readImageBuild', () => {
  test('reads all that a synthesis writes', () => {
    const build = {
      ...SMALL,
      dockerfile: 'Dockerfile',
      build_args: { SOURCE_DATE_EPOCH: '0' },
      labels: { a: 'b' },
      target: 'final',
      platform: 'linux/arm64',
      secrets: [
        { id: 'netrc', src: '../netrc' },
        { id: 'other', env: 'NETRC' },
      ],
    };
    expect(readImageBuild(stack(build, {}, [{ alias: 'x' }, { host: 'ssh://u@h' }]), 'hello_1')).toEqual({
      name: 'hello:1c2d',
      context: 'images/hello_1',
      dockerfile: 'Dockerfile',
      buildArguments: { SOURCE_DATE_EPOCH: '0' },
      labels: { a: 'b' },
      target: 'final',
      platform: 'linux/arm64',
      secrets: [
        { id: 'netrc', file: '../netrc' },
        { id: 'other', variable: 'NETRC' },
      ],
      engine: { host: 'ssh://u@h' },
    });
  });

  test('needs no more than a context', () => {
    expect(readImageBuild(stack(SMALL), 'hello_1')).toMatchObject({ dockerfile: 'Dockerfile', secrets: [] });
  });

  test('takes the host and the certificates of the provider that the image has', () => {
    const text = stack(SMALL, { provider: 'docker.far' }, [
      { host: 'tcp://near:1' },
      { alias: 'far', host: 'tcp://far:1', cert_path: 'keys' },
    ]);
    expect(readImageBuild(text, 'hello_1').engine).toEqual({
      host: 'tcp://far:1',
      certificates: '/out/keys',
    });
  });

  test.each<[string, string, string]>([
    ['{', 'hello_1', 'cdk.tf.json is not JSON'],
    ['[]', 'hello_1', 'cdk.tf.json is not an object'],
    [stack(SMALL), 'other', 'docker_image.other is not an object'],
    [stack(SMALL), 'constructor', 'docker_image.constructor is not an object'],
    [stack({}), 'hello_1', 'docker_image.hello_1.build.context is not a text'],
    [stack({ ...SMALL, no_cache: true }), 'hello_1', 'build has "no_cache", which is not known here'],
    [stack({ ...SMALL, build_args: { A: 1 } }), 'hello_1', 'build.build_args.A is not a text'],
    [stack({ ...SMALL, build_args: { A: '${var.a}' } }), 'hello_1', 'which only Terraform can work out'],
    [stack({ ...SMALL, secrets: {} }), 'hello_1', 'build.secrets is not a list'],
    [stack({ ...SMALL, secrets: [{}] }), 'hello_1', 'build.secrets[0].id is not a text'],
    [stack(SMALL, {}, [{ host: '${var.host}' }]), 'hello_1', 'provider.docker.host is "${var.host}"'],
  ])('refuses %s (%s) in one sentence', (text, image, words) => {
    expect(() => readImageBuild(text, image)).toThrow(words);
  });
});

describe('buildCommand', () => {
  test('passes on everything that Terraform would', () => {
    const build = readImageBuild(
      stack({
        ...SMALL,
        build_args: { B: '2 3', A: '1' },
        platform: 'linux/arm64',
        secrets: [{ id: 'a', src: 'dir/with, "comma"' }, { id: 'b', env: 'B' }, { id: 'c' }],
      }),
      'hello_1',
    );
    expect(buildCommand(build, place)).toEqual([
      ...['build', '--progress', 'plain', '--file', '/out/images/hello_1/Dockerfile'],
      ...['--build-arg', 'A=1', '--build-arg', 'B=2 3', '--platform', 'linux/arm64'],
      ...['--secret', 'id=a,"src=/out/dir/with, ""comma"""', '--secret', 'id=b,env=B', '--secret', 'id=c'],
      ...['--tag', 'x', '/out/images/hello_1'],
    ]);
  });
});

describe('debugName', () => {
  test('marks the tag, and leaves the port of a registry alone', () => {
    expect(debugName('hello:1c2d')).toBe('hello:debug-1c2d');
    expect(debugName('localhost:5000/team/hello:1')).toBe('localhost:5000/team/hello:debug-1');
    expect(() => debugName('localhost:5000/hello')).toThrow('has no tag');
  });
});
