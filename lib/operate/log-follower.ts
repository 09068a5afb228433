import { setTimeout } from 'node:timers/promises';
import { ValidationError } from '../core/errors';
import type { EngineAddress } from './engine-address';
import { findContainer } from './labelled-container';
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

/** Follows the containers of one construct, one after the other. */
export class LogFollower {
  private place = new LogPlace();
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

  private async read(container: FoundContainer, lines: LogSelection, isNew: boolean): Promise<void> {
    const { isFailed, words, hasLines } = await this.readLines(container, lines, '--follow');
    if (this.place.since !== undefined && !this.stop.aborted) {
      // An Engine can end the following before the last lines of a program that ends.
      await this.readLines(container, { since: this.place.since });
    }
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

  private readLines(
    { id }: FoundContainer,
    lines: LogSelection,
    ...flags: readonly string[]
  ): Promise<LogEnd> {
    this.place.readAgain();
    const command = logsCommand(id, lines, ['--timestamps', ...flags]);
    return readLogs(this.engine, command, this.place, showLines, this.stop);
  }

  private async pause(): Promise<void> {
    try {
      await setTimeout(PAUSE, undefined, { signal: this.stop });
    } catch {
      // Stopped.
    }
  }
}

/** Beside what the program writes to its standard error. */
function tell(words: string): void {
  process.stderr.write(`go-containers: ${words}\n`);
}
