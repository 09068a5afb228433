import * as fc from 'fast-check';
import { engineTime } from '../../lib/operate/log-lines';
import { LogPlace, type LogStream } from '../../lib/operate/log-place';

interface Entry {
  readonly stream: LogStream;
  readonly time: bigint;
}

const SECOND = 1_000_000_000n;
const START = 1_700_000_000n * SECOND;

/** What a container wrote: in each stream in the order of the times, across the two nearly so. */
const written = fc
  .array(
    fc.record({
      stream: fc.constantFrom<LogStream>('stdout', 'stderr'),
      pause: fc.constantFrom(0n, 1n, SECOND / 2n, 3n * SECOND),
      late: fc.constantFrom(0n, 0n, 5n, SECOND / 2n),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((lines) => {
    let now = START;
    const last: Record<LogStream, bigint> = { stdout: START, stderr: START };
    return lines.map(({ stream, pause, late }, index): Entry => {
      now += pause;
      const time = index === 0 ? now : now + late;
      last[stream] = last[stream] > time ? last[stream] : time;
      return { stream, time: last[stream] };
    });
  });

/** Places at which the connection breaks. */
const breaks = fc.array(fc.nat({ max: 20 }), { maxLength: 5 });

function nanoseconds(since: string): bigint {
  const [seconds, fraction] = since.split('.');
  return BigInt(seconds!) * SECOND + BigInt(fraction!);
}

/** The numbers of the lines that are shown when the Engine is asked again after each break. */
function shownOf(lines: readonly Entry[], cuts: readonly number[]): number[] {
  const place = new LogPlace();
  const shown: number[] = [];
  for (const cut of [...cuts, lines.length].sort((left, right) => left - right)) {
    const since = place.since === undefined ? 0n : nanoseconds(place.since);
    place.readAgain();
    lines.slice(0, cut).forEach(({ stream, time }, index) => {
      if (time >= since && place.isNew(stream, time)) {
        shown.push(index);
      }
    });
  }
  return shown;
}

describe('the place up to which output was shown', () => {
  test('leads to every line once, and in its order, wherever the reading was broken off', () => {
    fc.assert(
      fc.property(written, breaks, (lines, cuts) => {
        expect(shownOf(lines, cuts)).toEqual(lines.map((_, index) => index));
      }),
      { numRuns: 1000 },
    );
  });

  test('tells lines of one time apart by their number', () => {
    const place = new LogPlace();
    expect([place.isNew('stdout', START), place.isNew('stdout', START)]).toEqual([true, true]);
    place.readAgain();
    expect([START, START, START].map((time) => place.isNew('stdout', time))).toEqual([false, false, true]);
  });

  test('asks for nothing before the first line that was shown: the user may have asked for the last ones only', () => {
    const place = new LogPlace();
    expect(place.since).toBeUndefined();
    place.isNew('stdout', START);
    expect(nanoseconds(place.since!)).toBe(START);
    place.isNew('stdout', START + 5n * SECOND);
    expect(nanoseconds(place.since!)).toBe(START + 4n * SECOND);
  });

  test('does not lose lines after a clock that went back, as long as it reads on', () => {
    const place = new LogPlace();
    expect(place.isNew('stdout', engineTime('2026-01-01T00:00:01Z')!)).toBe(true);
    expect(place.isNew('stdout', engineTime('2026-01-01T00:00:00Z')!)).toBe(true);
  });
});
