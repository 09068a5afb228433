/** File systems that are no part of the host: in memory, or of another machine. */
const ELSEWHERE = new Set([
  '',
  'none',
  'tmpfs',
  'ramfs',
  'nfs',
  'nfs3',
  'nfs4',
  'cifs',
  'smb3',
  'smbfs',
  'sshfs',
  'fuse.sshfs',
  'ceph',
  'glusterfs',
  'lustre',
  '9p',
]);

/** Where the host has the file systems that its kernel makes up. */
const OF_THE_KERNEL: Readonly<Record<string, string>> = {
  proc: '/proc',
  devtmpfs: '/dev',
  devpts: '/dev',
  mqueue: '/dev',
};

/**
 * The paths of the host that a volume with these options of its driver is, or that lead to the same: of a disk its device. Only the Engine's own
 * driver takes a file system by `type`.
 *
 * @param driver empty where the Engine's own holds
 */
export function hostPathsOf(
  driverOptions: Readonly<Record<string, string>>,
  driver: string,
): readonly string[] {
  const { device = '', o = '', type = '' } = driverOptions;
  if (isBound(driverOptions)) {
    return device === '' ? [] : [fromRoot(device)];
  }
  if (!isLocal(driver) || ELSEWHERE.has(type)) {
    return [];
  }
  if (type === 'overlay') {
    const layers = [...o.matchAll(/(?:lowerdir|upperdir)\+?=([^,]*)/g)]
      .flatMap(([, paths = '']) => paths.split(':'))
      .filter((path) => path !== '');
    return layers.length === 0 ? ['/'] : layers.map(fromRoot);
  }
  const made = Object.hasOwn(OF_THE_KERNEL, type) ? OF_THE_KERNEL[type] : undefined;
  return [made ?? (device.startsWith('/dev/') ? device : device.startsWith('/') ? '/dev' : '/sys')];
}

/** Whether it is known that a volume with these options is no part of the host, whatever its other options are. */
export function isElsewhere({ type, o }: Readonly<Record<string, string>>): boolean {
  return type !== undefined && o !== undefined && !isBound({ type, o }) && ELSEWHERE.has(type);
}

/** The kernel looks at no type then. */
function isBound({ o = '', type = '' }: Readonly<Record<string, string>>): boolean {
  return /(^|,)r?bind(,|$)/.test(o) || type === 'bind';
}

function isLocal(driver: string): boolean {
  return driver === '' || driver === 'local';
}

/** The Engine itself runs in the root directory. */
function fromRoot(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}
