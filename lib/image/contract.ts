/**
 * What an image tells about itself, so that a service can be checked against it before anything is built.
 */
export interface ImageContract {
  /** Numeric `uid:gid` that the image runs as. */
  readonly user: string;

  /**
   * Path of the program that the image starts: its arguments must not repeat it.
   *
   * @default - not known
   */
  readonly program?: string;

  /**
   * Paths of all programs that a container of the image can start by their names.
   *
   * @default - none but the one that the image starts
   */
  readonly programs?: readonly string[];

  /**
   * Path of the built-in health probe.
   *
   * @default - the image has none
   */
  readonly probe?: string;

  /**
   * The `go` version of its module, for example `1.26`: the Go runtime is told its limits.
   *
   * @default - it is no Go program
   */
  readonly goVersion?: string;

  /**
   * Whether C code is in the Go program. Its memory does not count for GOMEMLIMIT, so the limit leaves more room for it.
   *
   * @default - no
   */
  readonly cgo?: boolean;

  /**
   * Directories that the program writes to, absolute; in the image they belong to its user. A service mounts something at
   * each of them, because all other files are read-only.
   *
   * @default - none
   */
  readonly writable?: readonly string[];

  /**
   * The port that the program listens on: what a service takes when it names none.
   *
   * @default - not known
   */
  readonly port?: number;

  /**
   * Whether the image has `/bin/sh`. When it has none, a health check cannot use it.
   *
   * @default - not known
   */
  readonly shell?: boolean;

  /**
   * The signal that asks the program to end, such as `SIGQUIT`.
   *
   * @default - SIGTERM
   */
  readonly stopSignal?: string;
}
