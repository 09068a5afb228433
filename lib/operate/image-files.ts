import { posix } from 'node:path';

/** An entry of the archive of a layer. */
export interface LayerEntry {
  /** Path in the archive. */
  readonly path: string;
  readonly kind: 'file' | 'link' | 'directory' | 'other';
  /** Bytes of a file. */
  readonly bytes: number;
  /** For a hard link the path, in the archive, of the file that it shares. */
  readonly target?: string;
}

/** A file that a container of the image can see. */
export interface ImageFile {
  /** Absolute path. */
  readonly path: string;
  /** A hard link to a file that is counted already has none. */
  readonly bytes: number;
  /** Number of its layer, from 0. */
  readonly layer: number;
}

/** What the layers have in files. */
export interface ImageFiles {
  /** In the order of their paths. */
  readonly visible: readonly ImageFile[];
  /** Bytes of files that a later layer replaces or removes. */
  readonly hiddenBytes: number;
}

interface Content {
  readonly bytes: number;
  readonly layer: number;
}

/** Puts layers on top of each other, from the base up, with the marks for removed files that the OCI image specification has. */
export function imageFiles(layers: readonly (readonly LayerEntry[])[]): ImageFiles {
  const files = new Map<string, Content>();
  const directories = new Set<string>();
  let total = 0;
  layers.forEach((entries, layer) => {
    // Marks speak of lower layers only, wherever in the archive they are.
    entries.forEach((entry) => {
      removeMarked(files, absolute(entry.path));
    });
    for (const entry of entries.filter(({ path }) => !isMark(path))) {
      const path = absolute(entry.path);
      if (entry.kind !== 'directory') {
        if (directories.delete(path)) {
          removeBelow(files, path);
        }
        files.delete(path);
      }
      addParents(directories, path);
      if (entry.kind === 'file') {
        files.set(path, { bytes: entry.bytes, layer });
        total += entry.bytes;
      }
      const shared = entry.kind === 'link' ? files.get(absolute(entry.target ?? '')) : undefined;
      if (shared) {
        files.set(path, shared);
      }
    }
  });
  const visible = counted(files);
  return { visible, hiddenBytes: total - visible.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Each content once, under the first of its paths. */
function counted(files: ReadonlyMap<string, Content>): ImageFile[] {
  const seen = new Set<Content>();
  return [...files]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([path, content]) => {
      const bytes = seen.has(content) ? 0 : content.bytes;
      seen.add(content);
      return { path, bytes, layer: content.layer };
    });
}

const MARK = '.wh.';
const OPAQUE = '.wh..wh..opq';

function isMark(path: string): boolean {
  return posix.basename(path).startsWith(MARK);
}

function removeMarked(files: Map<string, Content>, path: string): void {
  if (posix.basename(path) === OPAQUE) {
    removeBelow(files, posix.dirname(path));
  } else if (isMark(path)) {
    const removed = posix.join(posix.dirname(path), posix.basename(path).slice(MARK.length));
    removeBelow(files, removed);
    files.delete(removed);
  }
}

function removeBelow(files: Map<string, Content>, directory: string): void {
  const prefix = directory === '/' ? '/' : `${directory}/`;
  [...files.keys()]
    .filter((path) => path.startsWith(prefix))
    .forEach((path) => {
      files.delete(path);
    });
}

function addParents(directories: Set<string>, path: string): void {
  for (let each = posix.dirname(path); !directories.has(each); each = posix.dirname(each)) {
    directories.add(each);
  }
}

function absolute(path: string): string {
  return posix.join('/', path).replace(/(.)\/$/, '$1');
}
