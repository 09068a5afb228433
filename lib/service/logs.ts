import { quote, ValidationError } from '../core/errors';
import { sortedEntries } from '../core/names';
import { Size } from '../core/size';
import { boundedLogs, type Logging } from '../provider/logging';

/** How much of the output is kept. */
export interface LogFilesOptions {
  /**
   * Size at which a new file is begun.
   *
   * @default 10 MiB
   */
  readonly maxSize?: Size;

  /**
   * Files that are kept, the newest ones.
   *
   * @default 3
   */
  readonly maxFiles?: number;
}

/** The documented defaults of `LogFilesOptions`. */
export const LOG_FILES_DEFAULTS = { maxSize: Size.mebibytes(10), maxFiles: 3 };

/** Where the output of a program goes. */
export class Logs {
  /** Files in JSON that `docker logs` reads and many collectors of logs do: the default. */
  public static jsonFile(options: LogFilesOptions = {}): Logs {
    return Logs.files('json-file', options);
  }

  /** Files in a smaller form that only `docker logs` reads. */
  public static local(options: LogFilesOptions = {}): Logs {
    return Logs.files('local', options);
  }

  /**
   * Another driver of the Engine, such as `journald` or `fluentd`, with its options. Not for secrets: options are in plan, state and
   * `docker inspect`.
   */
  public static driver(name: string, options: { readonly [name: string]: string } = {}): Logs {
    if (!/^[a-z][a-z0-9./:_-]*$/.test(name)) {
      throw new ValidationError(
        `log driver ${quote(name)} is not possible: lower case letters, digits, "." and "-"; write it like "journald"`,
      );
    }
    return new Logs({ logDriver: name, logOpts: Object.fromEntries(sortedEntries(options)) });
  }

  /** Nowhere: `docker logs` shows nothing, also not after a failed deploy. */
  public static none(): Logs {
    return new Logs({ logDriver: 'none', logOpts: {} });
  }

  private static files(driver: string, options: LogFilesOptions): Logs {
    const { maxSize = LOG_FILES_DEFAULTS.maxSize, maxFiles = LOG_FILES_DEFAULTS.maxFiles } = options;
    if (!Number.isInteger(maxFiles) || maxFiles < 1) {
      throw new ValidationError(`${maxFiles} log files are not possible; give a whole number from 1 up`);
    }
    return new Logs(boundedLogs(driver, maxFiles, maxSize));
  }

  private constructor(private readonly logging: Logging) {}

  /** @internal */
  public _render(): Logging {
    return this.logging;
  }
}
