import { Token } from 'cdktf';
import { Duration, Size } from '../../lib';
import { healthCheckBlock, waitTimeout } from '../../lib/provider/health-check';
import { cpuLimit, memoryLimit } from '../../lib/provider/limits';
import { publishedPorts } from '../../lib/provider/ports';
import { specDigest } from '../../lib/provider/spec-label';
import { gracefulStop } from '../../lib/provider/stopping';

describe('what the provider needs to be told', () => {
  test('a memory limit always says the swap as well', () => {
    expect(memoryLimit(Size.gibibytes(1))).toEqual({ memory: 1024, memorySwap: 1024 });
  });

  test('processors are period and quota', () => {
    expect(cpuLimit(0.5)).toEqual({ cpuPeriod: 100_000, cpuQuota: 50_000 });
  });

  test('a health check says every field, durations as Go spells them', () => {
    const check = {
      test: ['CMD', '/x'],
      interval: Duration.seconds(90),
      timeout: Duration.milliseconds(500),
      startPeriod: Duration.seconds(0),
      retries: 2,
    };
    expect(healthCheckBlock(check)).toEqual({
      test: ['CMD', '/x'],
      interval: '1m30s',
      timeout: '500ms',
      startPeriod: '0s',
      startInterval: '0s',
      retries: 2,
    });
    expect(waitTimeout(check)).toBeGreaterThanOrEqual(3 * 90.5);
  });

  test('the time to stop is said to the Engine and to the provider', () => {
    expect(gracefulStop('SIGQUIT', Duration.milliseconds(1_500))).toEqual({
      stopSignal: 'SIGQUIT',
      stopTimeout: 2,
      destroyGraceSeconds: 2,
    });
  });

  test('ports are sorted by the port in the container', () => {
    const port = (internal: number) => ({
      internal,
      external: 9_000 - internal,
      ip: '127.0.0.1',
      protocol: 'tcp',
    });
    expect(publishedPorts([port(90), port(80)])).toEqual([port(80), port(90)]);
  });
});

describe('specDigest', () => {
  const container = {
    ignoredOnEdit: { tmpfs: { '/tmp': 'rw' }, init: false },
    ignoredOnRemoval: { env: ['A=1'], command: ['x'] },
  };
  const edited = (edit: object) =>
    specDigest({ ...container, ignoredOnEdit: { ...container.ignoredOnEdit, ...edit } });
  const removed = (edit: object) =>
    specDigest({ ...container, ignoredOnRemoval: { ...container.ignoredOnRemoval, ...edit } });

  test('changes with an edit that the provider ignores', () => {
    expect(edited({ tmpfs: { '/tmp': 'ro' } })).not.toBe(specDigest(container));
    expect(edited({ init: true })).not.toBe(specDigest(container));
    expect(edited({ cpuQuota: 1 })).not.toBe(specDigest(container));
  });

  test.each([
    ['taken away', undefined],
    ['emptied', []],
  ])('changes when an argument is %s that the provider does not miss', (_what, value) => {
    expect(removed({ command: value })).not.toBe(specDigest(container));
    expect(removed({ env: value })).not.toBe(specDigest(container));
  });

  test('does not change with a value that the provider sees by itself, and that may be a secret', () => {
    expect(removed({ env: ['A=2'], command: ['y'] })).toBe(specDigest(container));
  });

  test('does not depend on the order in which arguments are written', () => {
    expect(edited({ tmpfs: undefined, init: undefined, b: 1, a: 2 })).toBe(
      edited({ a: 2, b: 1, tmpfs: undefined, init: undefined }),
    );
  });

  test('leaves the hashing of values that only Terraform knows to Terraform', () => {
    const token = edited({ tmpfs: { '/tmp': Token.asString({ resolve: () => 'later' }) } });
    expect(Token.isUnresolved(token)).toBe(true);
  });
});
