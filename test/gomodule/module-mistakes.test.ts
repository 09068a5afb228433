import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GO_MOD, goModule, MAIN, temporaryFolder, writeTree } from '../support/go-module';
import { read, sources, importing, embedding } from '../support/go-program';

describe('a mistake in a module', () => {
  test.each<[string, () => string, string, string]>([
    [
      'a source that does not exist',
      () => '/nowhere',
      '.',
      'source "/nowhere" is not a directory; give the directory',
    ],
    ['no go.mod', temporaryFolder, '.', 'or above it; run "go mod init" there'],
    [
      'a package that does not exist',
      goModule,
      './cmd/nope',
      'package "./cmd/nope" is not a directory of the module',
    ],
    ['a package outside the module', goModule, '..', 'package ".." is not a directory of the module'],
    [
      'a package without Go files',
      () => goModule({ 'docs/x.md': '' }),
      'docs',
      'package "docs" has no Go files that a build for Linux takes; give',
    ],
    [
      'a package that is not main',
      () => goModule({ 'store/store.go': 'package store\n' }),
      './store',
      'package "./store" is "package store", not "package main"',
    ],
    [
      'a package of a module below',
      () => goModule({ 'below/go.mod': 'module x\n', 'below/main.go': MAIN }),
      './below',
      'package "./below" belongs to another module',
    ],
    [
      'requirements without go.sum',
      () => goModule({ 'go.mod': `${GO_MOD}require a.b/c v1.0.0\n` }),
      '.',
      '/go.mod:4 requires "a.b/c" but there is no go.sum; run "go mod tidy"',
    ],
    [
      'a malformed go.sum',
      () => goModule({ 'go.sum': 'a.b/c v1.0.0 h1:x=\n\na.b/c v1.0.0\n' }),
      '.',
      '/go.sum:3 must be "<module> <version> <hash>"; run "go mod tidy"',
    ],
    [
      'a go.mod without a module',
      () => goModule({ 'go.mod': 'go 1.26\n' }),
      '.',
      '/go.mod:1 names no module; its first line',
    ],
    [
      'a module path that is none',
      () => goModule({ 'go.mod': '\nmodule a,b\n' }),
      '.',
      '/go.mod:2 needs one word after "module"',
    ],
    [
      'a go.mod that is not UTF-8',
      () => {
        const source = goModule();
        writeFileSync(join(source, 'go.mod'), Buffer.from('module x\n\n// caf\xe9\n', 'latin1'));
        return source;
      },
      '.',
      '/go.mod:3 has bytes that are not UTF-8; save the file as UTF-8',
    ],
    [
      'an import cycle',
      () =>
        goModule({
          'main.go': importing('example.com/notes/a'),
          'a/a.go': 'package a\n\nimport _ "example.com/notes/b"\n',
          'b/b.go': 'package b\nimport _ "example.com/notes/a"\n',
        }),
      '.',
      '/b/b.go:2: the import of "example.com/notes/a" closes a cycle, example.com/notes/a -> example.com/notes/b -> ' +
        'example.com/notes/a; move what they share into a package of its own',
    ],
    [
      'cgo in a file that no constraint leaves out',
      () => goModule({ 'main.go': 'package main\nimport "C"\nfunc main() {}\n' }),
      '.',
      '/main.go imports "C", and cgo is off, so that the build would leave the file out; set cgo: true, or mark the file with ' +
        '"//go:build cgo" if the program can do without it',
    ],
  ])('is told with its place and what to do: %s', (_what, source, packagePath, sentence) => {
    const { program, problems } = read(source(), packagePath);
    expect(program).toBeUndefined();
    expect(problems).toEqual([expect.stringContaining(sentence)]);
  });

  test('is not to say which package, where there are programs to choose from', () => {
    const source = writeTree({
      'go.mod': GO_MOD,
      'cmd/a/main.go': MAIN,
      'cmd/b/main.go': MAIN,
      'lib/lib.go': 'package lib\n',
    });
    expect(read(source).problems).toEqual([expect.stringMatching(/; give one of ".\/cmd\/a", ".\/cmd\/b"$/)]);
    expect(read(source, 'lib').problems).toEqual([
      expect.stringMatching(/; give one of ".\/cmd\/a", ".\/cmd\/b"$/),
    ]);
  });

  test('is told together with all others', () => {
    const source = goModule({
      'main.go': embedding('a.txt'),
      'other.go': 'package main\nimport "embed"\n//go:embed b.txt\n//go:embed c.txt\nvar y embed.FS\n',
    });
    expect(read(source).problems).toHaveLength(3);
    const twice = goModule({ 'go.mod': 'module x\nrequire y\nreplace z\n' });
    expect(read(twice).problems).toHaveLength(2);
  });

  test('is no cgo in a file that has another in its place without cgo', () => {
    const source = goModule({
      'a.go': 'package main\nimport "C"\n',
      'b.go': '//go:build !cgo\n\npackage main\n',
    });
    expect(sources(source)).toEqual(['b.go', 'main.go']);
  });

  test('is no cgo in a file that says which builds take it, or that is vendored', () => {
    const source = goModule({ 'c.go': '//go:build linux && !gccgo\n\npackage main\nimport "C"\n' });
    expect(sources(source)).toEqual(['main.go']);
  });

  test('is not the number of files that a directory embeds', () => {
    const files = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`many/${index}.txt`, '']));
    expect(sources(goModule({ 'main.go': embedding('many'), ...files }))).toHaveLength(2_001);
  });

  test('is no import cycle where only some platforms have it, or only tests', () => {
    const source = goModule({
      'main.go': importing('example.com/notes/a'),
      'a/a_amd64.go': 'package a\nimport _ "example.com/notes/b"\n',
      'a/a.go': 'package a\n',
      'a/a_test.go': 'package a_test\nimport _ "example.com/notes/c"\n',
      'b/b_arm64.go': 'package b\nimport _ "example.com/notes/a"\n',
      'b/b.go': 'package b\n',
      'c/c.go': 'package c\nimport _ "example.com/notes/a"\n',
    });
    expect(read(source, '.', { tests: true }).problems).toEqual([]);
  });

  test('is a file that cannot be read, which is named', () => {
    const source = goModule({
      'main.go': importing('example.com/notes/store'),
      'store/store.go': 'package store\n',
    });
    chmodSync(join(source, 'store', 'store.go'), 0);
    const { problems } = asNobody(source, () => read(source));
    expect(problems).toEqual([
      expect.stringMatching(
        /^".*\/store\/store.go" cannot be read \(EACCES: .*\); make it readable for whoever synthesizes$/,
      ),
    ]);
  });

  test('is not that a folder is called go.mod', () => {
    const source = goModule();
    mkdirSync(join(source, 'cmd', 'go.mod'), { recursive: true });
    expect(read(join(source, 'cmd'), '..').problems).toEqual([]);
  });
});

/** Root can read everything, so a test of permissions gives that up for a moment. */
function asNobody<T>(folder: string, work: () => T): T {
  if (process.geteuid?.() !== 0) {
    return work();
  }
  chmodSync(folder, 0o755);
  process.seteuid?.(65534);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}
