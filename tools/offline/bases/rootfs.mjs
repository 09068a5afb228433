import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../process.mjs';
import { END_OF_ARCHIVE, readTar, writeEntry } from './tar.mjs';

/** Documentation and translations; a package's licence stays. */
const LEFT_OUT = /^usr\/share\/(doc\/(?!.*\/copyright$).+\/.|man\/.|info\/.|locale\/.|lintian|bug\/.)/;

/** Links of a merged /usr: a member below one would replace the link by a folder. */
const MERGED = /^(bin|sbin|lib|lib64)\//;

const CERTIFICATE_FILE = /^usr\/share\/ca-certificates\/.+\.crt$/;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * @typedef {object} Parts
 * @property {readonly string[]} packageFiles
 * @property {readonly string[]} leftOut starts of paths in the packages that are left out
 * @property {boolean} certificates has a bundle of certificate authorities
 * @property {string} hostBundle the host's certificates as PEM, for the bundle; empty for none
 * @property {string} toolchain folder of a Go toolchain; empty for none
 * @property {readonly import('./tar.mjs').NewEntry[]} entries
 */

/**
 * A root file system as one tar stream. A package is a tar already, so its members pass from archive to archive with
 * their owners and modes: nothing is unpacked, no package's script runs, and no privilege is needed.
 *
 * @param {Parts} parts
 * @returns {AsyncGenerator<Buffer>}
 */
export async function* rootfs(parts) {
  /** @type {string[]} */
  const certificates = [];
  // The Engine refuses a path that comes twice, so the first one wins: a recipe's own files come before the packages'.
  const seen = new Set(parts.entries.map((entry) => entry.path));
  for (const entry of parts.entries) yield writeEntry(entry);
  const files = parts.packageFiles;
  let next = unpacked(files[0]);
  for (let index = 0; index < files.length; index++) {
    const archive = await next;
    next = unpacked(files[index + 1]);
    // A failure is told when its turn comes; until then it must not end the process.
    next.catch(() => undefined);
    for (const entry of readTar(archive)) {
      if (CERTIFICATE_FILE.test(entry.path)) {
        // They are all in the bundle that is made below.
        certificates.push(entry.content.toString('utf8'));
        continue;
      }
      if (LEFT_OUT.test(entry.path) || parts.leftOut.some((start) => entry.path.startsWith(start))) continue;
      if (MERGED.test(entry.path))
        throw new Error(
          `${files[index]} has ${entry.path} outside of /usr: it would break the merged /usr of the image`,
        );
      if (seen.has(entry.path)) continue;
      seen.add(entry.path);
      yield* accountFiles(entry, seen);
      yield entry.bytes;
    }
  }
  if (parts.toolchain !== '') yield* tree(parts.toolchain, 'usr/local/go');
  if (parts.certificates) {
    yield writeEntry({
      path: 'etc/ssl/certs/ca-certificates.crt',
      mode: 0o644,
      content: bundle([...certificates, parts.hostBundle]),
    });
  }
  yield END_OF_ARCHIVE;
}

/**
 * The accounts that every Debian has; a recipe's own files may replace them.
 *
 * @param {import('./tar.mjs').TarEntry} entry
 * @param {Set<string>} seen
 */
function* accountFiles(entry, seen) {
  const name = /^usr\/share\/base-passwd\/(passwd|group)\.master$/.exec(entry.path)?.[1];
  if (name === undefined || seen.has(`etc/${name}`)) return;
  seen.add(`etc/${name}`);
  yield writeEntry({ path: `etc/${name}`, mode: 0o644, content: entry.content });
}

/** @param {string | undefined} file */
async function unpacked(file) {
  return file === undefined ? Buffer.alloc(0) : run('dpkg-deb', ['--fsys-tarfile', file]);
}

/**
 * Each certificate once, in the given order.
 *
 * @param {readonly string[]} sources
 */
function bundle(sources) {
  const all = sources.flatMap((source) => source.match(CERTIFICATE) ?? []);
  return `${[...new Set(all)].join('\n')}\n`;
}

/**
 * @param {string} folder
 * @param {string} target
 * @returns {AsyncGenerator<Buffer>}
 */
async function* tree(folder, target) {
  yield writeEntry({ path: target, mode: 0o755, directory: true });
  const members = await readdir(folder, { withFileTypes: true });
  for (const member of members.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const from = join(folder, member.name);
    const path = `${target}/${member.name}`;
    if (member.isDirectory()) yield* tree(from, path);
    else if (member.isSymbolicLink()) yield writeEntry({ path, mode: 0o777, link: await readlink(from) });
    else {
      // The module cache is read-only; only whether a file can be run matters.
      const runnable = ((await stat(from)).mode & 0o111) !== 0;
      yield writeEntry({ path, mode: runnable ? 0o755 : 0o644, content: await readFile(from) });
    }
  }
}
