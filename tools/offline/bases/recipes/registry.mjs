import { PLAIN, SYSTEM_PATH } from './recipe.mjs';

const CONFIGURATION = `version: 0.1
log:
  fields:
    service: registry
storage:
  cache:
    blobdescriptor: inmemory
  filesystem:
    rootdirectory: /var/lib/registry
http:
  addr: :5000
  headers:
    X-Content-Type-Options: [nosniff]
health:
  storagedriver:
    enabled: true
    interval: 10s
    threshold: 3
`;

/** Commands of BusyBox, which the real image has too. */
const COMMANDS = ['cat', 'find', 'ls', 'rm', 'sh', 'wget'];

/**
 * Debian's registry, which is the program of the real image.
 *
 * @type {import('./recipe.mjs').Recipe}
 */
export const REGISTRY = {
  ...PLAIN,
  standsIn: 'docker.io/library/registry:2',
  packages: ['base-files', 'busybox', 'ca-certificates', 'docker-registry', 'libc6'],
  closure: false,
  leftOut: ['usr/share/debconf', 'etc/init.d', 'usr/lib/systemd'],
  certificates: true,
  entries: [
    { path: 'etc/passwd', mode: 0o644, content: 'root:x:0:0:root:/root:/bin/sh\n' },
    { path: 'etc/group', mode: 0o644, content: 'root:x:0:\n' },
    { path: 'etc/nsswitch.conf', mode: 0o644, content: 'hosts: files dns\n' },
    { path: 'etc/docker/registry/config.yml', mode: 0o644, content: CONFIGURATION },
    { path: 'tmp', mode: 0o1777, directory: true },
    { path: 'var/lib/registry', mode: 0o755, directory: true },
    { path: 'usr/bin/registry', mode: 0o777, link: 'docker-registry' },
    ...COMMANDS.map((name) => ({ path: `usr/bin/${name}`, mode: 0o777, link: 'busybox' })),
    {
      path: 'entrypoint.sh',
      mode: 0o755,
      content:
        '#!/bin/sh\nset -e\ncase "$1" in\n  *.yaml | *.yml) set -- registry serve "$@" ;;\n' +
        '  serve | garbage-collect | help | -*) set -- registry "$@" ;;\nesac\nexec "$@"\n',
    },
  ],
  changes: [
    `ENV PATH=${SYSTEM_PATH}`,
    'VOLUME ["/var/lib/registry"]',
    'EXPOSE 5000',
    'ENTRYPOINT ["/entrypoint.sh"]',
    'CMD ["/etc/docker/registry/config.yml"]',
  ],
};
