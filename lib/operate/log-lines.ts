/** A line of `docker logs --timestamps`. */
export interface LogLine {
  /** When the Engine got it, in nanoseconds since 1970. */
  readonly time: bigint;
  /** What the program wrote, without the end of the line. */
  readonly text: string;
}

const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;
/** Bytes of a line from which on the Engine keeps it in pieces. */
const PIECE = 16_384;

/** Nanoseconds since 1970 of a time in the Engine's words; nothing when it is none. */
export function engineTime(words: string): bigint | undefined {
  const [, seconds, fraction = '', zone] = TIME.exec(words) ?? [];
  return seconds === undefined || zone === undefined
    ? undefined
    : BigInt(Date.parse(`${seconds}${zone}`)) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

/** A time as `docker logs --since` takes it, to the nanosecond. */
export function sinceTime(time: bigint): string {
  return `${time / 1_000_000_000n}.${String(time % 1_000_000_000n).padStart(9, '0')}`;
}

/** Reads a line; nothing for the words of the Docker command itself, which have no time. */
export function readLogLine(line: string): LogLine | undefined {
  const blank = line.indexOf(' ');
  const time = blank < 0 ? undefined : engineTime(line.slice(0, blank));
  if (time === undefined) {
    return undefined;
  }
  const text = line.slice(blank + 1);
  // Each piece of a long line begins with the time of the first.
  return { time, text: text.length > PIECE ? text.replaceAll(line.slice(0, blank + 1), '') : text };
}

/** Cuts a stream of text into lines. */
export class LineCutter {
  private rest = '';

  /** The lines that end in `chunk`. */
  public push(chunk: string): string[] {
    const lines = `${this.rest}${chunk}`.split('\n');
    this.rest = lines.pop() ?? '';
    return lines;
  }

  /** The line that nothing ended. */
  public end(): string[] {
    const { rest } = this;
    this.rest = '';
    return rest === '' ? [] : [rest];
  }
}
