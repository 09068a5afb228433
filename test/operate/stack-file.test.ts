import { engineOf, enginesOf } from '../../lib/operate/stack-file';

const engines = (docker: object[], environment: NodeJS.ProcessEnv) =>
  enginesOf({ provider: { docker } }, '/out/stacks/dev', environment);

describe('the Engines of a stack', () => {
  test('have the certificates that the provider takes: those of the stack, else those of the environment', () => {
    const found = engines(
      [{}, { alias: 'near', cert_path: '', host: 'unix:///x' }, { alias: 'far', cert_path: 'tls' }],
      { DOCKER_CERT_PATH: '/home/me/tls' },
    );
    expect(Object.fromEntries(found)).toEqual({
      '': { certificates: '/home/me/tls' },
      near: { host: 'unix:///x' },
      far: { certificates: '/out/stacks/dev/tls' },
    });
  });

  test('have none where neither says any', () => {
    expect(Object.fromEntries(engines([{ host: 'tcp://far:2375' }], {}))).toEqual({
      '': { host: 'tcp://far:2375' },
    });
  });

  test('are found by the provider that a resource names', () => {
    const found = engines([{}, { alias: 'far', host: 'ssh://far' }], {});
    expect(engineOf(found, 'docker.far')).toEqual({ host: 'ssh://far' });
    expect(engineOf(found, undefined)).toEqual({});
    expect(engineOf(found, 'docker.gone')).toEqual({});
  });
});
