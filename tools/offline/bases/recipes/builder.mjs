import { ESSENTIAL_ENTRIES, GO_VERSION, PLAIN, SYSTEM_PATH } from './recipe.mjs';

/** @type {import('./recipe.mjs').Recipe} */
export const BUILDER = {
  ...PLAIN,
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
  installable: true,
  certificates: true,
  // A network that inspects TLS signs with an authority that only the host knows.
  hostCertificates: true,
  toolchain: true,
  entries: [
    ...ESSENTIAL_ENTRIES,
    { path: 'usr/bin/cc', mode: 0o777, link: 'gcc' },
    { path: 'usr/bin/c++', mode: 0o777, link: 'g++' },
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
};
