import { distributionOf } from '../../lib/image/distributions';
import { parseReference } from '../../lib/image/image-reference';
import { Runtime } from '../../lib/image/runtime';
import { RUNTIME_TABLE, type RuntimeRow, written } from '../../lib/image/runtime-table';
import { FACTS_DATE, ROLLING } from '../../lib/image/support-dates';

const rows = RUNTIME_TABLE.map((row) => [written(row), row] as const);

describe('the table of runtime bases', () => {
  test('names the month of its facts', () => {
    expect(FACTS_DATE).toMatch(/^20[0-9]{2}-(0[1-9]|1[0-2])$/);
  });

  test.each(rows)('is complete for %s', (_, row) => {
    const kinds = Object.entries(row).map(([name, value]) => [name, typeof value]);
    expect(Object.fromEntries(kinds)).toEqual({
      factory: 'string',
      release: 'string',
      reference: 'string',
      libc: 'object',
      shell: 'boolean',
      certificates: 'boolean',
      timeZones: 'boolean',
      accounts: 'boolean',
      temporaryDirectory: 'boolean',
      user: 'number',
      supportEnds: 'string',
      source: 'string',
    } satisfies Record<keyof RuntimeRow, string>);
    expect(parseReference(row.reference)).toBeDefined();
    expect(row.supportEnds).toMatch(row.supportEnds === ROLLING ? ROLLING : /^20[0-9]{2}-(0[1-9]|1[0-2])$/);
    expect(row.source).toMatch(/^[a-z]+(\.[a-z]+)+\//);
  });

  test.each(rows.filter(([, { reference }]) => distributionOf(reference)))(
    'has the C library and the end of support of the distribution: %s',
    (_, { reference, libc, supportEnds }) => {
      const { libc: own, supportEnds: ends } = distributionOf(reference)!;
      expect([libc.family === 'none' ? own : libc, supportEnds]).toEqual([own, ends]);
    },
  );

  test('covers a distribution with every row but the empty image and the rolling ones', () => {
    const others = RUNTIME_TABLE.filter(({ reference }) => !distributionOf(reference));
    expect(others.map(({ factory }) => factory)).toEqual(['scratch', 'chainguardStatic', 'chainguardGlibc']);
    expect(others.map(({ supportEnds }) => supportEnds)).toEqual([ROLLING, ROLLING, ROLLING]);
  });

  test('has each base once', () => {
    expect(new Set(RUNTIME_TABLE.map(written)).size).toBe(RUNTIME_TABLE.length);
    expect(new Set(RUNTIME_TABLE.map(({ reference }) => reference)).size).toBe(RUNTIME_TABLE.length);
  });

  test('has a row of every factory of Runtime that has a base of its own, and no other', () => {
    const others = ['custom', 'ofTable', 'scratchWithLibraries'];
    const factories = Object.getOwnPropertyNames(Runtime).filter(
      (name) => !['length', 'name', 'prototype', ...others].includes(name),
    );
    expect([...new Set(RUNTIME_TABLE.map(({ factory }) => factory))].sort()).toEqual(factories.sort());
  });
});
