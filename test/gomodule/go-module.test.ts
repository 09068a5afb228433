import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { readGoProgram, type TreeCache } from '../../lib/gomodule/go-module';
import { GO_MOD, goModule, MAIN, temporaryFolder, writeTree } from '../support/go-module';

const read = (source: string, packagePath = '.') => readGoProgram(source, packagePath, new Map());
const paths = (source: string, packagePath = '.') =>
  read(source, packagePath).program?.sources.map(({ path }) => path);

describe('readGoProgram', () => {
  test('takes the package, what it imports of its own module, and nothing else', () => {
    const source = goModule({
      'main.go':
        'package main\nimport (\n"fmt"\n"example.com/notes/store"\n)\nfunc main() { fmt.Println(store.X) }\n',
      'main_test.go': MAIN,
      'README.md': 'words',
      'store/store.go': 'package store\nimport "example.com/notes/store/deep"\n',
      'store/store_amd64.s': '',
      'store/notes.txt': 'words',
      'store/deep/deep.go': 'package deep\n',
      'unused/unused.go': 'package unused\n',
      'testdata/x.go': 'package x\n',
    });
    expect(paths(source)).toEqual(['main.go', 'store/deep/deep.go', 'store/store.go', 'store/store_amd64.s']);
  });

  test('takes embedded files as Go does: no hidden ones, unless all are asked for', () => {
    const files = {
      'static/a.txt': '',
      'static/.hidden': '',
      'static/deep/_b': '',
      'static/deep/c.txt': '',
      'one.sql': '',
    };
    const embed = (pattern: string) =>
      goModule({
        ...files,
        'main.go': `package main\nimport _ "embed"\n//go:embed ${pattern}\nvar x string\nfunc main() {}\n`,
      });
    expect(paths(embed('static *.sql'))).toEqual(['main.go', 'one.sql', 'static/a.txt', 'static/deep/c.txt']);
    expect(paths(embed('all:static'))).toEqual([
      'main.go',
      'static/.hidden',
      'static/a.txt',
      'static/deep/_b',
      'static/deep/c.txt',
    ]);
    expect(paths(embed('static/[a-b]*.txt'))).toEqual(['main.go', 'static/a.txt']);
  });

  test('walks up to the module and names the program after the package', () => {
    const source = writeTree({
      'go.mod': GO_MOD,
      'cmd/server/main.go': MAIN,
      'default.pgo': '',
      'cmd/server/default.pgo': '',
    });
    expect(read(join(source, 'cmd'), './server').program).toMatchObject({
      package: './cmd/server',
      programName: 'server',
    });
    expect(paths(source, 'cmd/server')).toEqual(['cmd/server/default.pgo', 'cmd/server/main.go']);
  });

  test('takes a source with a slash at its end for the same directory', () => {
    const source = goModule();
    expect(read(`${source}/`)).toEqual(read(source));
  });

  test('does not name a program after a major version', () => {
    const source = goModule({ 'go.mod': 'module example.com/notes/v2\n' });
    expect(read(source).program?.programName).toBe('notes');
  });

  test('finds the main package beside files of another one that constraints or convention tell apart', () => {
    const files = { 'doc.go': 'package documentation\n', 'a.go': '//go:build tools\n\npackage tools\n' };
    expect(paths(goModule(files))).toEqual(['a.go', 'doc.go', 'main.go']);
  });

  test('never leaves the module, whatever an import says', () => {
    const source = goModule({
      'main.go': 'package main\nimport _ "example.com/notes/../out"\nfunc main() {}\n',
    });
    expect(paths(source)).toEqual(['main.go']);
  });

  test('follows a link inside the module and refuses one that leads out of it', () => {
    const embed = 'package main\nimport _ "embed"\n//go:embed assets\nvar x string\nfunc main() {}\n';
    const source = goModule({ 'main.go': embed, 'assets/a.txt': '' });
    symlinkSync('a.txt', join(source, 'assets', 'b.txt'));
    expect(paths(source)).toEqual(['assets/a.txt', 'assets/b.txt', 'main.go']);
    symlinkSync('/etc/hostname', join(source, 'assets', 'c.txt'));
    expect(read(source).problems).toEqual([
      expect.stringMatching(
        /"assets\/c.txt" is a link that leads out of the module, to "\/etc\/hostname"; copy the file/,
      ),
    ]);
  });

  test('does not ask for go.sum or for local replacements where everything is vendored', () => {
    const source = goModule({
      'go.mod': `${GO_MOD}require a.b/c v1.0.0\nreplace a.b/c => ../c\n`,
      'vendor/modules.txt': '',
    });
    expect(read(source).problems).toEqual([]);
  });

  test('takes the whole vendor directory where there is one', () => {
    const source = goModule({ 'vendor/modules.txt': '', 'vendor/a.b/c/c.go': 'package c\n' });
    expect(paths(source)).toEqual(['main.go', 'vendor/a.b/c/c.go', 'vendor/modules.txt']);
  });

  test('takes go.mod and go.sum apart from the sources', () => {
    const { program } = read(goModule({ 'go.sum': '' }));
    expect(program?.manifests.map(({ path }) => path)).toEqual(['go.mod', 'go.sum']);
  });

  test('reads each file once for all programs of a module', () => {
    const source = goModule();
    const trees: TreeCache = new Map();
    const [first, second] = [readGoProgram(source, '.', trees), readGoProgram(source, '.', trees)];
    expect(second.program?.sources[0]).toBe(first.program?.sources[0]);
  });

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
      'package "docs" has no Go files; give',
    ],
    [
      'a package that is not main',
      () => goModule({ 'store/store.go': 'package store\n' }),
      './store',
      'package "./store" is "package store", not "package main"',
    ],
    [
      'requirements without go.sum',
      () => goModule({ 'go.mod': `${GO_MOD}require a.b/c v1.0.0\n` }),
      '.',
      'run "go mod tidy"',
    ],
    [
      'a local replacement',
      () => goModule({ 'go.mod': `${GO_MOD}replace a => ../a\n` }),
      '.',
      'vendor the module',
    ],
    [
      'a go.mod without a module',
      () => goModule({ 'go.mod': 'go 1.26\n' }),
      '.',
      'its first line must be "module <path>"',
    ],
  ])('says what is wrong with %s, and what to do', (_what, source, packagePath, sentence) => {
    const { program, problems } = read(source(), packagePath);
    expect(program).toBeUndefined();
    expect(problems).toEqual([expect.stringContaining(sentence)]);
  });
});
