import { sinceTime } from './log-lines';

/** What a program writes to. */
export type LogStream = 'stdout' | 'stderr';

/** The last line of a stream: its time, and how many lines with exactly that time there were. */
interface Place {
  readonly time: bigint;
  readonly lines: number;
}

/** What is asked for again: the Engine can keep lines of the two streams in another order than that of their times. */
const OVERLAP = 1_000_000_000n;

/**
 * Up to where the output of one container was shown, so that it can be read on after a restart or a broken connection: no line twice,
 * and none left out.
 */
export class LogPlace {
  private readonly shown = new Map<LogStream, Place>();
  private reading = new Map<LogStream, Place>();
  /** Streams of which a new line came since the reading began; all that follows is new as well. */
  private caughtUp = new Set<LogStream>(['stdout', 'stderr']);
  private first?: bigint;

  /** From when on the Engine is to be asked; nothing when no line was shown. */
  public get since(): string | undefined {
    if (this.first === undefined) {
      return undefined;
    }
    const last = [...this.shown.values()].reduce((late, { time }) => (time > late ? time : late), 0n);
    return sinceTime(last - OVERLAP > this.first ? last - OVERLAP : this.first);
  }

  /** What follows is asked for with `since`. */
  public readAgain(): void {
    this.reading = new Map();
    this.caughtUp = new Set((['stdout', 'stderr'] as const).filter((stream) => !this.shown.has(stream)));
  }

  /** Whether a line was not shown yet; called for each one that comes, in their order. */
  public isNew(stream: LogStream, time: bigint): boolean {
    const before = this.reading.get(stream);
    const place = { time, lines: before?.time === time ? before.lines + 1 : 1 };
    this.reading.set(stream, place);
    if (!this.caughtUp.has(stream) && !isBehind(place, this.shown.get(stream))) {
      return false;
    }
    this.caughtUp.add(stream);
    this.shown.set(stream, place);
    this.first ??= time;
    return true;
  }
}

function isBehind(place: Place, last: Place | undefined): boolean {
  return (
    last === undefined || place.time > last.time || (place.time === last.time && place.lines > last.lines)
  );
}
