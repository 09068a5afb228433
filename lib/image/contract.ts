/**
 * What an image tells about itself, so that a service can be checked against it before anything is built.
 */
export interface ImageContract {
  /** Numeric `uid:gid` that the image runs as. */
  readonly user: string;
  /** Path of the built-in health probe; nothing when the image has none. */
  readonly probe?: string;
  /** The `go` version of its module, for example `1.26`; nothing when it is no Go program. */
  readonly goVersion?: string;
}
