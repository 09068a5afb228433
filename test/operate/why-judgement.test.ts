import type { Role } from '../../lib/operate/declared-roles';
import { judge, type Judgement } from '../../lib/operate/why-judgement';
import { engineTime } from '../../lib/operate/log-lines';
import type { StackContainer } from '../../lib/operate/stack-containers';
import { container, state } from './support/stack-container';

const NOW = engineTime('2026-01-31T12:00:00Z')!;
const ROLES = new Map<string, Role>([
  ['dev/api', 'service'],
  ['dev/migrate', 'job'],
  ['dev/api/secrets-run', 'carrier'],
]);

function judged(...containers: StackContainer[]): Judgement {
  const roles = new Map([...ROLES].filter(([path]) => containers.some((each) => each.path === path)));
  return judge(containers, roles, NOW);
}

const failedIds = (...containers: StackContainer[]): string[] =>
  judged(...containers).failed.map(({ container: { id } }) => id);

const HEALTHY = state({ Health: { Status: 'healthy', FailingStreak: 0, Log: [] } });
const UNHEALTHY = state({ Health: { Status: 'unhealthy', FailingStreak: 3, Log: [] } });
const STARTING = state({ Health: { Status: 'starting', FailingStreak: 0, Log: [] } });

describe('a container', () => {
  test('works when it is healthy, or runs and has no check', () => {
    expect(
      judged(container({ state: HEALTHY }), container({ id: 'b', state: state({}) })).working,
    ).toHaveLength(2);
  });

  test.each([
    ['is unhealthy', container({ state: UNHEALTHY })],
    ['has never been started', container({ state: state({ Status: 'created' }) })],
    ['starts again and again', container({ state: state({ Status: 'restarting', ExitCode: 2 }) })],
    ['is dead', container({ state: state({ Status: 'dead' }) })],
    ['is paused', container({ state: state({ Status: 'paused' }) })],
    ['is a service that has ended, with whatever code', container({ state: state({ Status: 'exited' }) })],
    ['is starting after it has ended before', container({ state: STARTING, restarts: 2 })],
    [
      'is starting and its checks fail',
      container({ state: state({ Health: { Status: 'starting', FailingStreak: 1, Log: null } }) }),
    ],
    [
      'has been restarted a moment ago, and has no check',
      container({ restarts: 1, state: state({ StartedAt: '2026-01-31T11:59:30Z' }) }),
    ],
    [
      'is a job that has ended with a code',
      container({ path: 'dev/migrate', state: state({ Status: 'exited', ExitCode: 1 }) }),
    ],
    [
      'is a job by the Engine alone, and has ended with a code',
      container({ path: 'dev/old', restartPolicy: 'no', state: state({ Status: 'exited', ExitCode: 1 }) }),
    ],
    ['is a service by the Engine alone', container({ path: 'dev/old', state: state({ Status: 'exited' }) })],
  ])('has failed when it %s', (_why, failed) => {
    expect(failedIds(failed)).toEqual([failed.id]);
  });

  test('is on the way when nothing has failed yet', () => {
    expect(judged(container({ state: STARTING })).starting).toHaveLength(1);
  });

  test('has run long enough after a restart to count as one that works', () => {
    const steady = container({ restarts: 1, state: state({ StartedAt: '2026-01-31T11:58:00Z' }) });
    expect(judged(steady).working).toEqual([steady]);
  });

  test('of a job has done its work when it ended with 0, or is removed', () => {
    const ended = container({ path: 'dev/migrate', state: state({ Status: 'exited' }) });
    expect(judged(ended).done).toEqual([ended]);
    expect(judged(container({ state: state({ Status: 'removing' }) })).failed).toEqual([]);
  });

  test('that carries secrets is never told, declared or not', () => {
    const never = state({ Status: 'created' });
    const carriers = [
      container({ path: 'dev/api/secrets-run', state: never }),
      container({ id: 'b', path: 'dev/old/secrets-run', name: 'dev-old-secrets-0123abcd', state: never }),
      container({
        id: 'c',
        path: 'dev/old/secrets-run',
        name: 'dev-old-secrets-0123abcd-20260131-100000',
        state: never,
      }),
    ];
    expect(judged(...carriers)).toEqual({ failed: [], missing: [], working: [], done: [], starting: [] });
  });

  test('of a service that is called like a carrier is told', () => {
    const other = container({ path: 'dev/secrets-store', name: 'dev-secrets-store', state: UNHEALTHY });
    expect(failedIds(other)).toEqual([other.id]);
  });
});

describe('containers of one construct', () => {
  const old = container({ id: 'old', created: '2026-01-31T10:00:00Z', state: HEALTHY });
  const broken = container({ id: 'new', created: '2026-01-31T11:00:00Z', state: UNHEALTHY });

  test('have an older one that serves while the new one has failed', () => {
    expect(judged(old, broken).failed).toEqual([{ container: broken, serving: old }]);
  });

  test('have nothing that failed when a newer one works', () => {
    const mended = container({ id: 'newest', created: '2026-01-31T11:30:00Z', state: HEALTHY });
    expect(failedIds(broken, mended)).toEqual([]);
  });

  test('are told each when a newer one has failed as well', () => {
    const older = container({ id: 'older', created: '2026-01-31T10:30:00Z', state: UNHEALTHY });
    expect(judged(older, old, broken).failed).toEqual([
      { container: broken, serving: old },
      { container: older, serving: old },
    ]);
  });

  test('of another construct say nothing of it', () => {
    const other = container({
      id: 'other',
      path: 'dev/web',
      created: '2026-01-31T11:30:00Z',
      state: HEALTHY,
    });
    expect(judged(broken, other).failed).toEqual([{ container: broken, serving: undefined }]);
  });
});

describe('several failures', () => {
  test('are told in one order, the container that was made last first', () => {
    const [first, second, third] = ['b', 'a', 'c'].map((id, index) =>
      container({
        id,
        path: `dev/${id}`,
        created: `2026-01-31T1${index === 2 ? 1 : 0}:00:00.000000001Z`,
        state: UNHEALTHY,
      }),
    ) as [StackContainer, StackContainer, StackContainer];
    expect(failedIds(first, second, third)).toEqual(['c', 'a', 'b']);
    expect(failedIds(third, second, first)).toEqual(['c', 'a', 'b']);
  });

  test('include what is declared and not there, but for carriers', () => {
    expect(judge([], ROLES, NOW).missing).toEqual(['dev/api', 'dev/migrate']);
  });
});
