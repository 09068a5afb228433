import { ask, askForObjects, dockerArguments, dockerEnvironment } from '../../lib/operate/engine-address';
import { writeTree } from '../support/go-module';

/** Runs `look` with a `docker` of this text. */
function withDocker<T>(script: string, look: () => T): T {
  const before = process.env.PATH;
  process.env.PATH = `${writeTree({ docker: `#!/bin/sh\n${script}\n` }, ['docker'])}:${before ?? ''}`;
  try {
    return look();
  } finally {
    process.env.PATH = before;
  }
}

describe('dockerArguments', () => {
  test('say nothing of the Engine that the environment names', () => {
    expect(dockerArguments({}, ['version'])).toEqual(['version']);
  });

  test('name the Engine and the files of TLS as the provider has them', () => {
    expect(dockerArguments({ host: 'tcp://far:2376', certificates: '/etc/tls' }, ['version'])).toEqual([
      ...['--host', 'tcp://far:2376', '--tlsverify', '--tlscacert', '/etc/tls/ca.pem'],
      ...['--tlscert', '/etc/tls/cert.pem', '--tlskey', '/etc/tls/key.pem', 'version'],
    ]);
  });
});

describe('dockerEnvironment', () => {
  test('names the same, and nothing that the provider was not told', () => {
    expect(dockerEnvironment({})).toEqual({});
    expect(dockerEnvironment({ host: 'tcp://far:2376', certificates: '/etc/tls' })).toEqual({
      DOCKER_HOST: 'tcp://far:2376',
      DOCKER_CERT_PATH: '/etc/tls',
      DOCKER_TLS_VERIFY: '1',
    });
  });

  test('takes the certificates of another host away from one that has none', () => {
    expect(dockerEnvironment({ host: 'unix:///x' })).toEqual({
      DOCKER_HOST: 'unix:///x',
      DOCKER_CERT_PATH: '',
      DOCKER_TLS_VERIFY: '',
    });
  });
});

describe('asking an Engine', () => {
  test('gives the objects that it writes, one on a line', () => {
    const script = `printf '{"words":"%s"}\\n' "$*"; echo; echo null`;
    expect(withDocker(script, () => askForObjects({ host: 'tcp://far' }, ['container', 'ls']))).toEqual([
      { words: '--host tcp://far container ls' },
      null,
    ]);
  });

  test('says which Engine gives no answer, and in which words', () => {
    const fails = 'echo "Cannot connect to the Docker daemon" >&2; exit 1';
    expect(() => withDocker(fails, () => ask({ host: 'tcp://far' }, ['info']))).toThrow(
      'the Engine at tcp://far gives no answer (Cannot connect to the Docker daemon); start it, or correct the address',
    );
    expect(() => withDocker(fails, () => ask({}, ['info']))).toThrow('the address of DOCKER_HOST');
  });

  test('says that there is no Docker command', () => {
    const before = process.env.PATH;
    process.env.PATH = '/nowhere';
    try {
      expect(() => ask({}, ['info'])).toThrow('docker cannot be started');
    } finally {
      process.env.PATH = before;
    }
  });
});
