import {
  type Followed,
  type FoundContainer,
  logsCommand,
  newest,
  nextStep,
  type Step,
} from '../../lib/operate/log-following';

const RUNNING: FoundContainer = {
  id: '0123456789abcdef',
  name: 'dev-api',
  status: 'running',
  exitCode: 0,
  created: '2026-01-01T00:00:00Z',
  startedAt: '2026-01-01T00:00:01Z',
  finishedAt: '0001-01-01T00:00:00Z',
};
const ENDED: FoundContainer = {
  ...RUNNING,
  status: 'exited',
  exitCode: 3,
  finishedAt: '1970-01-01T00:00:09.5Z',
};
const AGAIN: FoundContainer = { ...ENDED, status: 'running', startedAt: '2026-01-01T00:00:03Z' };
const OTHER: FoundContainer = { ...RUNNING, id: 'fedcba9876543210', created: '2026-01-01T00:00:05Z' };

/** A look at the Engine after others. */
function after(
  looks: readonly (FoundContainer | undefined)[],
  found: FoundContainer | undefined,
  shown?: string,
): Step {
  let followed: Followed | undefined;
  for (const look of looks) {
    ({ followed } = nextStep('dev/api', { tail: '2' }, followed, look, undefined));
  }
  return nextStep('dev/api', { tail: '2' }, followed, found, shown);
}

describe('following a container', () => {
  test('begins with the lines that are asked for', () => {
    const step = after([], RUNNING);
    expect(step).toMatchObject({ isNew: true, read: { tail: '2' } });
    expect(step.notice).toBe('following dev-api (0123456789ab)');
  });

  test('reads what an ended one has said, too', () => {
    expect(after([], ENDED)).toMatchObject({ isNew: true, read: { tail: '2' } });
  });

  test('waits when there is none, and says so once', () => {
    const step = after([], undefined);
    expect(step.notice).toBe('dev/api has no container; waiting for one');
    expect(step.read).toBeUndefined();
    expect(after([undefined], undefined)).toEqual({ ...step, notice: undefined });
    expect(after([RUNNING], undefined).notice).toBe(step.notice);
  });

  test('shows all of a new one, which nobody has asked the last lines of', () => {
    for (const before of [[undefined], [RUNNING], [RUNNING, ENDED], [RUNNING, undefined]]) {
      const step = after(before, OTHER, '7.000000000');
      expect(step).toMatchObject({ isNew: true, read: {} });
      expect(step.read).not.toHaveProperty('tail');
      expect(step.notice).toBe('following dev-api (fedcba987654)');
    }
  });

  test('says once how it ended, and reads nothing until it starts', () => {
    const step = after([RUNNING], ENDED, '7.000000000');
    expect(step.notice).toBe(
      'dev-api (0123456789ab) has ended with exit code 3; waiting for it or a new one',
    );
    expect(step.read).toBeUndefined();
    expect(after([RUNNING, ENDED], ENDED).notice).toBeUndefined();
  });

  test.each(['restarting', 'created', 'dead'])('says that it is %s', (status) => {
    expect(after([RUNNING], { ...ENDED, status }).notice).toContain(`is ${status}; waiting`);
  });

  test.each([[[RUNNING]], [[RUNNING, ENDED]]])('reads on from the last line after a restart', (before) => {
    const step = after(before, AGAIN, '7.000000000');
    expect(step).toMatchObject({ isNew: false, read: { since: '7.000000000' } });
    expect(step.read).not.toHaveProperty('tail');
    expect(step.notice).toBe('dev-api (0123456789ab) has started again');
  });

  test.each([[[RUNNING]], [[RUNNING, ENDED]]])(
    'reads from the end of the first run on when it had no line to show',
    (before) => {
      expect(after(before, AGAIN).read).toEqual({ since: '9.500000000' });
    },
  );

  test('leaves out nothing of one that never ran before', () => {
    const created = { ...RUNNING, status: 'created', startedAt: '0001-01-01T00:00:00Z' };
    expect(after([created, created], RUNNING).read).toEqual({ since: '0.000000000' });
  });

  test('reads on from the last line, without a word, when only the connection was lost', () => {
    const step = after([RUNNING], RUNNING, '7.000000000');
    expect(step).toMatchObject({ isNew: false, read: { since: '7.000000000' } });
    expect(step.notice).toBeUndefined();
    expect(after([RUNNING], RUNNING).read).toEqual({ tail: '2' });
  });
});

describe('newest', () => {
  test('is the container that was made last, to the nanosecond', () => {
    const at = (created: string): FoundContainer => ({ ...RUNNING, created });
    const last = at('2026-01-01T00:00:00.10000001Z');
    expect(newest([at('2026-01-01T00:00:00.1Z'), last, at('2025-12-31T23:59:59.9Z')])).toBe(last);
    expect(newest([])).toBeUndefined();
  });
});

describe('logsCommand', () => {
  test('passes on what was asked for, and nothing that could be taken for an option', () => {
    expect(logsCommand('id', { since: '-1', tail: '2' }, ['--follow'])).toEqual([
      ...['container', 'logs', '--follow', '--since=-1', '--tail=2', 'id'],
    ]);
    expect(logsCommand('id', {})).toEqual(['container', 'logs', 'id']);
  });
});
