import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { quote, ValidationError } from '../core/errors';
import { byCodeUnit } from '../core/hash';

/** One entry of a directory. */
export interface TreeEntry {
  readonly name: string;
  readonly directory: boolean;
}

/** One file, as it goes into an image build. */
export interface SourceFile {
  /** Relative to the root of the tree, with `/`. */
  readonly path: string;
  readonly executable: boolean;
  readonly bytes: Uint8Array;
}

/**
 * The files below one directory, each read once however often it is asked for.
 *
 * Paths are relative to the root, use `/`, and `''` is the root itself. A symbolic link counts as what it points to, which has to
 * be below the root as well: nothing else of the machine may get into an image.
 */
export class SourceTree {
  private readonly files = new Map<string, SourceFile>();
  private readonly lists = new Map<string, readonly TreeEntry[]>();
  private readonly results = new Map<string, unknown>();
  private realRoot?: string;

  public constructor(
    /** Absolute path of the root. */
    public readonly root: string,
  ) {}

  /** The entries of a directory in code-unit order; none when it is no directory. */
  public list(path: string): readonly TreeEntry[] {
    let entries = this.lists.get(path);
    if (!entries) {
      entries = this.isDirectory(path) ? this.readEntries(path) : [];
      this.lists.set(path, entries);
    }
    return entries;
  }

  /** Whether the path is a file. */
  public isFile(path: string): boolean {
    return statSync(join(this.root, path), { throwIfNoEntry: false })?.isFile() ?? false;
  }

  /** Whether the path is a directory. */
  public isDirectory(path: string): boolean {
    return statSync(join(this.root, path), { throwIfNoEntry: false })?.isDirectory() ?? false;
  }

  /** A file with its bytes; of its mode only the executable bit counts. */
  public read(path: string): SourceFile {
    let file = this.files.get(path);
    if (!file) {
      const absolute = this.inside(path);
      file = {
        path,
        executable: (statSync(absolute).mode & 0o111) !== 0,
        bytes: readFileSync(absolute),
      };
      this.files.set(path, file);
    }
    return file;
  }

  /** A file as UTF-8 text. */
  public readText(path: string): string {
    return Buffer.from(this.read(path).bytes).toString('utf8');
  }

  /** The result of `work` on this tree, which is done once for each name. */
  public once<T>(name: string, work: () => T): T {
    if (!this.results.has(name)) {
      this.results.set(name, work());
    }
    return this.results.get(name) as T;
  }

  private inside(path: string): string {
    this.realRoot ??= realpathSync(this.root);
    const root = this.realRoot;
    const real = realpathSync(join(this.root, path));
    if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep)) {
      throw new ValidationError(
        `${quote(path)} is a link that leads out of the module, to ${quote(real)}; copy the file into the module`,
      );
    }
    return real;
  }

  private readEntries(path: string): TreeEntry[] {
    return readdirSync(join(this.root, path), { withFileTypes: true })
      .map((entry) => ({
        name: entry.name,
        directory: entry.isSymbolicLink() ? this.isDirectory(joined(path, entry.name)) : entry.isDirectory(),
      }))
      .sort((left, right) => byCodeUnit(left.name, right.name));
  }
}

/** A path below a directory of the tree. */
export function joined(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}
