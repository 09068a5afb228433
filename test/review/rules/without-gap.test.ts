import type { Facts } from '../../../lib/facts/facts';
import type { ContainerSettings } from '../../../lib/review/model/container-settings';
import type { Finding } from '../../../lib/review/model/finding';
import { plain, say } from '../../../lib/review/model/phrase';
import type { Effect } from '../../../lib/review/model/plan';
import type { RuleId } from '../../../lib/review/model/rule-table';
import { withoutGap } from '../../../lib/review/rules/without-gap';
import { changeOf, type ContainerParts, contextWith, type ContextParts } from '../support/plan-builder';
import { published, settings } from '../support/settings';

const WEB = 'docker_container.web';

function rows(parts: ContextParts, findings: readonly Finding[] = []) {
  return withoutGap(contextWith(parts), findings).map(
    ({ path, address, why, course, because, isReload }) => ({
      path: plain(path),
      address,
      why: plain(why),
      course: plain(course),
      because: because.map(plain),
      isReload,
    }),
  );
}

function overlap(
  both: Partial<ContainerSettings> = {},
  after: Partial<ContainerSettings> = {},
): ContainerParts {
  const common = { memberships: [{ network: 'app', aliases: ['web'] }], ...both };
  return {
    before: settings({ name: 'web-20260101-000000', ...common }),
    after: settings({ name: '', unknown: new Set(['name']), ...common, ...after }),
    effect: 'replace-create-first',
    change: { replacePaths: [['user']] },
  };
}

const finding = (rule: RuleId, address = WEB, severity: Finding['severity'] = 'warn'): Finding => ({
  rule,
  severity,
  address,
  effect: say`something is wrong`,
  fix: [],
});

describe('what changes without a gap', () => {
  test('is a container whose successor is started beside it, with what makes it so', () => {
    expect(rows({ containers: [overlap()], paths: { [WEB]: 'dev/web' } })).toEqual([
      {
        path: 'dev/web',
        address: WEB,
        why: 'its user changes',
        course:
          'no downtime: the new one is started beside the old one, and the old one is stopped when the new one is healthy; until then it takes 256 MiB of memory more',
        because: [
          'the apply waits for its health: 5 s at least (first check), 57 s at most (the apply waits no longer)',
          'its name is chosen by the apply, so that two of it can be there',
          'both answer to web on their network',
          'the old one has 30 s to end what it has begun, before it is killed',
        ],
        isReload: false,
      },
    ]);
  });

  test('says no more than what is there', () => {
    const [row] = rows({
      containers: [
        overlap(
          { memberships: [], memory: undefined, graceSeconds: 0, health: undefined },
          { name: 'web-2', unknown: new Set() },
        ),
      ],
    });
    expect(row!.course).not.toContain('memory');
    expect(row!.because).toEqual([
      'the apply waits for its health: 57 s at most (the apply waits no longer)',
      'its name web-2 is another one than before',
    ]);
  });

  test('tells of what runs before', () => {
    const job = settings({ isService: false, starts: true });
    const migrate = {
      address: 'docker_container.migrate',
      before: job,
      after: job,
      effect: 'replace' as const,
    };
    const [row] = rows({
      containers: [overlap(), migrate],
      dependents: { 'docker_container.migrate': [WEB] },
    });
    expect(row!.because.at(-1)).toBe(
      'docker_container.migrate runs before the new one starts: if it fails, the old one goes on',
    );
  });

  test.each<Effect>(['none', 'create', 'update', 'replace', 'delete', 'forget', 'forget-and-create'])(
    'is nothing with the effect %s',
    (effect) => {
      expect(rows({ containers: [{ ...overlap(), effect }] })).toEqual([]);
    },
  );
});

describe('a container is not promised to change without a gap', () => {
  const one = (found: Finding, parts: Partial<ContextParts> = {}) =>
    rows({ containers: [overlap()], ...parts }, [found]);

  test.each<RuleId>(['CR-DOWN-2', 'CR-DOWN-3', 'CR-ROLL-1', 'CR-ROLL-2', 'CR-ROLL-3', 'CR-ROLL-6'])(
    'when %s warns of it',
    (rule) => {
      expect(one(finding(rule))).toEqual([]);
      expect(one(finding(rule, 'docker_container.other'))).toHaveLength(1);
      expect(one(finding(rule, WEB, 'info'))).toHaveLength(1);
    },
  );

  test('when a network goes that it is on', () => {
    const network = changeOf('docker_network.app', { before: { name: 'app' }, effect: 'replace' });
    expect(one(finding('CR-DOWN-5', network.address), { changes: [network] })).toEqual([]);
  });

  test('when the edge goes that is on one network with it', () => {
    const edge = (networks: readonly string[]): ContainerParts => ({
      address: 'docker_container.proxy',
      before: settings({ networks }),
      after: settings({ networks, user: '1:1' }),
    });
    const found = finding('CR-ROLL-5', 'docker_container.proxy');
    expect(one(found, { containers: [overlap(), edge(['app'])] })).toEqual([]);
    expect(one(found, { containers: [overlap(), edge(['other'])] })).toHaveLength(1);
  });

  test('but it is when a warning is of another kind', () => {
    expect(one(finding('CR-RES-1'))).toHaveLength(1);
  });
});

describe('an edge that is reloaded', () => {
  const [PROXY, JOB] = ['docker_container.proxy', 'docker_container.configuration'];
  const EDGE: Facts = { kind: 'edge', service: 'dev/edge/proxy', configuration: 'dev/edge/configuration' };
  const proxy = settings({ ports: [published()] });
  const job = settings({ isService: false, starts: true });
  const reload = (
    configuration: Partial<ContainerParts> = {},
    carrier: Partial<ContainerParts> = {},
    factsAfter: Readonly<Record<string, Facts>> = { 'dev/edge': EDGE },
  ): ContextParts => ({
    containers: [
      { address: PROXY, before: proxy, after: proxy, ...carrier },
      {
        address: JOB,
        before: job,
        after: job,
        effect: 'replace',
        change: { replacePaths: [['upload']] },
        ...configuration,
      },
    ],
    factsAfter,
    paths: { [PROXY]: 'dev/edge/proxy', [JOB]: 'dev/edge/configuration' },
  });

  test('is told by the job that brings its configuration', () => {
    expect(rows(reload())).toEqual([
      {
        path: 'dev/edge/configuration',
        address: JOB,
        why: 'the files that are copied into it change',
        course:
          'no downtime: the edge reads its configuration anew while it runs, and no connection is dropped',
        because: [
          'the container that carries the traffic stays',
          'a configuration that the edge refuses is taken back, and the apply fails',
        ],
        isReload: true,
      },
    ]);
  });

  test('says what changes, where the image of the job has it', () => {
    const [row] = rows(reload({ change: { replacePaths: [['image']] } }));
    expect(row!.why).toBe('its routes, certificates or limits change');
  });

  test('is one also when somebody has removed the container of that job', () => {
    expect(rows(reload({ before: undefined, effect: 'create' }))[0]!.why).toBe(
      'its job is not there any more',
    );
  });

  test('is none when the container that carries the traffic is made or replaced', () => {
    expect(rows(reload({}, { effect: 'replace' }))).toEqual([]);
    expect(rows(reload({}, { before: undefined, effect: 'create' }))).toEqual([]);
    expect(rows(reload({}, { effect: 'update' }))).toHaveLength(1);
  });

  test('is none when the job does not run', () => {
    expect(rows(reload({ effect: 'none' }))).toEqual([]);
    expect(rows(reload({ effect: 'delete' }))).toEqual([]);
  });

  test('is none when that is no job at all', () => {
    expect(rows(reload({ before: proxy, after: proxy }))).toEqual([]);
    const served = { ...job, ports: [published()] };
    expect(rows(reload({ before: served }))).toEqual([]);
    expect(rows(reload({ after: served }))).toEqual([]);
    expect(rows(reload({}, {}, {}))).toEqual([]);
  });
});
