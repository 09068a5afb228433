import { readFileSync } from 'node:fs';
import { ESSENTIAL_ENTRIES, PLAIN, SYSTEM_PATH } from './recipe.mjs';

const DATA = '/var/lib/postgresql/data';
const OWNER = 999;

/**
 * Debian's PostgreSQL behind an entry point that knows the usual variables. It has no JIT compiler, which would make it
 * twice as large, and stops on SIGTERM: an import cannot set the real image's stop signal.
 *
 * @type {import('./recipe.mjs').Recipe}
 */
export const POSTGRES = {
  ...PLAIN,
  standsIn: 'docker.io/library/postgres:17',
  packages: ['?essential', 'postgresql-17', 'postgresql-client-17', 'tzdata'],
  // They manage several servers on one machine; a container has one.
  without: [
    'apt',
    'libllvm19',
    'locales',
    'postgresql-client-common',
    'postgresql-common',
    'sensible-utils',
    'ssl-cert',
  ],
  leftOut: ['usr/lib/postgresql/17/lib/bitcode', 'usr/lib/postgresql/17/lib/llvmjit'],
  entries: [
    ...ESSENTIAL_ENTRIES,
    {
      path: 'etc/passwd',
      mode: 0o644,
      content: [
        'root:x:0:0:root:/root:/bin/bash',
        'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin',
        `postgres:x:${OWNER}:${OWNER}::/var/lib/postgresql:/bin/bash`,
        '',
      ].join('\n'),
    },
    {
      path: 'etc/group',
      mode: 0o644,
      content: `root:x:0:\ntty:x:5:\nnogroup:x:65534:\npostgres:x:${OWNER}:\n`,
    },
    { path: 'var/lib/postgresql', mode: 0o755, owner: OWNER, directory: true },
    { path: 'var/lib/postgresql/data', mode: 0o1777, owner: OWNER, directory: true },
    { path: 'run/postgresql', mode: 0o3777, owner: OWNER, directory: true },
    { path: 'docker-entrypoint-initdb.d', mode: 0o755, directory: true },
    {
      path: 'usr/local/bin/docker-entrypoint.sh',
      mode: 0o755,
      content: readFileSync(new URL('./postgres-entrypoint.sh', import.meta.url), 'utf8'),
    },
  ],
  changes: [
    `ENV PATH=${SYSTEM_PATH}:/usr/lib/postgresql/17/bin`,
    'ENV LANG=C.UTF-8',
    'ENV PG_MAJOR=17',
    `ENV PGDATA=${DATA}`,
    `VOLUME ["${DATA}"]`,
    'ENTRYPOINT ["docker-entrypoint.sh"]',
    'EXPOSE 5432',
    'CMD ["postgres"]',
  ],
};
