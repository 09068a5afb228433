import { setTimeout } from 'node:timers/promises';
import { ValidationError } from '../core/errors';
import type { EngineAddress } from './engine-address';
import { findContainer, newestId } from './labelled-container';
import {
  type Followed,
  type FoundContainer,
  type LogSelection,
  logsCommand,
  nameOf,
  nextStep,
} from './log-following';
import { LogPlace } from './log-place';
import { type LogEnd, readLogs, showLines } from './log-reading';

/** Milliseconds between two looks for a new container. */
const PAUSE = 500;

/** Follows the containers of one construct: always the newest, and those before it to their ends. */
export class LogFollower {
  private place = new LogPlace();
  /** Containers that are read to their ends, while a newer one is followed. */
  private readonly older: Promise<unknown>[] = [];
  private followed?: Followed;
  /** Why the Engine gave no answer the last time. */
  private problem?: string;

  /**
   * @param path of the construct
   * @param selection lines of the container that is there at the beginning
   */
  public constructor(
    private readonly engine: EngineAddress,
    private readonly path: string,
    private readonly selection: LogSelection,
    private readonly stop: AbortSignal,
  ) {}

  /** Ends when it is stopped. */
  public async follow(): Promise<void> {
    while (!this.stop.aborted) {
      const container = this.look();
      const step =
        container === 'unknown'
          ? undefined
          : nextStep(this.path, this.selection, this.followed, container, this.place.since);
      this.followed = step?.followed ?? this.followed;
      if (step?.notice !== undefined) {
        tell(step.notice);
      }
      if (step?.read === undefined || step.followed.container === undefined) {
        await this.pause();
        continue;
      }
      if (step.isNew) {
        this.place = new LogPlace();
      }
      if (step.notice === undefined) {
        // It has run all the time, so it was the connection that ended.
        await this.pause();
      }
      await this.read(step.followed.container, step.read, step.isNew);
    }
    await Promise.all(this.older);
  }

  /** The container that is there now. At the first time an Engine without an answer is an error, later it may be starting again. */
  private look(): FoundContainer | undefined | 'unknown' {
    try {
      const container = findContainer(this.engine, this.path);
      this.problem = undefined;
      return container;
    } catch (error) {
      if (this.followed === undefined || !ValidationError.isValidationError(error)) {
        throw error;
      }
      if (error.message !== this.problem) {
        tell(`${error.message}; trying again`);
      }
      this.problem = error.message;
      return 'unknown';
    }
  }

  /** Reads a container's lines until it has ended, or a newer one is there. */
  private async read(container: FoundContainer, lines: LogSelection, isNew: boolean): Promise<void> {
    const reading = this.readToEnd(container, lines);
    const isOver = new AbortController();
    const ended = reading.finally(() => {
      isOver.abort();
    });
    const end = await Promise.race([ended, this.newerThan(container, isOver.signal)]);
    if (end === 'newer') {
      this.older.push(reading);
      return;
    }
    const { isFailed, words, hasLines } = end;
    if (!isFailed || this.stop.aborted) {
      return;
    }
    const now = this.look();
    if (isNew && !hasLines && now !== 'unknown' && now?.id === container.id) {
      throw new ValidationError(
        `the output of ${nameOf(container)} cannot be read (${words}); write --since like 10m, and give the service logs that the Engine ` +
          'keeps, such as Logs.jsonFile()',
      );
    }
    await this.pause();
  }

  private async readToEnd(container: FoundContainer, lines: LogSelection): Promise<LogEnd> {
    const { place } = this;
    const end = await this.readLines(container, place, lines, '--follow');
    if (place.since !== undefined && !this.stop.aborted) {
      // An Engine can end the following before the last lines of a program that ends.
      await this.readLines(container, place, { since: place.since });
    }
    return end;
  }

  private readLines(
    { id }: FoundContainer,
    place: LogPlace,
    lines: LogSelection,
    ...flags: readonly string[]
  ): Promise<LogEnd> {
    place.readAgain();
    const command = logsCommand(id, lines, ['--timestamps', ...flags]);
    return readLogs(this.engine, command, place, showLines, this.stop);
  }

  /** Until a newer container of the construct is there; never where the reading of this one is over before. */
  private async newerThan({ id }: FoundContainer, isOver: AbortSignal): Promise<'newer'> {
    const end = AbortSignal.any([this.stop, isOver]);
    for (;;) {
      await pause(2 * PAUSE, end);
      if (end.aborted) {
        return new Promise(() => undefined);
      }
      const newest = await newestId(this.engine, this.path);
      if (newest === undefined || newest === id) {
        continue;
      }
      const found = this.look();
      if (found !== undefined && found !== 'unknown' && found.id !== id) {
        return 'newer';
      }
    }
  }

  private pause(): Promise<void> {
    return pause(PAUSE, this.stop);
  }
}

async function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal: stop });
  } catch {
    // Stopped.
  }
}

/** Beside what the program writes to its standard error. */
function tell(words: string): void {
  process.stderr.write(`go-containers: ${words}\n`);
}
