import { RELEASE } from '../suites.mjs';

/**
 * @typedef {object} Recipe
 * @property {string} standsIn full name of the image that it replaces
 * @property {string} suite of Debian that all its packages are taken from
 * @property {readonly string[]} packages Debian packages, or apt patterns, whose files it has
 * @property {boolean} closure with everything that the packages depend on
 * @property {readonly string[]} without packages that the others depend on, left out with what only they need
 * @property {readonly string[]} leftOut starts of paths in the packages that it does not have
 * @property {boolean} installable apt can install more packages in it
 * @property {boolean} certificates has Debian's certificate authorities
 * @property {boolean} hostCertificates the host's own certificate authorities are trusted too
 * @property {boolean} toolchain has Go in /usr/local/go
 * @property {readonly import('../tar.mjs').NewEntry[]} entries files of its own, instead of the packages' ones
 * @property {readonly string[]} changes Dockerfile instructions for the image's configuration
 */

/** The Go release in the builder. */
export const GO_VERSION = '1.27.4';

export const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What an image of Debian packages is when its recipe says nothing else. */
export const PLAIN = {
  suite: RELEASE,
  closure: true,
  without: [],
  leftOut: [],
  installable: false,
  certificates: false,
  hostCertificates: false,
  toolchain: false,
};

/** What the scripts of the essential packages would have made: none of them runs here. */
export const ESSENTIAL_ENTRIES = [
  { path: 'usr/bin/awk', mode: 0o777, link: 'mawk' },
  { path: 'usr/bin/which', mode: 0o777, link: 'which.debianutils' },
  { path: 'etc/nsswitch.conf', mode: 0o644, content: 'passwd: files\ngroup: files\nhosts: files dns\n' },
  { path: 'tmp', mode: 0o1777, directory: true },
  { path: 'usr/local/bin', mode: 0o755, directory: true },
  { path: 'usr/local/lib', mode: 0o755, directory: true },
  { path: 'usr/local/share', mode: 0o755, directory: true },
  { path: 'var/run', mode: 0o777, link: '/run' },
  { path: 'run/lock', mode: 0o1777, directory: true },
  { path: 'var/lock', mode: 0o777, link: '/run/lock' },
];
