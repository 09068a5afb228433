import type { Facts, ServiceFacts } from '../../../lib/facts/facts';
import type { ContainerSettings } from '../../../lib/review/model/container-settings';
import type { Effect } from '../../../lib/review/model/plan';
import { ROLLOUT_RULES } from '../../../lib/review/rules/rollout-rules';
import { judgedBy, verdictsBy } from '../support/judged';
import { type ContainerParts, contextWith, type ContextParts } from '../support/plan-builder';
import { published, settings } from '../support/settings';

const judged = (parts: ContextParts) => judgedBy(ROLLOUT_RULES, contextWith(parts));
const found = (parts: ContextParts) => verdictsBy(ROLLOUT_RULES, contextWith(parts));

const WEB = 'docker_container.web';
const OURS = { labels: { 'cdktf-go-containers.path': 'dev/web' } };
const on = (network: string, ...aliases: readonly string[]) => ({ network, aliases });

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

function facts(parts: Partial<ServiceFacts> = {}): ServiceFacts {
  return { kind: 'service', image: 'dev/image', environment: [], health: '', ...parts };
}

describe('CR-ROLL-4', () => {
  const OVERLAPS = facts({ rollout: 'overlap' });
  const stopped = (before: Facts, after: Facts, parts: Partial<ContextParts> = {}): ContextParts => ({
    containers: [overlap(OURS, {}, 'replace')],
    facts: before === after ? [] : [{ path: 'dev/web', before, after }],
    factsAfter: { 'dev/web': after },
    paths: { [WEB]: 'dev/web' },
    ...parts,
  });

  test('warns when a service that overlapped is stopped first', () => {
    expect(judged(stopped(OVERLAPS, facts()))).toEqual([
      {
        rule: 'CR-ROLL-4',
        severity: 'warn',
        address: WEB,
        effect:
          'it was replaced without a gap until now, and this time the old one is stopped first (its user changes): up to 30 s to stop, then until the new one is healthy: 5 s at least (first check), 57 s at most (the apply waits no longer)',
        fix: 'keep rollout: Rollout.overlap(), or apply it when nobody needs it',
      },
    ]);
  });

  test('blocks where that is an incident', () => {
    expect(found(stopped(OVERLAPS, facts(), { isCritical: true }))).toEqual(['CR-ROLL-4 block']);
  });

  test('warns when only its resource says so', () => {
    expect(judged(stopped(OVERLAPS, OVERLAPS))[0]!.fix).toContain('override of lifecycle');
  });

  test('holds for a service that never overlapped, or is only to from now on', () => {
    expect(found(stopped(facts(), facts()))).toEqual([]);
    expect(found(stopped(facts(), OVERLAPS))).toEqual([]);
    expect(found(stopped(facts(), facts(), { facts: [], factsAfter: {} }))).toEqual([]);
  });

  test('holds for what overlaps, and for what goes', () => {
    expect(found({ ...stopped(OVERLAPS, facts()), containers: [overlap()] })).toEqual([]);
    expect(found({ ...stopped(OVERLAPS, facts()), containers: [{ before: settings() }] })).toEqual([]);
  });
});

describe('CR-ROLL-5', () => {
  const PROXY = 'docker_container.proxy';
  const EDGE: Facts = { kind: 'edge', service: 'dev/edge/proxy', configuration: 'dev/edge/configuration' };
  const replaced = (parts: Partial<ContextParts> = {}, effect?: Effect): ContextParts => ({
    containers: [{ ...overlap({ ports: [published()] }), address: PROXY, effect: effect ?? 'replace' }],
    factsAfter: { 'dev/edge': EDGE },
    paths: { [PROXY]: 'dev/edge/proxy' },
    ...parts,
  });

  test('warns when an edge is replaced, and says for how long', () => {
    const [finding] = judged(replaced());
    expect(finding).toMatchObject({ rule: 'CR-ROLL-5', severity: 'warn', address: PROXY });
    expect(finding!.effect).toBe(
      'every route of the edge is down while it is replaced (its user changes): for 1 to 2 s, as measured with short requests, and for up to 30 s more where long ones have to end first',
    );
  });

  test('says nothing of long requests where they are cut', () => {
    const [killed] = replaced().containers!;
    const before = { ...killed!.before!, graceSeconds: 0 };
    expect(judged(replaced({ containers: [{ ...killed!, before }] }))[0]!.effect).toMatch(/short requests$/);
  });

  test('says that what overlaps is down as well', () => {
    const { containers = [] } = replaced();
    expect(judged(replaced({ containers: [...containers, overlap()] }))[0]!.effect).toContain(
      'also to what would be replaced without a gap',
    );
  });

  test('blocks where that is an incident', () => {
    expect(found(replaced({ isCritical: true }))).toEqual(['CR-ROLL-5 block']);
  });

  test('knows an edge by what was deployed, where that is not one from now on', () => {
    const facts = [{ path: 'dev/edge', before: EDGE, after: undefined }];
    expect(found(replaced({ facts, factsAfter: {} }))).toEqual(['CR-ROLL-5 warn']);
  });

  test('holds for an edge that stays, and for what is none', () => {
    expect(found(replaced({}, 'update'))).toEqual([]);
    expect(found(replaced({ factsAfter: {} }))).toEqual([]);
    expect(found(replaced({ paths: { [PROXY]: 'dev/web' } }))).toEqual([]);
  });
});

describe('CR-ROLL-7', () => {
  const JOB = 'docker_container.migrate';
  const job = (parts: Partial<ContainerSettings> = {}, effect: Effect = 'replace'): ContainerParts => ({
    address: JOB,
    before: settings({ isService: false, starts: true }),
    after: settings({ isService: false, starts: true, ...parts }),
    effect,
  });
  const deploy = (migration: ContainerParts, parts: Partial<ContextParts> = {}): ContextParts => ({
    containers: [overlap(), migration],
    dependents: { [JOB]: [WEB] },
    ...parts,
  });

  test('tells of a job that the new one waits for', () => {
    expect(judged(deploy(job()))).toEqual([
      {
        rule: 'CR-ROLL-7',
        severity: 'info',
        address: JOB,
        effect:
          'it runs before the new version of docker_container.web is started, and the old version serves on what it leaves; if it fails, the old version goes on',
        fix: 'check that the old version works with what this changes: add first, and take away in a later deploy',
      },
    ]);
  });

  test.each<Effect>(['create', 'replace', 'replace-create-first'])(
    'tells of it with the effect %s',
    (effect) => {
      expect(found(deploy(job({}, effect)))).toEqual(['CR-ROLL-7 info']);
    },
  );

  test('holds for a job that does not run, and for one that nobody waits for', () => {
    expect(found(deploy(job({}, 'none')))).toEqual([]);
    expect(found(deploy(job({ starts: false })))).toEqual([]);
    expect(found(deploy(job(), { dependents: {} }))).toEqual([]);
  });

  test('holds where no old version serves', () => {
    expect(found(deploy(job(), { containers: [{ after: settings() }, job()] }))).toEqual([]);
  });
});
