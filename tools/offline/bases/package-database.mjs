import { run } from '../../process.mjs';
import { repositories } from './suites.mjs';

const ARCHIVE = 'http://deb.debian.org/debian';
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.pgp';

/**
 * What apt and dpkg need to know in an image, so that a Dockerfile can install more packages where their archive can be
 * reached: the packages that are there, and where others come from.
 *
 * @param {readonly string[]} packageFiles
 * @param {string} suite
 * @returns {Promise<import('./tar.mjs').NewEntry[]>}
 */
export async function packageDatabase(packageFiles, suite) {
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
      content: repositories(ARCHIVE, suite).map(source).join('\n'),
    },
  ];
}

/** @param {import('./suites.mjs').Repository} repository */
function source({ uri, suites }) {
  return `Types: deb\nURIs: ${uri}\nSuites: ${suites.join(' ')}\nComponents: main\nSigned-By: ${KEYRING}\n`;
}
