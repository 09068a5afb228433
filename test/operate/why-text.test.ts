import { maskFor } from '../../lib/operate/masked-lines';
import { listed, wellText, type WhyDetails, whyText } from '../../lib/operate/why-text';
import type { Judgement } from '../../lib/operate/why-judgement';
import { container, state } from './support/stack-container';

const NOTHING: Judgement = { failed: [], missing: [], working: [], done: [], starting: [] };
const DETAILS: WhyDetails = {
  stack: 'dev',
  output: { lines: ['listening', 'panic: broken'] },
  mask: maskFor(undefined, '{}'),
  isKnown: true,
  hasImages: true,
};
const UNHEALTHY = container({
  name: 'dev-api-20260131-100000',
  state: state({
    Health: {
      Status: 'unhealthy',
      FailingStreak: 7,
      Log: [1, 2, 3, 4].map((second) => ({
        End: `2026-01-31T10:00:0${second}.000000001Z`,
        ExitCode: 1,
        Output: `GET /healthz: status 50${second}\n`,
      })),
    },
  }),
});
const KILLED = container({
  id: 'fedcba9876543210',
  name: 'dev-web',
  path: 'dev/web',
  restarts: 3,
  state: state({ Status: 'exited', ExitCode: 137, OOMKilled: true, FinishedAt: '2026-01-31T10:05:00Z' }),
});

const text = (judgement: Partial<Judgement>, details: Partial<WhyDetails> = {}): string =>
  whyText({ ...NOTHING, ...judgement }, { ...DETAILS, ...details });

describe('why', () => {
  test('tells all of the container that was made last, and one line of each other', () => {
    const serving = container({ id: 'aaaaaaaaaaaaaaaa', name: 'dev-api-20260130-100000' });
    expect(
      text({ failed: [{ container: UNHEALTHY, serving }, { container: KILLED }], missing: ['dev/mail'] }),
    ).toBe(`dev/api, container dev-api-20260131-100000 (0123456789ab)
  state          running, unhealthy
  made           2026-01-31 10:00:00 UTC
  started        2026-01-31 10:00:01 UTC
  failed checks  7 in a row
  out of memory  no
  restarts       0

its last health checks
  2026-01-31 10:00:02 UTC  exit code 1
    GET /healthz: status 502
  2026-01-31 10:00:03 UTC  exit code 1
    GET /healthz: status 503
  2026-01-31 10:00:04 UTC  exit code 1
    GET /healthz: status 504

the last of what it wrote
  listening
  panic: broken

an older one still serves: dev-api-20260130-100000 (aaaaaaaaaaaa)

also failed
  dev/web, container dev-web (fedcba987654): exited, exit code 137, restarted 3 times, out of memory

not there, because it was never made, or waits for what failed
  dev/mail

next
  npx --no go-containers logs dev/api
  cdktf deploy dev    # when the cause is mended
  npx --no go-containers rollback dev    # or an older version, without a build
`);
  });

  test('says what a code means, and the limit that the memory was over', () => {
    const said = text({ failed: [{ container: KILLED }] });
    expect(said).toContain('exit code      137: SIGKILL: it was out of memory');
    expect(said).toContain('out of memory  yes, with a limit of 128 MiB');
    expect(said).toContain('ended          2026-01-31 10:05:00 UTC');
    expect(said).toContain('no other container of it serves');
  });

  test('says what the Engine complains of, on one line', () => {
    const never = container({
      state: state({ Status: 'created', ExitCode: 127, Error: 'exec: "/app":\nno such file' }),
    });
    const said = text({ failed: [{ container: never }] }, { output: { lines: [] } });
    expect(said).toContain('error          exec: "/app": no such file\n');
    expect(said).toContain('state          created, and never started, exit code 127\n');
    expect(said).toContain('it wrote nothing');
  });

  test('leads to recover where Terraform does not know the container, and to no rollback without images', () => {
    const said = text({ failed: [{ container: KILLED }] }, { isKnown: false, hasImages: false });
    expect(said).toContain('recover dev    # Terraform does not know this container');
    expect(said).not.toContain('rollback');
  });

  test('quotes what is copied into a shell, whatever a label says', () => {
    const said = text({ failed: [{ container: container({ path: "dev/a'; rm -rf $HOME #" }) }] });
    expect(said).toContain(String.raw`go-containers logs 'dev/a'\''; rm -rf $HOME #'` + '\n');
    expect(text({ missing: ['dev/api'] }, { stack: 'a b' })).toContain("cdktf deploy 'a b'    #");
  });

  test('lists paths on one line, without what moves a cursor', () => {
    expect(listed(['dev/api', `dev/x\n${String.fromCharCode(0x1b)}[2Jy`])).toBe('dev/api, dev/x y');
    expect(listed([])).toBe('none');
  });

  test('says so when the output cannot be read', () => {
    const output = { lines: [], complaint: 'configured logging driver does not support reading' };
    expect(text({ failed: [{ container: KILLED }] }, { output })).toContain(
      'its output cannot be read: configured logging driver does not support reading',
    );
  });

  test('lists what is not there when nothing else is wrong', () => {
    expect(text({ missing: ['dev/api'] }))
      .toBe(`not there, because it was never made, or waits for what failed
  dev/api

next
  cdktf deploy dev    # when the cause is mended
`);
  });

  test('does nothing to a terminal, whatever the Engine says', () => {
    const escape = String.fromCharCode(0x1b);
    const hostile = `${escape}[2J\u202e\u0007\n# rm -rf /`;
    const container_ = container({
      path: `dev/${hostile}`,
      state: state({
        Error: hostile,
        Health: {
          Status: 'unhealthy',
          FailingStreak: 1,
          Log: [{ End: hostile, ExitCode: 1, Output: hostile }],
        },
      }),
    });
    const said = text(
      { failed: [{ container: container_ }], missing: [hostile] },
      { output: { lines: [hostile], complaint: undefined } },
    );
    expect(said.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(said.split('\n').filter((line) => line.startsWith('#'))).toEqual([]);
  });
});

describe('a stack without a failure', () => {
  test('is told in one sentence', () => {
    expect(wellText('dev', { ...NOTHING, working: [container({})], starting: [UNHEALTHY, KILLED] })).toBe(
      'nothing of dev has failed; of its containers 1 works, 2 are starting\n',
    );
    expect(wellText('dev', NOTHING)).toBe('nothing of dev has failed; of its containers there is none\n');
  });
});
