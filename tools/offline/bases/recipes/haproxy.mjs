import { UNSTABLE } from '../suites.mjs';
import { PLAIN, SYSTEM_PATH } from './recipe.mjs';

const OWNER = 99;

/** Debian's names of the architectures, in the folders of its libraries. */
const TRIPLETS = ['x86_64-linux-gnu', 'aarch64-linux-gnu'];

/**
 * Debian's HAProxy, with the account and the path of the real image. It has no shell and no entry point: an import cannot
 * set the real image's stop signal either, so whoever runs it says how it is to be stopped.
 *
 * @type {import('./recipe.mjs').Recipe}
 */
export const HAPROXY = {
  ...PLAIN,
  standsIn: 'docker.io/library/haproxy:3.2',
  // The release has HAProxy 3.0, which sends requests to a new server before its first check.
  suite: UNSTABLE,
  packages: ['base-files', 'haproxy', 'libc6'],
  // They make accounts, start services and bring back old ciphers; a container needs none of it.
  without: ['adduser', 'awk', 'lsb-base', 'openssl-provider-legacy'],
  leftOut: [
    ...TRIPLETS.map((triplet) => `usr/lib/${triplet}/gconv`),
    'etc/haproxy',
    'etc/init.d',
    'etc/logrotate.d',
    'etc/rsyslog.d',
    'usr/lib/systemd',
    'usr/share/gdb',
  ],
  entries: [
    {
      path: 'etc/passwd',
      mode: 0o644,
      content: [
        'root:x:0:0:root:/root:/usr/sbin/nologin',
        'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin',
        `haproxy:x:${OWNER}:${OWNER}::/var/lib/haproxy:/usr/sbin/nologin`,
        '',
      ].join('\n'),
    },
    { path: 'etc/group', mode: 0o644, content: `root:x:0:\nnogroup:x:65534:\nhaproxy:x:${OWNER}:\n` },
    { path: 'etc/nsswitch.conf', mode: 0o644, content: 'passwd: files\ngroup: files\nhosts: files dns\n' },
    { path: 'tmp', mode: 0o1777, directory: true },
    { path: 'usr/local/etc/haproxy', mode: 0o755, directory: true },
    { path: 'usr/local/sbin/haproxy', mode: 0o777, link: '/usr/sbin/haproxy' },
    { path: 'var/lib/haproxy', mode: 0o755, owner: OWNER, directory: true },
  ],
  changes: [
    `ENV PATH=${SYSTEM_PATH}`,
    'USER haproxy',
    'WORKDIR /var/lib/haproxy',
    'CMD ["haproxy", "-f", "/usr/local/etc/haproxy/haproxy.cfg"]',
  ],
};
