import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { quote, ValidationError } from '../core/errors';
import { byCodeUnit } from '../core/hash';
import { readFileOnce, type SourceFile } from './source-file';

/** One entry of a directory. */
export interface TreeEntry {
  readonly name: string;
  /** A symbolic link counts as what it leads to. */
  readonly kind: 'file' | 'directory' | 'other';
  /** Whether it is a symbolic link. */
  readonly link: boolean;
}

/**
 * The files below one directory, each read once however often it is asked for.
 *
 * Paths are relative to the root, use `/`, and `''` is the root itself. A symbolic link counts as what it leads to, which has to
 * be below the root as well: nothing else of the machine may get into an image.
 */
export class SourceTree {
  private readonly files = new Map<string, SourceFile>();
  private readonly directories = new Map<string, ReadonlyMap<string, TreeEntry>>();
  private readonly realDirectories = new Map<string, string>();
  private readonly results = new Map<string, unknown>();

  public constructor(
    /** Absolute path of the root, which is a directory. */
    public readonly root: string,
  ) {}

  /** The entries of a directory in code-unit order; none when it is no directory. */
  public list(path: string): readonly TreeEntry[] {
    return [...this.entries(path).values()];
  }

  /** What a path is; nothing when there is nothing. */
  public find(path: string): TreeEntry | undefined {
    return path === '' ? ROOT : this.entries(parentOf(path)).get(nameOf(path));
  }

  /** Whether the path is a file. */
  public isFile(path: string): boolean {
    return this.find(path)?.kind === 'file';
  }

  /** Whether the path is a directory. */
  public isDirectory(path: string): boolean {
    return this.find(path)?.kind === 'directory';
  }

  /** A file; of its mode only the executable bit counts. */
  public file(path: string): SourceFile {
    return this.files.get(path) ?? this.read(path);
  }

  /** A file as UTF-8 text, which is read anew each time: whoever asks keeps what it learns from it. */
  public text(path: string): string {
    const decoder = new TextDecoder();
    let text = '';
    this.read(path, (piece) => {
      text += decoder.decode(piece, { stream: true });
    });
    return text + decoder.decode();
  }

  /** The path of something in the tree, for a message. */
  public absolute(path: string): string {
    return join(this.root, path);
  }

  /** Where a directory really is, links followed; refused when that is not in the tree. */
  public realDirectory(path: string): string {
    let real = this.realDirectories.get(path);
    if (real === undefined) {
      real = path === '' ? realpathSync.native(this.root) : this.realPath(path);
      this.realDirectories.set(path, real);
    }
    return real;
  }

  /** The result of `work` on this tree, which is done once for each name. */
  public once<T>(name: string, work: () => T): T {
    if (!this.results.has(name)) {
      this.results.set(name, work());
    }
    return this.results.get(name) as T;
  }

  private read(path: string, look?: (piece: Uint8Array) => void): SourceFile {
    const absolutePath = this.realPath(path);
    const { mode, digest, stamp } = readFileOnce(absolutePath, look);
    const executable = (mode & 0o111) !== 0;
    const file: SourceFile = { path, executable, digest, content: { kind: 'disk', absolutePath, stamp } };
    this.files.set(path, file);
    return file;
  }

  /** Where a path leads; refused when that is not in the tree. */
  private realPath(path: string): string {
    const real = join(this.realDirectory(parentOf(path)), nameOf(path));
    return this.find(path)?.link ? this.inside(path, realpathSync.native(real)) : real;
  }

  private inside(path: string, real: string): string {
    const root = this.realDirectory('');
    if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep)) {
      throw new ValidationError(
        `${quote(this.absolute(path))} is a link that leads out of the module, to ${quote(real)}; ` +
          'copy what it leads to into the module',
      );
    }
    return real;
  }

  private entries(path: string): ReadonlyMap<string, TreeEntry> {
    let entries = this.directories.get(path);
    if (!entries) {
      entries = this.isDirectory(path) ? this.readEntries(path) : new Map<string, TreeEntry>();
      this.directories.set(path, entries);
    }
    return entries;
  }

  private readEntries(path: string): ReadonlyMap<string, TreeEntry> {
    const entries = readdirSync(join(this.root, path), { withFileTypes: true })
      .map((entry): TreeEntry => {
        const link = entry.isSymbolicLink();
        const target = link ? targetOf(join(this.root, path, entry.name)) : entry;
        const kind = target?.isFile() ? 'file' : target?.isDirectory() ? 'directory' : 'other';
        return { name: entry.name, kind, link };
      })
      .sort((left, right) => byCodeUnit(left.name, right.name));
    return new Map(entries.map((entry) => [entry.name, entry]));
  }
}

/** What a link leads to; nothing when it leads nowhere or round in a circle. */
function targetOf(link: string): Stats | undefined {
  try {
    return statSync(link);
  } catch {
    return undefined;
  }
}

const ROOT: TreeEntry = { name: '', kind: 'directory', link: false };

/** A path below a directory of the tree. */
export function joined(directory: string, name: string): string {
  return directory === '' ? name : name === '' ? directory : `${directory}/${name}`;
}

/** The directory that a path is in. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/** The last word of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
