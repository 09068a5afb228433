import type { ContainerSettings } from '../../../lib/review/model/container-settings';
import { GROUP_DOWNTIME_RULES } from '../../../lib/review/rules/group-downtime-rules';
import type { Effect, ResourceChange } from '../../../lib/review/model/plan';
import { changeOf, type ContainerParts, contextWith, type ContextParts } from '../support/plan-builder';
import { published, settings } from '../support/settings';
import { judgedBy, verdictsBy } from '../support/judged';

const judged = (parts: ContextParts) => judgedBy(GROUP_DOWNTIME_RULES, contextWith(parts));
const found = (parts: ContextParts) => verdictsBy(GROUP_DOWNTIME_RULES, contextWith(parts));

describe('CR-DOWN-5', () => {
  const network = (change: Partial<ResourceChange> = {}) =>
    changeOf('docker_network.app', {
      before: { name: 'app', id: '0123' },
      after: { name: 'app', internal: true },
      replacePaths: [['internal']],
      ...change,
    });
  const on = (name: string, networks: readonly string[], parts: Partial<ContainerParts> = {}) => ({
    address: `docker_container.${name}`,
    before: settings({ networks }),
    after: settings({ networks, user: '1:1' }),
    ...parts,
  });

  test('warns with the list of what is on a network that is replaced', () => {
    const containers = [on('b', ['0123']), on('a', ['app'])];
    expect(judged({ containers, changes: [network()] })).toMatchObject([
      {
        rule: 'CR-DOWN-5',
        severity: 'warn',
        address: 'docker_network.app',
        effect:
          'the network is replaced (internal changes): docker_container.a, docker_container.b on it are replaced too',
      },
    ]);
  });

  test('finds what refers to it, whatever the plan knows of its name', () => {
    expect(
      found({
        containers: [on('a', [])],
        changes: [network()],
        dependents: { 'docker_network.app': ['docker_container.a'] },
      }),
    ).toEqual(['CR-DOWN-5 warn']);
  });

  test('tells of containers that stay, below which the Engine removes no network', () => {
    expect(
      judged({
        containers: [on('a', ['app'], { effect: 'none' }), on('b', ['app'])],
        changes: [network({ after: undefined, effect: 'delete' })],
      })[0]!.effect,
    ).toBe(
      'the network is removed (everything is destroyed): docker_container.a on it are not, and the Engine does not remove it below them; ' +
        'docker_container.b on it are replaced too',
    );
  });

  test('holds when nothing is on it, or all that is goes with it', () => {
    expect(found({ containers: [on('a', ['other'])], changes: [network()] })).toEqual([]);
    expect(found({ containers: [on('a', ['app'], { after: undefined })], changes: [network()] })).toEqual([]);
  });

  test.each<Effect>(['none', 'create', 'update', 'forget'])('holds for the effect %s', (effect) => {
    expect(found({ containers: [on('a', ['app'])], changes: [network({ effect })] })).toEqual([]);
  });
});

describe('CR-DOWN-6', () => {
  const service = (
    effect: Effect,
    fields: object = {},
    both: Partial<ContainerSettings> = {},
  ): ContextParts => ({
    containers: [
      {
        address: 'docker_service.web',
        before: settings(both),
        after: settings(both),
        effect,
        change: {
          before: { task_spec: [{ runtime: 'a' }] },
          after: { task_spec: [{ runtime: 'b' }], ...fields },
          replacePaths: effect === 'replace' ? [['name']] : [],
        },
      },
    ],
  });

  test('warns when all tasks are stopped before new ones start', () => {
    expect(judged(service('update', {}, { ports: [published({ ip: '' })] }))).toMatchObject([
      {
        rule: 'CR-DOWN-6',
        severity: 'warn',
        effect:
          'all its tasks are stopped before new ones start: nobody answers at 0.0.0.0:8080/tcp meanwhile',
      },
    ]);
  });

  test('warns when no task is left', () => {
    const before = settings({ ports: [published({ ip: '' })] });
    const parts = { before, after: settings({ isService: false }), effect: 'update' as const };
    expect(judged({ containers: [{ address: 'docker_service.web', ...parts }] })).toMatchObject([
      {
        rule: 'CR-DOWN-6',
        severity: 'warn',
        effect: 'all its tasks are stopped and no other starts: nobody answers at 0.0.0.0:8080/tcp any more',
      },
    ]);
  });

  test('warns when the service is replaced', () => {
    expect(judged(service('replace'))[0]!.effect).toBe(
      'the service is removed with all its tasks and made anew (its name changes)',
    );
  });

  test('warns when every node has one task', () => {
    expect(judged(service('update', { mode: [{ global: true }] }))[0]!.effect).toContain('on every node');
  });

  test('holds when new tasks start first, or others go on', () => {
    expect(found(service('update', { update_config: [{ order: 'start-first' }] }))).toEqual([]);
    expect(found(service('update', { mode: [{ replicated: [{ replicas: 2 }] }] }))).toEqual([]);
  });

  test('holds when nothing ran, and when nothing changes', () => {
    expect(found(service('replace', {}, { isService: false }))).toEqual([]);
    expect(found(service('none'))).toEqual([]);
  });

  test('holds for a container of one host', () => {
    expect(found({ containers: [{ before: settings(), after: settings({ user: '1:1' }) }] })).toEqual([]);
  });
});
