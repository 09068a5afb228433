import type { Size } from '../core/size';

/** Arguments that say where the output of a container goes. */
export interface Logging {
  readonly logDriver: string;
  readonly logOpts: Record<string, string>;
}

/**
 * Logs in files that cannot fill the disk.
 *
 * Driver and options are always said: what the daemon's own configuration adds otherwise is read back and replaces the
 * container on every apply (kreuzwerker/terraform-provider-docker#473).
 */
export function boundedLogs(driver: string, files: number, size: Size): Logging {
  return {
    logDriver: driver,
    logOpts: {
      // The driver compresses older files unless it is told not to, and does not start where there can be none.
      ...(driver === 'local' && files === 1 && { compress: 'false' }),
      'max-file': `${files}`,
      'max-size': inUnits(size),
    },
  };
}

const KIBIBYTE = 1_024;
const MEBIBYTE = 1_024 * KIBIBYTE;

/** As the Engine reads it, whose `k` and `m` are powers of two, and which knows no fractions. */
function inUnits(size: Size): string {
  const bytes = size.toBytes();
  if (bytes % MEBIBYTE === 0) return `${bytes / MEBIBYTE}m`;
  return bytes % KIBIBYTE === 0 ? `${bytes / KIBIBYTE}k` : `${bytes}`;
}
