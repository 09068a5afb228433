import type { ServiceFacts } from '../../../lib/facts/facts';
import type { ContainerSettings } from '../../../lib/review/model/container-settings';
import type { Effect } from '../../../lib/review/model/plan';
import { OVERLAP_RULES } from '../../../lib/review/rules/overlap-rules';
import { judgedBy, verdictsBy } from '../support/judged';
import { type ContainerParts, contextWith, type ContextParts } from '../support/plan-builder';
import { mounted, published, settings } from '../support/settings';

const judged = (parts: ContextParts) => judgedBy(OVERLAP_RULES, contextWith(parts));
const found = (parts: ContextParts) => verdictsBy(OVERLAP_RULES, contextWith(parts));

const WEB = 'docker_container.web';
const OURS = { labels: { 'cdktf-go-containers.path': 'dev/web' } };
const on = (network: string, ...aliases: readonly string[]) => ({ network, aliases });
const ON_HOST = { namespaces: { network_mode: 'host' } };

/** A container whose successor is started beside it: all that a replacement without a gap takes, and what is said otherwise. */
function overlap(
  both: Partial<ContainerSettings> = {},
  after: Partial<ContainerSettings> = {},
  effect: Effect = 'replace-create-first',
): ContainerParts {
  const common = { memberships: [on('app', 'web')], ...both };
  return {
    before: settings({ name: 'web-20260101-000000', ...common }),
    after: settings({ name: '', unknown: new Set(['name']), user: '1:1', ...common, ...after }),
    effect,
    change: { replacePaths: [['user']] },
  };
}

const alone = (container: ContainerParts) => found({ containers: [container] });
const effectOf = (container: ContainerParts) => judged({ containers: [container] })[0]!.effect;
const fixOf = (container: ContainerParts) => judged({ containers: [container] })[0]!.fix;

function facts(parts: Partial<ServiceFacts> = {}): ServiceFacts {
  return { kind: 'service', image: 'dev/image', environment: [], health: '', ...parts };
}

describe('a replacement without a gap', () => {
  test('has nothing against it when it has all that it takes', () => {
    expect(alone(overlap())).toEqual([]);
  });

  test.each<Effect>(['none', 'create', 'update', 'replace', 'delete', 'forget', 'forget-and-create'])(
    'is none with the effect %s',
    (effect) => {
      const worst = { waits: false, mounts: [mounted()], ports: [published()], ...ON_HOST };
      expect(alone(overlap(worst, { ports: [], memberships: [] }, effect))).toEqual([]);
    },
  );

  test('is none of a service of Swarm, of what runs once, and of what an apply has left over', () => {
    const worst = overlap({ waits: false, mounts: [mounted()] });
    expect(alone({ ...worst, address: 'docker_service.web' })).toEqual([]);
    expect(alone(overlap({ waits: false, isService: false }))).toEqual([]);
    expect(alone({ ...worst, change: { deposed: '0a1b2c3d' } })).toEqual([]);
  });
});

describe('CR-ROLL-1', () => {
  const OFF = { ...settings().health!, test: ['NONE'] };

  test('warns when nothing waits for the new one', () => {
    expect(alone(overlap({ waits: false }))).toEqual(['CR-ROLL-1 warn']);
    expect(alone(overlap({}, { health: OFF }))).toEqual(['CR-ROLL-1 warn']);
    expect(effectOf(overlap({ waits: false }))).toBe(
      'the old one is stopped as soon as the new one was started, whether that works or not: nothing waits for it',
    );
  });

  test('holds for the check of the image, and for what runs once from now on', () => {
    expect(alone(overlap({ health: undefined }))).toEqual([]);
    expect(alone(overlap({}, { waits: false, isService: false }))).toEqual([]);
  });

  test("tells the fix in the words of the container's own tool", () => {
    expect(fixOf(overlap({ waits: false }))).toBe('give it a healthcheck and set wait = true');
    expect(fixOf(overlap({ waits: false, ...OURS }))).toContain('Health.http');
  });
});

describe('CR-ROLL-2', () => {
  test('warns when both write to one volume, or to one path of the host', () => {
    expect(alone(overlap({ mounts: [mounted()] }))).toEqual(['CR-ROLL-2 warn']);
    expect(effectOf(overlap({ mounts: [mounted()] }))).toContain('the volume data at the same time');
    const bound = overlap({ mounts: [mounted({ kind: 'bind', source: '/srv/data' })] });
    expect(effectOf(bound)).toContain('/srv/data of the host at the same time');
  });

  test('looks at what is mounted, wherever that is', () => {
    const moved = overlap({ mounts: [mounted()] }, { mounts: [mounted({ target: '/var/lib/data' })] });
    expect(alone(moved)).toEqual(['CR-ROLL-2 warn']);
  });

  test('is for information where a reason was given', () => {
    const parts = {
      containers: [overlap({ mounts: [mounted()], ...OURS })],
      factsAfter: { 'dev/web': facts({ sharing: { '/data': 'it locks each file' } }) },
      paths: { [WEB]: 'dev/web' },
    };
    expect(judged(parts)).toMatchObject([
      { severity: 'info', effect: expect.stringContaining('it locks each file') as string },
    ]);
    const other = { ...parts, factsAfter: { 'dev/web': facts({ sharing: { '/other': 'x' } }) } };
    expect(found(other)).toEqual(['CR-ROLL-2 warn']);
  });

  test.each([
    ['one of them only reads', overlap({ mounts: [mounted()] }, { mounts: [mounted({ isReadOnly: true })] })],
    ['both only read', overlap({ mounts: [mounted({ isReadOnly: true })] })],
    [
      'each has a volume of its own',
      overlap({ mounts: [mounted()] }, { mounts: [mounted({ source: 'b' })] }),
    ],
    ['each has one without a name', overlap({ mounts: [mounted({ kind: 'anonymous', source: '' })] })],
    ['it is a socket', overlap({ mounts: [mounted({ kind: 'bind', source: '/run/app.sock' })] })],
  ])('holds when %s', (_, container) => {
    expect(alone(container)).toEqual([]);
  });

  test("tells the fix in the words of the container's own tool", () => {
    expect(fixOf(overlap({ mounts: [mounted()] }))).toContain('create_before_destroy');
    expect(fixOf(overlap({ mounts: [mounted()], ...OURS }))).toContain('leave rollout out');
  });
});

describe('CR-ROLL-3', () => {
  const renamed = (before: ContainerSettings['memberships'], after: ContainerSettings['memberships']) =>
    overlap({ memberships: before }, { memberships: after });

  test('warns when the new one has no name in common with the old one', () => {
    const container = renamed([on('app', 'web')], [on('app', 'site')]);
    expect(alone(container)).toEqual(['CR-ROLL-3 warn']);
    expect(effectOf(container)).toContain('whoever reaches the old one as web finds nobody there');
  });

  test('warns when that name is on another network', () => {
    expect(alone(renamed([on('app', 'web')], [on('other', 'web')]))).toEqual(['CR-ROLL-3 warn']);
  });

  test('warns when there is no alias at all, and the name changes', () => {
    const container = renamed([on('app')], [on('app')]);
    expect(effectOf(container)).toContain('as web-20260101-000000 finds nobody');
  });

  test('holds when one of several names stays', () => {
    expect(alone(renamed([on('app', 'web', 'www')], [on('app', 'site', 'www')]))).toEqual([]);
  });

  test('holds when the name of the old one becomes an alias, as where a service begins to overlap', () => {
    const begins = renamed([on('app')], [on('app', 'web')]);
    expect(alone({ ...begins, before: { ...begins.before!, name: 'web' } })).toEqual([]);
  });

  test('holds where nobody reaches it by a name', () => {
    expect(alone(renamed([], []))).toEqual([]);
  });

  test('holds where the network is known only after the apply', () => {
    expect(alone(renamed([on('app', 'web')], [on('', 'web')]))).toEqual([]);
    expect(alone(overlap({}, { memberships: [], unknown: new Set(['networks_advanced']) }))).toEqual([]);
  });

  test("tells the fix in the words of the container's own tool", () => {
    const container = (parts: Partial<ContainerSettings>) =>
      overlap({ memberships: [on('app', 'web')], ...parts }, { memberships: [on('app', 'site')] });
    expect(fixOf(container({}))).toContain('networks_advanced');
    expect(fixOf(container(OURS))).toContain('keep its name');
  });
});

describe('CR-ROLL-3 of ports', () => {
  const asked = (...test: readonly string[]) => ({ ...settings().health!, test: ['CMD', ...test] });
  const moved = (
    before: readonly string[],
    after: readonly string[],
    parts: Partial<ContainerSettings> = OURS,
  ) => overlap({ ...parts, health: asked(...before) }, { health: asked(...after) });

  test.each(['http', 'tcp', 'grpc'])('warns when the new one listens at another one: %s', (kind) => {
    const container = moved(['/probe', kind, '8080'], ['/probe', kind, '8081']);
    expect(alone(container)).toEqual(['CR-ROLL-3 warn']);
    expect(effectOf(container)).toContain('at port 8080, and the new one at port 8081');
  });

  test('holds when it is the same, or asked in another way', () => {
    expect(alone(moved(['/probe', 'tcp', '8080'], ['/probe', 'http', '8080', '/']))).toEqual([]);
    expect(alone(moved(['/probe', 'http', '8080'], ['/check', '8081']))).toEqual([]);
    expect(alone(moved(['/check', 'http', 'a'], ['/check', 'http', 'b']))).toEqual([]);
    expect(alone(moved(['/check', 'port', '1'], ['/check', 'port', '2']))).toEqual([]);
  });

  test('holds for a check that is not of this library', () => {
    expect(alone(moved(['/probe', 'http', '8080'], ['/probe', 'http', '8081'], {}))).toEqual([]);
  });
});

describe('CR-ROLL-6', () => {
  const other = (parts: Partial<ContainerSettings>, effect?: Effect): ContainerParts => ({
    address: 'docker_container.proxy',
    after: settings({ memberships: [], ...parts }),
    ...(effect && { effect, before: settings() }),
  });

  test('blocks when another one is to have a port that the old one still has', () => {
    const containers = [
      overlap({ ports: [published()] }, { ports: [] }),
      other({ ports: [published({ ip: '' })] }),
    ];
    expect(judged({ containers })).toEqual([
      {
        rule: 'CR-ROLL-6',
        severity: 'block',
        address: WEB,
        effect:
          'the apply fails: docker_container.proxy is made while the old one still has the ports 127.0.0.1:8080/tcp, which it has until the new one works',
        fix: 'take the ports from it in an apply before this one, or give the other one other ports',
      },
    ]);
  });

  test('holds when that one is there already, never starts, or has another port', () => {
    const containers = (heir: ContainerParts) => [overlap({ ports: [published()] }), heir];
    const ports = [published()];
    expect(found({ containers: containers(other({ ports }, 'update')) })).toEqual([]);
    expect(found({ containers: containers(other({ ports, isService: false })) })).toEqual([]);
    expect(found({ containers: containers(other({ ports: [published({ hostPort: 8081 })] })) })).toEqual([]);
  });

  test('warns when a port goes', () => {
    const dropped = overlap({ ports: [published()] }, { ports: [] });
    expect(alone(dropped)).toEqual(['CR-ROLL-6 warn']);
    expect(effectOf(dropped)).toContain('nobody answers at 127.0.0.1:8080/tcp any more');
    expect(alone(overlap({ ports: [published()] }, { ports: [published({ hostPort: 8081 })] }))).toEqual([
      'CR-ROLL-6 warn',
    ]);
  });

  test('holds for a port of the choice of the Engine', () => {
    const ports = [published({ hostPort: undefined })];
    expect(alone(overlap({ ports }, { ports: [] }))).toEqual([]);
    const chosen = overlap(
      { ports: [published({ hostPort: 49_153 })] },
      { ports, unknown: new Set(['ports']) },
    );
    expect(alone(chosen)).toEqual([]);
  });

  test('warns when both are on the network of the host', () => {
    expect(alone(overlap(ON_HOST))).toEqual(['CR-ROLL-6 warn']);
    expect(alone(overlap({}, ON_HOST))).toEqual([]);
  });
});
