import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, type Stats } from 'node:fs';

/** One file, as it goes into an image build: what it is, and where its bytes are. Bytes are not kept. */
export interface SourceFile {
  /** Relative, with `/`. */
  readonly path: string;
  readonly executable: boolean;
  /** SHA-256 of the bytes, in hexadecimal digits. */
  readonly digest: string;
  readonly content: DiskContent | TextContent;
}

/** The bytes of a file on disk, as long as nobody changes it. */
export interface DiskContent {
  readonly kind: 'disk';
  readonly absolutePath: string;
  /** Differs when the file was written since it was read. */
  readonly stamp: string;
}

/** What this library writes itself. */
export interface TextContent {
  readonly kind: 'text';
  readonly text: string;
}

/** A file of the library's own. */
export function textFile(path: string, text: string): SourceFile {
  const digest = createHash('sha256').update(text, 'utf8').digest('hex');
  return { path, executable: false, digest, content: { kind: 'text', text } };
}

/** What a read of a file from its beginning to its end finds. */
export interface FileRead {
  /** Permission bits. */
  readonly mode: number;
  readonly digest: string;
  readonly stamp: string;
}

/** What a file has to keep for its bytes to be those that were read. */
export function stampOf({ size, mtimeMs, ino }: Stats): string {
  return `${size} ${mtimeMs} ${ino}`;
}

/** Read in pieces of this size, so that memory does not grow with a file. */
const PIECE = Buffer.allocUnsafe(1 << 16);

/**
 * Reads a file once and in pieces.
 *
 * @param look receives every piece; its bytes are overwritten by the next one
 */
export function readFileOnce(absolutePath: string, look?: (piece: Uint8Array) => void): FileRead {
  const file = openSync(absolutePath, 'r');
  try {
    const status = fstatSync(file);
    const hash = createHash('sha256');
    for (let done = 0; done < status.size;) {
      const piece = PIECE.subarray(0, readSync(file, PIECE));
      if (piece.length === 0) {
        break;
      }
      hash.update(piece);
      look?.(piece);
      done += piece.length;
    }
    return { mode: status.mode & 0o7777, digest: hash.digest('hex'), stamp: stampOf(status) };
  } finally {
    closeSync(file);
  }
}
