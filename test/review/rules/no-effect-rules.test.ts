import type { ContainerSettings } from '../../../lib/review/model/container-settings';
import { NO_EFFECT_RULES } from '../../../lib/review/rules/no-effect-rules';
import type { Effect, ResourceChange } from '../../../lib/review/model/plan';
import { changeOf, contextWith, type ContextParts } from '../support/plan-builder';
import { settings } from '../support/settings';
import { judgedBy, verdictsBy } from '../support/judged';

const judged = (parts: ContextParts) => judgedBy(NO_EFFECT_RULES, contextWith(parts));
const found = (parts: ContextParts) => verdictsBy(NO_EFFECT_RULES, contextWith(parts));

describe('CR-NOOP-1', () => {
  const edit = (before: object, after: object, change: Partial<ResourceChange> = {}): ContextParts => ({
    changes: [
      changeOf('docker_container.web', {
        effect: 'update',
        before: before as ResourceChange['before'],
        after: after as ResourceChange['after'],
        ...change,
      }),
    ],
  });
  const HEALTH = [{ test: ['CMD', 'a'], interval: '5s', retries: 0 }];
  const OTHER = [{ test: ['CMD', 'b'], interval: '5s', retries: 0 }];

  test.each([
    ['healthcheck', HEALTH, OTHER],
    ['tmpfs', { '/tmp': 'size=1m' }, {}],
    ['init', false, true],
    ['cpu_period', 0, 50_000],
    ['cpu_quota', 100_000, 200_000],
    ['mounts', [{ target: '/a', read_only: true }], [{ target: '/a', read_only: false }]],
    ['rm', false, true],
    ['start', false, true],
  ])('blocks when an edit of %s is not sent to the Engine', (attribute, before, after) => {
    const [finding, ...others] = judged(edit({ [attribute]: before }, { [attribute]: after }));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ rule: 'CR-NOOP-1', severity: 'block', address: 'docker_container.web' });
    expect(finding!.effect).toContain(`the edit of ${attribute} has no effect`);
  });

  test('names what has no effect beside what has one', () => {
    const [finding] = judged(
      edit({ memory: 1, tmpfs: {}, init: false }, { memory: 2, tmpfs: { '/a': '', '/b': 'x' }, init: true }),
    );
    expect(finding!.effect).toContain('the edit of init, tmpfs has no effect');
    expect(finding!.effect).not.toContain('memory');
    expect(finding!.fix).toBe('replace the container in the same apply (-replace)');
  });

  test('blocks when the new value is known only after the apply', () => {
    expect(found(edit({ tmpfs: {} }, {}, { afterUnknown: { tmpfs: true } }))).toEqual(['CR-NOOP-1 block']);
  });

  const withProvider = (version: string): ContextParts => ({
    ...edit({ healthcheck: HEALTH }, { healthcheck: OTHER }),
    plan: { providerVersions: { docker: version } },
  });

  test('holds for a health check where the provider can only be a release that sends it', () => {
    expect(found(withProvider('> 4.5.0'))).toEqual([]);
    expect(found(withProvider('~> 5.1'))).toEqual([]);
  });

  test.each(['', '>= 3.9.0', '4.5.0', '~> 4.5', '!= 4.5.0'])(
    'blocks where it may be another release: %j',
    (version) => {
      const [finding] = judged(withProvider(version));
      expect(finding!.fix).toContain('or ask for a release of the provider after 4.5.0');
    },
  );

  test('blocks for what no release sends, whatever the release', () => {
    expect(
      found({ ...edit({ init: false }, { init: true }), plan: { providerVersions: { docker: '99.0.0' } } }),
    ).toEqual(['CR-NOOP-1 block']);
  });

  test('holds when only the way of writing nothing changes', () => {
    expect(
      found(
        edit(
          {
            tmpfs: null,
            init: null,
            cpu_quota: null,
            healthcheck: [],
            mounts: [{ target: '/a' }, { target: '/b' }],
          },
          {
            tmpfs: {},
            init: false,
            cpu_quota: 0,
            healthcheck: null,
            mounts: [{ target: '/b' }, { target: '/a' }],
          },
        ),
      ),
    ).toEqual([]);
  });

  test('holds for edits that the Engine gets, and for those that only Terraform reads', () => {
    expect(found(edit({ memory: 1, restart: 'no' }, { memory: 2, restart: 'always', wait: true }))).toEqual(
      [],
    );
  });

  test.each<Effect>(['none', 'create', 'replace', 'replace-create-first', 'delete'])(
    'holds for the effect %s',
    (effect) => {
      expect(found(edit({ init: false }, { init: true }, { effect }))).toEqual([]);
    },
  );

  test('holds for other resources and for what is only read', () => {
    const sides = { effect: 'update', before: { init: false }, after: { init: true } } as const;
    expect(found({ changes: [changeOf('docker_service.web', sides)] })).toEqual([]);
    expect(found({ changes: [changeOf('docker_container.web', { ...sides, isData: true })] })).toEqual([]);
  });
});

describe('CR-NOOP-2', () => {
  const running = (expression: unknown, both: Partial<ContainerSettings> = {}, effect: Effect = 'none') =>
    found({
      containers: [{ before: settings(both), after: settings(both), effect }],
      configured: [
        {
          address: 'docker_container.web',
          providerKey: 'docker',
          references: [],
          expressions: expression === undefined ? {} : { user: expression },
        },
      ],
    });

  test.each([
    ['nothing is said', undefined],
    ['null is said', { constant_value: null }],
    ['an empty text is said', { constant_value: '' }],
    ['nothing can be read', 'odd'],
  ])('tells that a container keeps a user, and %s', (_, expression) => {
    expect(running(expression)).toEqual(['CR-NOOP-2 info']);
    expect(running(expression, {}, 'update')).toEqual(['CR-NOOP-2 info']);
  });

  test('holds when the configuration says one, or refers to one', () => {
    expect(running({ constant_value: '65532:65532' })).toEqual([]);
    expect(running({ references: ['var.user'] })).toEqual([]);
  });

  test('holds for the containers of this library, which carry secrets and never run', () => {
    expect(running(undefined, { labels: { 'cdktf-go-containers.path': 'dev/web/secrets-0' } })).toEqual([]);
  });

  test('holds when there is none', () => {
    expect(running(undefined, { user: '' })).toEqual([]);
  });

  test('holds when the container is replaced or goes: then the change is real', () => {
    expect(running(undefined, {}, 'replace')).toEqual([]);
    expect(found({ containers: [{ before: settings() }, { after: settings() }] })).toEqual([]);
  });

  test('holds when nothing is known of the configuration', () => {
    expect(
      found({
        containers: [{ before: settings(), after: settings(), effect: 'none' }],
        plan: { configured: [] },
      }),
    ).toEqual([]);
  });
});
