import { whyDestroyed } from '../../../lib/review/rules/replacement-reasons';
import { plain } from '../../../lib/review/model/phrase';
import type { ContainerSettings } from '../../../lib/review/model/container-settings';
import type { ConfiguredResource, ResourceChange } from '../../../lib/review/model/plan';
import { SPEC_LABEL } from '../../../lib/facts/labels';
import { changeOf, contextWith, type ContextParts } from '../support/plan-builder';
import { mounted, settings } from '../support/settings';

interface Replaced extends ContextParts {
  readonly before?: Partial<ContainerSettings>;
  readonly after?: Partial<ContainerSettings>;
  readonly change?: Partial<ResourceChange>;
}

/** Why a container is replaced whose settings change like this. */
function why(attributes: readonly string[], { before, after, change, ...parts }: Replaced = {}): string {
  const context = contextWith({
    containers: [
      {
        before: settings(before),
        after: settings(after),
        effect: 'replace',
        change: { replacePaths: attributes.map((each) => [each]), ...change },
      },
    ],
    ...parts,
  });
  return plain(whyDestroyed(context, context.containers[0]!.change));
}

describe('why a container is replaced', () => {
  test('is told for each attribute once, in one order', () => {
    expect(why(['user', 'ports', 'ports'])).toBe('its published ports change, its user changes');
    expect(why(['ports', 'user'])).toBe('its published ports change, its user changes');
    expect(why(['domainname'])).toBe('domainname changes');
  });

  test('is told with the names of the variables, never with their values', () => {
    const environment = (level: string) => [
      { name: 'SAME', value: '1' },
      { name: 'LEVEL', value: level },
    ];
    expect(
      why(['env'], {
        before: { environment: environment('hunter2') },
        after: { environment: environment('b') },
      }),
    ).toBe('its environment changes (LEVEL)');
  });

  test('is told without names where some are known only after the apply', () => {
    const environment = [{ name: 'LEVEL', value: 'info' }];
    expect(why(['env'], { before: { environment }, after: { unknown: new Set(['env']) } })).toBe(
      'its environment changes',
    );
    expect(why(['env'], { before: { environment }, after: { environment } })).toBe('its environment changes');
  });

  test.each([
    ['replace_because_tainted', 'the last apply failed half way (tainted)'],
    ['replace_by_request', 'asked for by -replace'],
    ['replace_by_triggers', 'a dependency changes (replace_triggered_by)'],
  ])('is told for %s', (reason, text) => {
    expect(why([], { change: { reason } })).toBe(text);
    expect(why(['user'], { change: { reason, replacePaths: [['user']] } })).toBe(`${text}, its user changes`);
  });

  test('is not made up', () => {
    expect(why([])).toBe('Terraform does not say why');
    expect(why([], { change: { reason: 'constructor' } })).toBe('Terraform does not say why');
    expect(why(['constructor'])).toBe('constructor changes');
    expect(why([], { change: { replacePaths: [[]] } })).toBe('Terraform does not say why');
  });

  test('is told with the direction for rights', () => {
    const open = { isPrivileged: true, isReadOnly: false };
    expect(why(['privileged', 'read_only'], { after: open })).toBe(
      'it becomes privileged, its root file system becomes writable',
    );
    expect(why(['privileged', 'read_only'], { before: open })).toBe(
      'it is privileged no more, its root file system becomes read-only',
    );
  });
});

describe('an image as the reason', () => {
  const container = (reference: string): ConfiguredResource => ({
    address: 'docker_container.web',
    providerKey: 'docker',
    expressions: {},
    references: [reference],
  });
  const image = (after: object, effect: ResourceChange['effect'] = 'create') =>
    changeOf('docker_image.app', { effect, after: after as ResourceChange['after'] });

  test('is told to be built anew', () => {
    expect(
      why(['image'], {
        configured: [container('docker_image.app')],
        changes: [image({ build: [{ context: '.' }] }, 'replace')],
        paths: { 'docker_image.app': 'dev/app' },
      }),
    ).toBe('its image dev/app is built anew');
  });

  test('is told to be another one where nothing builds it', () => {
    expect(
      why(['image'], { configured: [container('docker_image.app')], changes: [image({ build: [] })] }),
    ).toBe('its image docker_image.app is another one');
  });

  test('is another one where it stays, or where it is no resource', () => {
    const text = 'its image is another one';
    expect(
      why(['image'], { configured: [container('docker_image.app')], changes: [image({}, 'none')] }),
    ).toBe(text);
    expect(why(['image'], { configured: [container('var.image')], changes: [image({})] })).toBe(text);
    expect(why(['image'])).toBe(text);
  });
});

describe("the library's label as the reason", () => {
  const labelled = (spec: string) => ({ labels: { [SPEC_LABEL]: spec } });
  const noticed = (
    before: Partial<ContainerSettings>,
    after: Partial<ContainerSettings>,
    parts: Replaced = {},
  ) =>
    why(['labels'], {
      before: { ...labelled('a'), ...before },
      after: { ...labelled('b'), ...after },
      ...parts,
    });
  test('is told as what has changed', () => {
    const health = settings().health!;
    expect(noticed({}, { health: { ...health, retries: 9 } })).toBe('its health check changes');
    expect(noticed({}, { temporary: { '/tmp': 'size=1m' } })).toBe('its directories in memory change');
    expect(noticed({}, { health: { ...health, interval: '9s' }, temporary: {} })).toBe(
      'its directories in memory change, its health check changes',
    );
  });

  test('is told from the facts where the plan does not know the check', () => {
    const facts = (words: string) =>
      ({ kind: 'service', image: 'dev/app', environment: [], health: words }) as const;
    expect(
      noticed(
        {},
        { health: undefined, unknown: new Set(['healthcheck']) },
        {
          paths: { 'docker_container.web': 'dev/web' },
          facts: [{ path: 'dev/web', before: facts('CMD a'), after: facts('') }],
        },
      ),
    ).toBe('its health check changes from CMD a to none');
  });

  test('is told to be an argument that is gone where nothing else has changed', () => {
    expect(noticed({}, {})).toBe('an argument is taken away that the Engine has a value of its own for');
  });

  test('is no reason beside the argument that it tells of', () => {
    expect(noticed({}, {}, { change: { replacePaths: [['labels'], ['stop_signal']] } })).toBe(
      'stop_signal changes',
    );
  });

  test('is told apart from other labels', () => {
    expect(why(['labels'], { after: { labels: { owner: 'x' } } })).toBe('its labels change');
    expect(why(['labels'], { after: { labels: { 'cdktf-go-containers.path': 'dev/new' } } })).toBe(
      'its construct path changes',
    );
  });
});

describe('what is mounted as the reason', () => {
  const LABELS = { 'cdktf-go-containers.path': 'dev/web/secrets-0123456789ab' };
  const carrier = settings({
    name: 'web-secrets-00000000',
    isService: false,
    labels: LABELS,
    uploads: [{ file: '/run/secrets/token', content: 'x' }],
  });
  const volume = changeOf('docker_volume.secrets', {
    before: {
      name: carrier.name,
      labels: [{ label: 'cdktf-go-containers.path', value: LABELS['cdktf-go-containers.path'] }],
    },
  });
  const mounts = (source: string, data = 'data') => ({
    mounts: [mounted({ source, target: '/run/secrets' }), mounted({ source: data })],
  });
  const rotated = (after: Partial<ContainerSettings>) => {
    const context = contextWith({
      containers: [
        {
          before: settings(mounts(carrier.name)),
          after: settings(after),
          effect: 'replace',
          change: { replacePaths: [['volumes']] },
        },
        { address: 'docker_container.secrets', before: carrier },
      ],
      changes: [volume],
    });
    return plain(whyDestroyed(context, context.containers[0]!.change));
  };

  test('are other secrets when nothing but their volume is another one', () => {
    expect(rotated(mounts(''))).toBe('its secrets change');
  });

  test('is more when something else changes too, or the secrets go', () => {
    expect(rotated(mounts('', 'other'))).toBe('what is mounted into it changes');
    expect(rotated({ mounts: [mounted()] })).toBe('what is mounted into it changes');
  });
});

describe('why something is destroyed for good', () => {
  test.each([
    ['delete_because_no_resource_config', 'it is no longer declared'],
    ['delete_because_each_key', 'for_each has no such one any more'],
    [undefined, 'everything is destroyed'],
  ])('%s', (reason, text) => {
    const context = contextWith({ containers: [{ before: settings(), change: { reason } }] });
    expect(plain(whyDestroyed(context, context.containers[0]!.change))).toBe(text);
  });
});

test('of a service of Swarm the innermost blocks are told', () => {
  const context = contextWith({
    containers: [
      {
        address: 'docker_service.web',
        before: settings(),
        after: settings({ user: '1:1' }),
        change: { replacePaths: [['task_spec'], ['task_spec', 0, 'networks_advanced'], ['name']] },
      },
    ],
  });
  expect(plain(whyDestroyed(context, context.containers[0]!.change))).toBe(
    'its name changes, task_spec.networks_advanced changes',
  );
});
