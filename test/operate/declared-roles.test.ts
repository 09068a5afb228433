import { Duration, GoImage, Health, Job, Secret, Service } from '../../lib';
import { declaredRoles } from '../../lib/operate/declared-roles';
import { goModule } from '../support/go-module';
import { synthesize } from '../support/stack';

describe('the roles of declared containers', () => {
  test('are read from what a stack really synthesizes to', () => {
    const { json } = synthesize((stack) => {
      const image = new GoImage(stack, 'image', { source: goModule(), name: 'notes' });
      new Job(stack, 'migrate', { image });
      const health = Health.http('/healthz', { interval: Duration.seconds(1) });
      const api = new Service(stack, 'api', { image, port: 8080, health });
      api.provideSecret('/run/secrets/password', Secret.fromVariable(stack, 'password'));
    });
    expect(Object.fromEntries(declaredRoles(json as never))).toEqual({
      'dev/migrate': 'job',
      'dev/api': 'service',
      [[...declaredRoles(json as never).keys()].find((path) => path.includes('secrets-'))!]: 'carrier',
    });
  });

  test('are those of containers with a label of this library alone', () => {
    const containers = { a: { labels: 'odd' }, b: { labels: [{ label: 'x', value: 'y' }] }, c: null, d: {} };
    expect(declaredRoles({ resource: { docker_container: containers } }).size).toBe(0);
    expect(declaredRoles({ resource: [] }).size).toBe(0);
  });
});
