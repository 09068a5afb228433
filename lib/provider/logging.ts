/**
 * Logs in files that cannot fill the disk: three of 10 MB.
 *
 * Driver and options are always said: what the daemon's own configuration adds otherwise is read back and replaces the
 * container on every apply (kreuzwerker/terraform-provider-docker#473).
 */
export const BOUNDED_LOGS = {
  logDriver: 'json-file',
  logOpts: { 'max-file': '3', 'max-size': '10m' },
};
