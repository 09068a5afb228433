/**
 * @typedef {object} Recipe
 * @property {string} standsIn full name of the image that it replaces
 * @property {readonly string[]} packages Debian packages, or apt patterns, whose files it has
 * @property {boolean} closure with everything that the packages depend on
 * @property {boolean} hostCertificates the host's own certificate authorities are trusted too
 * @property {boolean} toolchain has Go in /usr/local/go
 * @property {readonly import('./tar.mjs').NewEntry[]} entries files of its own, after the packages'
 * @property {readonly string[]} changes Dockerfile instructions for the image's configuration
 */

/** The Debian release that every base is made of. */
export const SUITE = 'trixie';

/** The Go release in the builder. */
export const GO_VERSION = '1.27.4';

const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const STATIC_PACKAGES = [
  'base-files',
  'netbase',
  'tzdata',
  'tzdata-legacy',
  'media-types',
  'ca-certificates',
];

/** @type {readonly import('./tar.mjs').NewEntry[]} */
const NONROOT_ENTRIES = [
  {
    path: 'etc/passwd',
    mode: 0o644,
    content: [
      'root:x:0:0:root:/root:/sbin/nologin',
      'nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin',
      'nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin',
      '',
    ].join('\n'),
  },
  {
    path: 'etc/group',
    mode: 0o644,
    content: 'root:x:0:\nnobody:x:65534:\ntty:x:5:\nstaff:x:50:\nnonroot:x:65532:\n',
  },
  { path: 'etc/nsswitch.conf', mode: 0o644, content: 'hosts: files dns\n' },
  { path: 'tmp', mode: 0o1777, directory: true },
  { path: 'home/nonroot', mode: 0o700, owner: 65532, directory: true },
];

const NONROOT_CHANGES = [
  `ENV PATH=${SYSTEM_PATH}`,
  `ENV SSL_CERT_FILE=${CERTIFICATES}`,
  'USER 65532',
  'WORKDIR /home/nonroot',
];

/**
 * A base without a shell: the files of exactly these packages.
 *
 * @param {string} name
 * @param {readonly string[]} more packages beyond those of the static base
 * @returns {Recipe}
 */
function distroless(name, more) {
  return {
    standsIn: `gcr.io/distroless/${name}:nonroot`,
    packages: [...STATIC_PACKAGES, ...more],
    closure: false,
    hostCertificates: false,
    toolchain: false,
    entries: NONROOT_ENTRIES,
    changes: NONROOT_CHANGES,
  };
}

/** @type {readonly Recipe[]} */
export const RECIPES = [
  {
    standsIn: 'docker.io/library/golang:1.27-trixie',
    packages: [
      '?essential',
      'ca-certificates',
      'g++',
      'gcc',
      'git',
      'libc6-dev',
      'make',
      'netbase',
      'pkg-config',
      'tzdata',
    ],
    closure: true,
    // A network that inspects TLS signs with an authority that only the host knows.
    hostCertificates: true,
    toolchain: true,
    // What the packages' own scripts would have made: none of them runs here.
    entries: [
      { path: 'usr/bin/cc', mode: 0o777, link: 'gcc' },
      { path: 'usr/bin/c++', mode: 0o777, link: 'g++' },
      { path: 'usr/bin/awk', mode: 0o777, link: 'mawk' },
      { path: 'etc/nsswitch.conf', mode: 0o644, content: 'passwd: files\ngroup: files\nhosts: files dns\n' },
      { path: 'tmp', mode: 0o1777, directory: true },
      { path: 'go', mode: 0o1777, directory: true },
      { path: 'go/src', mode: 0o1777, directory: true },
      { path: 'go/bin', mode: 0o1777, directory: true },
    ],
    changes: [
      `ENV PATH=/go/bin:/usr/local/go/bin:${SYSTEM_PATH}`,
      `ENV GOLANG_VERSION=${GO_VERSION}`,
      'ENV GOTOOLCHAIN=local',
      'ENV GOPATH=/go',
      'WORKDIR /go',
      'CMD ["bash"]',
    ],
  },
  distroless('static-debian13', []),
  distroless('base-nossl-debian13', ['libc6']),
];
