/** What Docker leaves to a container that drops nothing. */
const DEFAULT = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'NET_RAW',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

/** All that Linux 6 knows beside these. */
const OTHERS = [
  'AUDIT_CONTROL',
  'AUDIT_READ',
  'BLOCK_SUSPEND',
  'BPF',
  'CHECKPOINT_RESTORE',
  'DAC_READ_SEARCH',
  'IPC_LOCK',
  'IPC_OWNER',
  'LEASE',
  'LINUX_IMMUTABLE',
  'MAC_ADMIN',
  'MAC_OVERRIDE',
  'NET_ADMIN',
  'NET_BROADCAST',
  'PERFMON',
  'SYSLOG',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_MODULE',
  'SYS_NICE',
  'SYS_PACCT',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'WAKE_ALARM',
];

/** What a container says of its capabilities. */
export interface SaidCapabilities {
  readonly addedCapabilities: readonly string[];
  readonly droppedCapabilities: readonly string[];
}

/** The capabilities that the Engine gives a container, as its `TweakCapabilities` has it: to add ALL wins over to drop ALL. */
export function givenCapabilities({ addedCapabilities, droppedCapabilities }: SaidCapabilities): Set<string> {
  const kept = (names: readonly string[]): string[] =>
    names.filter((each) => !droppedCapabilities.includes(each));
  if (addedCapabilities.includes('ALL')) {
    return new Set(kept([...DEFAULT, ...OTHERS]));
  }
  return new Set([...(droppedCapabilities.includes('ALL') ? [] : kept(DEFAULT)), ...addedCapabilities]);
}
