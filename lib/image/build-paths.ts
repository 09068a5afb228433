/** Directories of the build context, and the one file of the probe. */
export const CONTEXT = {
  /** Go files and module files, as they lie to one another. */
  source: 'src',
  /** What only gates read. */
  tests: 'tests',
  /** Files of the image, below the path that they have there. */
  files: 'files',
  /** Directories of the image that belong to its user. */
  owned: 'owned',
  /** Certificate authorities. */
  certificates: 'certificates',
  /** What the user's own steps copy. */
  extra: 'extra',
  probe: 'probe.go',
} as const;

/**
 * Where stages keep what other stages copy.
 *
 * None of it lies in the root: to find what it caches of a path, BuildKit 0.8 looks at everything beside it, and beside `/out` that
 * is all of a Debian with Go, 0.3 s for every edit.
 */
const STAGE_OUTPUT = '/out';
/** What the image gets: below the path that it has there. */
export const OUT = `${STAGE_OUTPUT}/image`;
/** Directories of the image that belong to its user. */
export const OWNED = `${STAGE_OUTPUT}/owned`;
/** Where the build keeps shared libraries for the image. */
export const LIBRARIES = `${STAGE_OUTPUT}/libraries`;
/** What a gate leaves behind: an empty directory, so that an image that copies it gets an empty layer. */
export const PASSED = `${STAGE_OUTPUT}/passed`;
export const PROGRAMS = '/usr/local/bin';
/** First in the list of places where Go looks for roots. */
export const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
/** The archive that the Go release has its zones in, as a file of the image. */
export const ZONES = '/usr/local/share/zoneinfo.zip';
