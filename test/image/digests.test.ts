import { appendFileSync, chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { Gate } from '../../lib';
import { GoReader } from '../../lib/gomodule/go-program';
import { textFile } from '../../lib/gomodule/source-file';
import { buildContext, type BuildDigests } from '../../lib/image/build-context';
import type { GoImageProps } from '../../lib/image/go-image-props';
import { planImage } from '../../lib/image/image-planning';
import { Mirror } from '../../lib/image/mirror';
import { temporaryFolder } from '../support/go-module';

interface Named extends BuildDigests {
  readonly imageName: string;
}

/** A module with a program, packages, embedded files, and a vendored one, in the causes that an edit has. */
const FILES: Readonly<
  Record<string, { readonly text: string; readonly cause: keyof BuildDigests | 'none' }>
> = {
  'go.mod': { text: 'module example.com/x\n\ngo 1.26\n\nrequire a.b/c v1.0.0\n', cause: 'modules' },
  'go.sum': { text: 'a.b/c v1.0.0 h1:x=\n', cause: 'modules' },
  'vendor/modules.txt': { text: '# a.b/c v1.0.0\n## explicit\na.b/c\n', cause: 'modules' },
  'vendor/a.b/c/c.go': { text: 'package c\n', cause: 'modules' },
  'main.go': {
    text: 'package main\nimport (\n_ "a.b/c"\n_ "embed"\n_ "example.com/x/store"\n)\n//go:embed assets\nvar x string\nvar version string\nfunc main() {}\n',
    cause: 'source',
  },
  'default.pgo': { text: 'profile', cause: 'source' },
  'store/store.go': { text: 'package store\n', cause: 'source' },
  'store/asm_amd64.s': { text: '', cause: 'source' },
  'assets/a.txt': { text: 'a', cause: 'source' },
  'assets/deep/b.txt': { text: 'b', cause: 'source' },
  'README.md': { text: 'words', cause: 'none' },
  'store/store_test.go': { text: 'package store\n', cause: 'none' },
  'store/store_windows.go': { text: 'package store\n', cause: 'none' },
  'other/other.go': { text: 'package other\n', cause: 'none' },
  'vendor/a.b/c/LICENSE': { text: 'words', cause: 'none' },
};
const PATHS = Object.keys(FILES);

function write(paths: readonly string[]): string {
  const folder = temporaryFolder();
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), FILES[path]!.text);
  }
  return folder;
}

function digestsOf(source: string, props: Partial<GoImageProps> = {}): Named {
  const { plan, parts, problems } = planImage(
    { source, name: 'x', ...props },
    { reader: new GoReader(), leaveOut: [], mirror: Mirror.parse('') },
  );
  expect(problems).toEqual([]);
  const { digests, imageName } = buildContext(plan!, { ...parts!, probe: textFile('probe.go', '') });
  return { ...digests, imageName };
}

/** The causes whose digest differs. */
function changed(before: Named, after: Named): string[] {
  const causes = ['source', 'modules', 'recipe', 'tests'] as const;
  expect(before.imageName === after.imageName).toBe(causes.every((cause) => before[cause] === after[cause]));
  return causes.filter((cause) => before[cause] !== after[cause]);
}

describe('the digests of a build', () => {
  const reference = digestsOf(write(PATHS));

  test('do not depend on the order in which files were made, or on the folder', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(PATHS, { minLength: PATHS.length }), (paths) => {
        expect(digestsOf(write(paths))).toEqual(reference);
      }),
      { numRuns: 25 },
    );
  });

  const edits: Record<string, (path: string) => void> = {
    'a byte': (path) => {
      appendFileSync(path, '\n');
    },
    'an executable bit': (path) => {
      chmodSync(path, 0o755);
    },
  };
  const cases = Object.keys(edits).flatMap((edit) =>
    PATHS.map((path) => [edit, path, FILES[path]!.cause] as const),
  );

  test.each(cases)('after %s of %s changed differ in: %s', (edit, path, cause) => {
    const source = write(PATHS);
    edits[edit]!(join(source, path));
    expect(changed(reference, digestsOf(source))).toEqual(cause === 'none' ? [] : [cause]);
  });

  test.each([
    ['main.go', 'other.go', 'source'],
    ['store/asm_amd64.s', 'store/asm2_amd64.s', 'source'],
    ['assets/deep/b.txt', 'assets/b.txt', 'source'],
    ['default.pgo', 'unused.pgo', 'source'],
    ['vendor/a.b/c/c.go', 'vendor/a.b/c/d.go', 'modules'],
    ['go.sum', 'go.som', 'modules'],
  ])('after %s was renamed to %s differ in: %s', (from, to, cause) => {
    const source = write(PATHS);
    renameSync(join(source, from), join(source, to));
    expect(changed(reference, digestsOf(source))).toEqual([cause]);
  });

  test('see a byte that moves from the end of one file to the beginning of the next', () => {
    const [one, two] = [write(PATHS), write(PATHS)];
    writeFileSync(join(one, 'assets/a.txt'), 'ab');
    writeFileSync(join(one, 'assets/deep/b.txt'), 'c');
    writeFileSync(join(two, 'assets/a.txt'), 'a');
    writeFileSync(join(two, 'assets/deep/b.txt'), 'bc');
    expect(changed(digestsOf(one), digestsOf(two))).toEqual(['source']);
  });

  test('differ in the recipe after an option changed', () => {
    expect(changed(reference, digestsOf(write(PATHS), { stamp: { 'main.version': '1' } }))).toEqual([
      'recipe',
    ]);
  });

  test('differ in the tests, and in nothing else, after a test changed that a gate runs', () => {
    const gated = { gates: [Gate.test()] };
    const [before, after] = [write(PATHS), write(PATHS)];
    appendFileSync(join(after, 'store/store_test.go'), '\n');
    expect(changed(digestsOf(before, gated), digestsOf(after, gated))).toEqual(['tests']);
    expect(changed(digestsOf(before), digestsOf(after))).toEqual([]);
  });
});
