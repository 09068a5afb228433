/** The capabilities block of a container. */
export interface Capabilities {
  readonly drop: string[];
  readonly add?: string[];
}

/**
 * No capability but these.
 *
 * In capitals and with the prefix, as Docker's Go client spells them before it sends them; the provider compares what comes back
 * letter by letter and would replace the container on every apply (moby/moby#48551).
 *
 * @param names such as `CAP_NET_RAW`
 */
export function onlyCapabilities(names: readonly string[]): Capabilities {
  return { drop: ['ALL'], ...(names.length > 0 && { add: [...new Set(names)].sort() }) };
}

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
