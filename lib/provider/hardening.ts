/**
 * No capability at all.
 *
 * In capitals, as Docker's Go client spells them before it sends them; the provider compares what comes back letter by
 * letter and would replace the container on every apply (moby/moby#48551).
 */
export const NO_CAPABILITIES = { drop: ['ALL'] };

/** A program in the container cannot gain rights that its parent does not have, through setuid files for example. */
export const NO_NEW_PRIVILEGES = 'no-new-privileges:true';

/** Who may use a temporary file system; everybody, as in `/tmp`, when no owner is given. */
export interface TemporaryFilesystemOwner {
  readonly uid: string;
  readonly gid: string;
}

/**
 * A place for temporary files: in memory, bounded, and nothing in it can be executed.
 *
 * Owner and mode are options of the `tmpfs` argument only: a mount of that type knows no owner.
 */
export function temporaryFilesystem(mebibytes: number, owner?: TemporaryFilesystemOwner): string {
  const access = owner === undefined ? 'mode=1777' : `mode=0700,uid=${owner.uid},gid=${owner.gid}`;
  return `rw,noexec,nosuid,nodev,size=${mebibytes}m,${access}`;
}
