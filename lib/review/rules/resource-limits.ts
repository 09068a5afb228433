import type { ContainerSettings } from '../model/container-settings';
import { limit } from '../plan/setting-parts';

/** A limit that holds no longer, or that is much higher. */
export interface WeakenedLimit {
  /** What is limited, in words of ours. */
  readonly what: string;
  /** The name of a limit of processes, where it is one. */
  readonly name?: string;
  readonly before: string;
  /** Nothing where there is no limit. */
  readonly after?: string;
}

/** More than this many times as much is another size of service, and not an adjustment. */
export const FACTOR = 4;

/** The limits that are gone, or raised to more than four times. */
export function weakenedLimits(
  before: ContainerSettings,
  after: ContainerSettings,
): readonly WeakenedLimit[] {
  return [
    ...weakened(
      { what: 'memory', unit: ' MiB', before: before.memory, after: after.memory },
      'memory',
      after,
    ),
    ...swap(before, after),
    ...weakened(
      { what: 'processors', unit: '', before: before.processors, after: after.processors },
      'cpus',
      after,
    ),
    ...ulimits(before, after),
    ...weakened(
      { what: 'logs', unit: ' MiB', before: limit(logSize(before)), after: logSize(after) },
      'log_opts',
      after,
    ),
  ];
}

interface Limit {
  readonly what: string;
  readonly unit: string;
  /** Nothing, or less than nothing, for no limit. */
  readonly before?: number;
  readonly after?: number;
}

function weakened(
  { what, unit, before, after }: Limit,
  attribute: string,
  { unknown }: ContainerSettings,
): readonly WeakenedLimit[] {
  return unknown.has(attribute) || !isWeaker(before, after)
    ? []
    : [
        {
          what,
          before: `${before}${unit}`,
          ...(isLimit(after) && { after: `${after}${unit}` }),
        },
      ];
}

function isWeaker(before: number | undefined, after: number | undefined): boolean {
  return isLimit(before) && (!isLimit(after) || after > before * FACTOR);
}

function isLimit(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value >= 0;
}

/** Said as -1 it is all that the host has; where nothing is said it goes by the memory. */
function swap(before: ContainerSettings, after: ContainerSettings): readonly WeakenedLimit[] {
  return isLimit(before.memorySwap) && after.memorySwap === -1
    ? [{ what: 'memory and swap together', before: `${before.memorySwap} MiB` }]
    : [];
}

function ulimits(before: ContainerSettings, after: ContainerSettings): readonly WeakenedLimit[] {
  return after.unknown.has('ulimit')
    ? []
    : Object.entries(before.ulimits).flatMap(([name, limits]) => {
        const now = Object.hasOwn(after.ulimits, name) ? after.ulimits[name] : undefined;
        const [had, has] = [limits, now ?? '-1:-1'].map((each) => each.split(':').map(Number));
        return had?.some((limit, index) => isWeaker(limit, has?.[index])) === true
          ? [{ what: 'ulimit', name, before: limits, ...(now !== undefined && { after: now }) }]
          : [];
      });
}

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 2 ** 10,
  m: 2 ** 20,
  g: 2 ** 30,
  t: 2 ** 40,
};
/** What the driver `local` has by itself: five files of 20 MiB. */
const LOCAL = { size: '20m', files: 5 };

const MEBIBYTE = 2 ** 20;

/** What its logs may take on the host's disk, in mebibytes; nothing without a limit, and 0 where the driver sends them elsewhere. */
function logSize({ logDriver, logOptions }: ContainerSettings): number | undefined {
  const isLocal = logDriver === 'local';
  if (!isLocal && logDriver !== 'json-file' && logDriver !== '') {
    return 0;
  }
  const { 'max-size': said = isLocal ? LOCAL.size : '', 'max-file': files } = logOptions;
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([bkmgt]?)(?:i?b)?$/i.exec(said) ?? [];
  const size = Number(amount) * (UNITS[unit.toLowerCase()] ?? 1);
  return amount === '' ? undefined : (size / MEBIBYTE) * (Number(files ?? (isLocal ? LOCAL.files : 1)) || 1);
}
