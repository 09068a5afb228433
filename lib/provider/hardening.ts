/**
 * No capability at all.
 *
 * In capitals, as Docker's Go client spells them before it sends them; the provider compares what comes back letter by
 * letter and would replace the container on every apply (moby/moby#48551).
 */
export const NO_CAPABILITIES = { drop: ['ALL'] };

/** A program in the container cannot gain rights that its parent does not have, through setuid files for example. */
export const NO_NEW_PRIVILEGES = 'no-new-privileges:true';

/** A place for temporary files: in memory, bounded, and nothing in it can be executed. */
export function temporaryFilesystem(mebibytes: number): string {
  return `rw,noexec,nosuid,nodev,size=${mebibytes}m,mode=1777`;
}
