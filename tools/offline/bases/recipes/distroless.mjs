import { PLAIN, SYSTEM_PATH } from './recipe.mjs';

const STATIC_PACKAGES = [
  'base-files',
  'netbase',
  'tzdata',
  'tzdata-legacy',
  'media-types',
  'ca-certificates',
];
const BASE_PACKAGES = ['libc6', 'libssl3t64', 'libzstd1', 'zlib1g'];

const ENTRIES = [
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

const CHANGES = [
  `ENV PATH=${SYSTEM_PATH}`,
  'ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt',
  'USER 65532',
  'WORKDIR /home/nonroot',
];

/**
 * A base without a shell: the files of exactly these packages.
 *
 * @param {string} name
 * @param {readonly string[]} more packages beyond those of the static base
 * @returns {import('./recipe.mjs').Recipe}
 */
function distroless(name, more) {
  return {
    ...PLAIN,
    standsIn: `gcr.io/distroless/${name}:nonroot`,
    packages: [...STATIC_PACKAGES, ...more],
    closure: false,
    certificates: true,
    entries: ENTRIES,
    changes: CHANGES,
  };
}

export const DISTROLESS_STATIC = distroless('static-debian13', []);
export const DISTROLESS_BASE_NOSSL = distroless('base-nossl-debian13', ['libc6']);
export const DISTROLESS_BASE = distroless('base-debian13', BASE_PACKAGES);
export const DISTROLESS_CC = distroless('cc-debian13', [
  ...BASE_PACKAGES,
  'libgcc-s1',
  'libgomp1',
  'libstdc++6',
]);
