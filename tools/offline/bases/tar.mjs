/**
 * One member of a tar archive: its bytes as they are (header, long-name records, content, padding) and what a filter
 * wants to know of it.
 *
 * @typedef {object} TarEntry
 * @property {string} path without a leading ./ or trailing /
 * @property {Buffer} bytes ready to be written to another archive
 * @property {Buffer} content
 */

const BLOCK = 512;

/** Two empty blocks: without them a reader takes the archive for a truncated one. */
export const END_OF_ARCHIVE = Buffer.alloc(2 * BLOCK);

/**
 * The members of an archive in memory. Bytes pass through untouched, so that owners, modes and links stay what the
 * package says.
 *
 * @param {Buffer} archive
 * @returns {Generator<TarEntry>}
 */
export function* readTar(archive) {
  let start = 0;
  let longPath = '';
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0;) {
    const header = archive.subarray(at, at + BLOCK);
    const size = parseInt(text(header, 124, 12), 8) || 0;
    const type = String.fromCharCode(header[156] ?? 0);
    const content = archive.subarray(at + BLOCK, at + BLOCK + size);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (type === 'L') longPath = text(content, 0, size);
    // Records that only describe the next member travel with it.
    if (type === 'L' || type === 'K') continue;
    if (type === 'x' || type === 'g') {
      throw new Error(
        `unexpected tar record type "${type}": Debian packages use the GNU format, which has none`,
      );
    }
    const prefix = text(header, 257, 6) === 'ustar' ? text(header, 345, 155) : '';
    const short = prefix === '' ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`;
    yield {
      path: (longPath || short).replace(/^(\.?\/)+|^\.$|\/+$/g, ''),
      bytes: archive.subarray(start, at),
      content,
    };
    longPath = '';
    start = at;
  }
}

/**
 * @typedef {object} NewEntry
 * @property {string} path
 * @property {number} mode
 * @property {number} [owner] uid and gid, default 0
 * @property {Buffer | string} [content] a file's; default none
 * @property {string} [link] target, for a symbolic link
 * @property {boolean} [directory]
 */

/**
 * A member made from nothing. Its time is the epoch: an image's content must not depend on when it was made.
 *
 * @param {NewEntry} entry
 * @returns {Buffer}
 */
export function writeEntry(entry) {
  const content = Buffer.from(entry.content ?? '');
  const path = entry.directory ? `${entry.path}/` : entry.path;
  const type = entry.directory ? '5' : entry.link === undefined ? '0' : '2';
  const owner = entry.owner ?? 0;
  const parts = [];
  if (Buffer.byteLength(path) > 100)
    parts.push(record('././@LongLink', 0, 0, 'L', '', Buffer.from(`${path}\0`)));
  if (Buffer.byteLength(entry.link ?? '') > 100) {
    throw new Error(`link target too long for a tar header: ${entry.link}; at most 100 bytes`);
  }
  parts.push(record(path, entry.mode, owner, type, entry.link ?? '', content));
  return Buffer.concat(parts);
}

/**
 * @param {string} path
 * @param {number} mode
 * @param {number} owner
 * @param {string} type
 * @param {string} link
 * @param {Buffer} content
 */
function record(path, mode, owner, type, link, content) {
  const block = Buffer.alloc(BLOCK + Math.ceil(content.length / BLOCK) * BLOCK);
  Buffer.from(path).copy(block, 0, 0, 100);
  const id = owner.toString(8).padStart(7, '0');
  block.write(`${mode.toString(8).padStart(7, '0')}\0${id}\0${id}\0`, 100);
  block.write(`${content.length.toString(8).padStart(11, '0')}\0${'0'.repeat(11)}\0`, 124);
  // The checksum counts its own field as spaces.
  block.write(`        ${type}`, 148);
  block.write(link, 157, 100);
  block.write('ustar  \0', 257);
  let sum = 0;
  for (let index = 0; index < BLOCK; index++) sum += block[index] ?? 0;
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  content.copy(block, BLOCK);
  return block;
}

/**
 * @param {Buffer} buffer
 * @param {number} offset
 * @param {number} length
 */
function text(buffer, offset, length) {
  const field = buffer.subarray(offset, offset + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? length : end).trim();
}
