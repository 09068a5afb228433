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

/** Where stages keep what the image gets: below the path that it has there. */
export const OUT = '/out';
/** Where the build keeps shared libraries for the image. */
export const LIBRARIES = '/libraries';
export const PROGRAMS = '/usr/local/bin';
/** First in the list of places where Go looks for roots. */
export const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
/** The archive that the Go release has its zones in, as a file of the image. */
export const ZONES = '/usr/local/share/zoneinfo.zip';
