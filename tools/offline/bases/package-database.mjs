import { run } from '../../process.mjs';
import { SUITE } from './recipes/recipe.mjs';

const ARCHIVE = 'http://deb.debian.org/debian';
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.pgp';

/**
 * What apt and dpkg need to know in an image, so that a Dockerfile can install more packages where their archive can be
 * reached: the packages that are there, and where others come from.
 *
 * @param {readonly string[]} packageFiles
 * @returns {Promise<import('./tar.mjs').NewEntry[]>}
 */
export async function packageDatabase(packageFiles) {
  const installed = [];
  for (const file of packageFiles) {
    const control = (await run('dpkg-deb', ['--field', file])).toString('utf8');
    installed.push(control.replace(/^(Package: .*)$/m, '$1\nStatus: install ok installed'));
  }
  return [
    { path: 'var/lib/dpkg/status', mode: 0o644, content: installed.join('\n') },
    {
      path: 'etc/apt/sources.list.d/debian.sources',
      mode: 0o644,
      content: [
        source(ARCHIVE, `${SUITE} ${SUITE}-updates`),
        source(`${ARCHIVE}-security`, `${SUITE}-security`),
      ].join('\n'),
    },
  ];
}

/**
 * @param {string} archive
 * @param {string} suites
 */
function source(archive, suites) {
  return `Types: deb\nURIs: ${archive}\nSuites: ${suites}\nComponents: main\nSigned-By: ${KEYRING}\n`;
}
