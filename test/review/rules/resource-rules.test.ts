import { RESOURCE_RULES } from '../../../lib/review/rules/resource-rules';
import { contextWith } from '../support/plan-builder';
import { settings } from '../support/settings';
import { found, told } from '../support/told';

type Part = Parameters<typeof settings>[0];

function changed(before: Part, after: Part): string[] {
  return told(
    RESOURCE_RULES,
    contextWith({ containers: [{ before: settings(before), after: settings(after) }] }),
  );
}

const logs = (size?: string, files?: string, logDriver = 'json-file'): Part => ({
  logDriver,
  logOptions: {
    ...(size !== undefined && { 'max-size': size }),
    ...(files !== undefined && { 'max-file': files }),
  },
});

describe('RESOURCE_RULES', () => {
  test('warn of a limit that is gone', () => {
    expect(changed({}, { memory: undefined, processors: undefined, logOptions: {} })).toEqual([
      'CR-RES-1 warn: nothing limits its memory any more, so that it may take all that the host has (the limit was 256 MiB)',
      'CR-RES-1 warn: nothing limits its processors any more, so that it may take all that the host has (the limit was 1)',
      'CR-RES-1 warn: nothing limits its logs any more, so that it may take all that the host has (the limit was 30 MiB)',
    ]);
  });

  test('warn of a limit that is more than four times as high', () => {
    expect(changed({ memory: 100 }, { memory: 401 })).toEqual([
      'CR-RES-1 warn: it may take more than 4 times as much of the host: the limit of its memory is 401 MiB instead of 100 MiB',
    ]);
    expect(changed({ memory: 100 }, { memory: 400 })).toEqual([]);
    expect(changed({ processors: 0.5 }, { processors: 2.5 })).toHaveLength(1);
  });

  test('warn of swap without end, and take it by the memory where nothing is said', () => {
    expect(changed({}, { memorySwap: -1 })).toHaveLength(1);
    expect(changed({}, { memorySwap: undefined })).toEqual([]);
    expect(changed({ memorySwap: -1 }, { memorySwap: -1 })).toEqual([]);
  });

  test.each([
    [{ nofile: '10:20' }, {}, 1],
    [{ nofile: '10:20' }, { nofile: '10:81' }, 1],
    [{ nofile: '10:20' }, { nofile: '-1:-1' }, 1],
    [{ core: '0:0' }, { core: '0:1' }, 1],
    [{ nofile: '-1:-1' }, {}, 0],
    [{ nofile: '10:20' }, { nofile: '40:80' }, 0],
    [{}, { nofile: '10:20' }, 0],
  ])('judge ulimits %j that become %j', (before, after, count) => {
    expect(changed({ ulimits: before }, { ulimits: after })).toHaveLength(count);
  });

  test.each([
    [logs('10m'), logs('41m'), 1],
    [logs('10m', '2'), logs('10m', '9'), 1],
    [logs('10m', '2'), logs('20m', '4'), 0],
    [logs('1024k'), logs('1m'), 0],
    [logs('10m'), logs('-1'), 1],
    [logs('10m'), logs(undefined, undefined, 'local'), 1],
    [logs('100m'), logs(undefined, undefined, 'local'), 0],
    [logs('10m'), logs(undefined, undefined, 'syslog'), 0],
    [logs(undefined, undefined, 'none'), logs('10m'), 0],
    [logs(), logs(), 0],
  ])('judge logs %j that become %j', (before, after, count) => {
    expect(changed(before, after)).toHaveLength(count);
  });

  test('say nothing of new containers, and of what is known only after the apply', () => {
    const later = settings({ memory: undefined, unknown: new Set(['memory']) });
    expect(
      told(RESOURCE_RULES, contextWith({ containers: [{ after: settings({ memory: undefined }) }] })),
    ).toEqual([]);
    expect(told(RESOURCE_RULES, contextWith({ containers: [{ before: settings(), after: later }] }))).toEqual(
      [],
    );
  });

  test('are no broadenings: nobody gets more rights', () => {
    const containers = [{ before: settings(), after: settings({ memory: undefined }) }];
    expect(found(RESOURCE_RULES, contextWith({ containers }))[0]?.isBroadening).toBeUndefined();
  });
});
