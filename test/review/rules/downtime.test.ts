import type { ContainerSettings } from '../../../lib/review/model/container-settings';
import { downtimes } from '../../../lib/review/rules/downtime';
import { plain } from '../../../lib/review/model/phrase';
import type { ConfiguredResource, Effect } from '../../../lib/review/model/plan';
import { changeOf, type ContainerParts, contextWith, type ContextParts } from '../support/plan-builder';
import { mounted, published, settings } from '../support/settings';

/** The rows of a plan, as texts. */
function rows(parts: ContextParts) {
  return downtimes(contextWith(parts)).map(({ path, address, why, howLong, ports, data, isForGood }) => ({
    path: plain(path),
    address,
    why: plain(why),
    howLong: plain(howLong),
    ports: plain(ports),
    data: plain(data),
    isForGood,
  }));
}

/** The row of a container that is replaced. */
function row(before: Partial<ContainerSettings>, after = before, parts: Partial<ContainerParts> = {}) {
  const [found] = rows({
    containers: [{ before: settings(before), after: settings({ ...after }), effect: 'replace', ...parts }],
  });
  return found!;
}

const effects = (effect: Effect, container = settings()) =>
  rows({ containers: [{ before: container, after: container, effect }] });

describe('what is away', () => {
  test('is a container that is replaced stop-first, with everything that a reviewer asks', () => {
    expect(
      rows({
        containers: [
          {
            before: settings({ ports: [published()], mounts: [mounted()] }),
            after: settings({ ports: [published()], mounts: [mounted()], user: '1:1' }),
            change: { replacePaths: [['user']] },
          },
        ],
        paths: { 'docker_container.web': 'dev/web' },
      }),
    ).toEqual([
      {
        path: 'dev/web',
        address: 'docker_container.web',
        why: 'its user changes',
        howLong:
          'up to 30 s to stop, then until the new one is healthy: 5 s at least (first check), 57 s at most (the apply waits no longer)',
        ports: '127.0.0.1:8080/tcp',
        data: 'goes on with data at /data',
        isForGood: false,
      },
    ]);
  });

  test('is a container that goes for good', () => {
    const [found] = rows({ containers: [{ before: settings({ mounts: [mounted()] }) }] });
    expect(found).toMatchObject({
      howLong: 'for good',
      why: 'everything is destroyed',
      data: 'leaves data behind',
      isForGood: true,
    });
  });

  test.each<Effect>([
    'none',
    'create',
    'update',
    'replace-create-first',
    'forget',
    'forget-and-create',
    'read',
  ])('is nothing for the effect %s', (effect) => {
    expect(effects(effect)).toEqual([]);
  });

  test('is a container with ports that need not run', () => {
    const served = settings({ isService: false, starts: true, ports: [published()] });
    expect(effects('replace', served)).toHaveLength(1);
    expect(effects('replace', { ...served, ports: [], publishesAllPorts: true })).toHaveLength(1);
    expect(effects('replace', { ...served, ports: [] })).toEqual([]);
    expect(effects('replace', { ...served, starts: false })).toEqual([]);
  });

  test('is a service of Swarm that is scaled to nothing', () => {
    const parts = { address: 'docker_service.web', effect: 'update' as const, before: settings() };
    expect(rows({ containers: [{ ...parts, after: settings({ isService: false }) }] })).toMatchObject([
      { why: 'no task of it is to run', howLong: 'until it has replicas again', isForGood: true },
    ]);
    expect(rows({ containers: [{ ...parts, before: settings({ isService: false }) }] })).toEqual([]);
  });

  test('is no container that is not meant to run, or did not', () => {
    expect(effects('replace', settings({ isService: false }))).toEqual([]);
  });

  test('is nothing that an apply has left over', () => {
    expect(rows({ containers: [{ before: settings(), change: { deposed: '0a1b2c3d' } }] })).toEqual([]);
  });

  test('is told in one order, whatever that of the plan is', () => {
    const containers = ['docker_container.b', 'docker_container.a'].map((address) => ({
      address,
      before: settings(),
    }));
    expect(rows({ containers })).toEqual(rows({ containers: [...containers].reverse() }));
  });
});

describe('how long it is away', () => {
  test('begins with a kill where nothing gives it time', () => {
    expect(row({ graceSeconds: 0 }).howLong).toMatch(/^killed at once, then /);
  });

  test('has no end that anybody waits for without a wait', () => {
    expect(row({ waits: false }).howLong).toBe(
      'up to 30 s to stop, then until the new one answers, for which nothing waits',
    );
  });

  test('has no first check that anybody knows where the image has the check', () => {
    expect(row({ health: undefined }).howLong).toBe(
      'up to 30 s to stop, then until the new one is healthy: 57 s at most (the apply waits no longer)',
    );
  });

  test.each([
    ['a whole interval without a start period', '20s', '', '20 s at least'],
    ["the Engine's own interval where none is said", '', '', '30 s at least'],
    ['the start interval of newer Engines in the start period', '20s', '10s', '5 s at least'],
    ['the interval where that is the shorter one', '2s', '10s', '2 s at least'],
  ])('ends after %s at the earliest', (_, interval, startPeriod, text) => {
    const health = { ...settings().health!, interval, startPeriod };
    expect(row({ health }).howLong).toContain(text);
  });

  test('ends after the start interval that is said', () => {
    const health = { ...settings().health!, interval: '20s' };
    const context = contextWith({
      containers: [
        {
          before: settings(),
          after: settings({ health }),
          change: { after: { healthcheck: [{ test: ['CMD', 'x'], start_interval: '1s' }] } },
        },
      ],
    });
    expect(plain(downtimes(context)[0]!.howLong)).toContain(': 1 s at least');
  });

  const image = changeOf('docker_image.app', { before: { name: 'a' }, after: { name: 'b' } });
  const web: ConfiguredResource = {
    address: 'docker_container.web',
    providerKey: 'docker',
    expressions: {},
    references: ['docker_image.app'],
  };
  const withImage = (labels: ContainerSettings['labels']) =>
    rows({
      containers: [{ before: settings({ labels }), after: settings({ labels, image: 'b' }) }],
      changes: [image],
      configured: [web],
    })[0]!.howLong;

  test('takes the build along, which Terraform begins only after it has stopped the old one', () => {
    expect(withImage({})).toContain(
      'to stop, then as long as it takes to build or pull its image, then until',
    );
  });

  test('does not take the build along where the library makes Terraform wait for it', () => {
    expect(withImage({ 'cdktf-go-containers.path': 'dev/web' })).not.toContain('build or pull');
  });
});

describe('what becomes of its data', () => {
  test('is told for every volume, and for what it wrote elsewhere', () => {
    expect(
      row(
        { mounts: [mounted(), mounted({ source: 'cache', target: '/cache' })], isReadOnly: false },
        {
          mounts: [mounted({ target: '/srv/' })],
          isReadOnly: false,
        },
      ).data,
    ).toBe(
      'finds data at /srv/ instead of /data, has cache no longer at /cache, loses what it wrote into its own files',
    );
  });

  test('is told when it is lost', () => {
    const destroyed = changeOf('docker_volume.data', { before: { name: 'data' } });
    const container = settings({
      mounts: [mounted(), mounted({ kind: 'anonymous', source: '', target: '/x' })],
    });
    expect(
      rows({ containers: [{ before: container, after: settings() }], changes: [destroyed] })[0]!.data,
    ).toBe('loses data, which is destroyed, loses what is at /x');
    expect(rows({ containers: [{ before: { ...container, removesVolumes: false } }] })[0]!.data).toBe(
      'leaves data behind, leaves what is at /x behind in a volume without a name',
    );
  });

  test('is not lost where a volume is kept, and something else of its name goes', () => {
    const others = [
      changeOf('docker_network.data', { before: { name: 'data' } }),
      changeOf('docker_volume.data', { before: { name: 'data' }, after: { name: 'data' }, effect: 'update' }),
    ];
    const container = settings({ mounts: [mounted()] });
    const containers = [{ before: container, after: { ...container, user: '1:1' } }];
    expect(rows({ containers, changes: others })[0]!.data).toBe('goes on with data at /data');
  });

  test('is nothing where nothing is kept', () => {
    expect(row({ mounts: [mounted({ kind: 'bind', source: '/etc/x', isReadOnly: true })] }).data).toBe('');
  });

  test('is left open where the plan does not know it', () => {
    expect(row({ mounts: [mounted()] }, { mounts: [], unknown: new Set(['volumes']) }).data).toBe(
      'has data at /data, or another one: known after the apply',
    );
  });
});

describe('a service of Swarm', () => {
  const swarm = (effect: Effect, service = settings(), fields: object = {}) =>
    rows({
      containers: [
        {
          address: 'docker_service.web',
          before: service,
          after: service,
          effect,
          change: {
            before: { task_spec: [{ a: 1 }] },
            after: { task_spec: [{ a: 2 }], ...fields },
          },
        },
      ],
    });

  test('is away when an update stops all its tasks first', () => {
    expect(swarm('update')).toMatchObject([
      {
        why: 'its tasks change',
        howLong: 'until new tasks run: 57 s at most (the apply waits no longer)',
        isForGood: false,
      },
    ]);
    expect(swarm('update', settings(), { mode: [{ global: true }] })).toMatchObject([
      { howLong: expect.stringContaining('on one node after the other') as string },
    ]);
  });

  test('is away when it is replaced', () => {
    expect(swarm('replace', settings({ waits: false }))).toMatchObject([
      { howLong: 'until new tasks run, for which nothing waits' },
    ]);
  });

  test('is there when new tasks start first', () => {
    expect(swarm('update', settings(), { update_config: [{ order: 'start-first' }] })).toEqual([]);
  });
});
