import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type SourceFile, textFile } from '../../lib/gomodule/source-file';
import { SourceTree } from '../../lib/gomodule/source-tree';
import { stage, type StagedFiles } from '../../lib/image/staging';
import { temporaryFolder, writeTree } from '../support/go-module';

/** Everything below a folder: mode, bytes, and what changes with every write. */
function stateOf(folder: string): Record<string, { mode: number; text?: string; written: string }> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { mode, mtimeNs, ctimeNs, ino } = statSync(path, { bigint: true });
      const text = entry.isFile() ? readFileSync(path, 'utf8') : undefined;
      return [
        path.slice(folder.length + 1),
        { mode: Number(mode) & 0o7777, text, written: `${mtimeNs} ${ctimeNs} ${ino}` },
      ];
    }),
  );
}
const textsIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(stateOf(folder)).flatMap(([path, { text }]) => (text === undefined ? [] : [[path, text]])),
  );
const context = (
  files: readonly SourceFile[],
  directories: StagedFiles['directories'] = [],
): StagedFiles => ({
  files,
  directories,
});

/** A file on disk, as a tree gives it. */
function onDisk(text: string): { file: SourceFile; path: string } {
  const folder = writeTree({ x: text });
  return { file: new SourceTree(folder).file('x'), path: join(folder, 'x') };
}

/** Random contexts; no path is a directory in one file's path and another file itself. */
const randomFiles = fc
  .uniqueArray(
    fc.record({
      path: fc
        .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 })
        .map((words) => `${words.join('/')}.go`),
      text: fc.string({ maxLength: 5 }),
      executable: fc.boolean(),
    }),
    { selector: ({ path }) => path, maxLength: 6 },
  )
  .map((files) => files.map(({ path, text, executable }) => ({ ...textFile(path, text), executable })));

describe('staging', () => {
  test('makes a folder hold exactly the context, whatever was there, and writes nothing the second time', () => {
    fc.assert(
      fc.property(randomFiles, randomFiles, (before, after) => {
        const folder = join(temporaryFolder(), 'image');
        stage(context(before), folder);
        stage(context(after), folder);
        const texts = after.map(({ path, content }) => [path, content.kind === 'text' ? content.text : '']);
        expect(textsIn(folder)).toEqual(Object.fromEntries(texts));
        const state = stateOf(folder);
        for (const { path, executable } of after) {
          expect(state[path]!.mode).toBe(executable ? 0o755 : 0o644);
        }
        stage(context(after), folder);
        expect(stateOf(folder)).toEqual(state);
      }),
      { numRuns: 60 },
    );
  });

  test('writes only what changed', () => {
    const folder = join(temporaryFolder(), 'image');
    stage(context([textFile('a', '1'), textFile('b', '1')]), folder);
    const before = stateOf(folder);
    stage(context([textFile('a', '1'), textFile('b', '2')]), folder);
    const after = stateOf(folder);
    expect(after.a).toEqual(before.a);
    expect(after.b!.text).toBe('2');
  });

  test('repairs what somebody else changed: bytes, modes, and things in the way', () => {
    const folder = join(temporaryFolder(), 'image');
    const files = context([
      textFile('a', '1'),
      textFile('b/c', '1'),
      textFile('d', '1'),
      textFile('e/f', '1'),
    ]);
    stage(files, folder);
    const before = textsIn(folder);
    stage(context([textFile('d/x', ''), textFile('e', '')]), folder);
    stage(files, folder);
    writeFileSync(join(folder, 'a'), '2');
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'b'), 0o700);
    chmodSync(join(folder, 'b/c'), 0o600);
    mkdirSync(join(folder, 'stale/deep'), { recursive: true });
    symlinkSync('/etc', join(folder, 'link'));
    stage(files, folder);
    expect(textsIn(folder)).toEqual(before);
    expect(stateOf(folder).b!.mode).toBe(0o755);
    expect(stateOf(folder)['b/c']!.mode).toBe(0o644);
    expect(existsSync('/etc')).toBe(true);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test('leaves alone what a link leads to, and makes a folder where a link or a file was', () => {
    const mine = writeTree({ 'mine.txt': '' });
    const folder = join(temporaryFolder(), 'image');
    for (const make of [
      () => {
        symlinkSync(mine, folder);
      },
      () => {
        symlinkSync('nowhere', folder);
      },
      () => {
        writeFileSync(folder, '');
      },
    ]) {
      make();
      stage(context([textFile('a', '1')]), folder);
      expect(textsIn(folder)).toEqual({ a: '1' });
      rmSync(folder, { recursive: true });
    }
    expect(readdirSync(mine)).toEqual(['mine.txt']);
  });

  test('says which folder it is when it cannot write', () => {
    const file = join(writeTree({ images: '' }), 'images', 'one');
    expect(() => {
      stage(context([textFile('a', '')]), file);
    }).toThrow(
      /^the build context ".*\/images\/one" cannot be written: .*; remove the folder, or make it writable$/,
    );
  });

  test('refuses a file that is gone since it was read', () => {
    const { file, path } = onDisk('text');
    rmSync(path);
    expect(() => {
      stage(context([file]), join(temporaryFolder(), 'image'));
    }).toThrow(/cannot be written: ENOENT.*\/x/);
  });

  test('keeps the modes that directories have of their own', () => {
    const folder = join(temporaryFolder(), 'image');
    stage(context([], [{ path: 'files/tmp', mode: 0o1777 }]), folder);
    expect(stateOf(folder)['files/tmp']!.mode).toBe(0o1777);
    expect(stateOf(folder).files!.mode).toBe(0o755);
  });

  test('copies a file from where it was read, and refuses one that was changed since', () => {
    const { file, path } = onDisk('text');
    const folder = join(temporaryFolder(), 'image');
    stage(context([file]), folder);
    expect(readFileSync(join(folder, 'x'), 'utf8')).toBe('text');
    writeFileSync(path, 'other text');
    expect(() => {
      stage(context([file]), join(temporaryFolder(), 'image'));
    }).toThrow(
      `"${path}" was changed while the app was synthesized, after it had been read; synthesize again`,
    );
  });
});
