import { join } from 'node:path';
import { GO_MOD, goModule, writeTree } from '../support/go-module';
import { importing, pathsOf, read } from '../support/go-program';

const testing = (...paths: string[]): string =>
  `package main\n\n${paths.map((path) => `import _ "${path}"\n`).join('')}`;
const testFiles = (source: string): string[] | undefined =>
  pathsOf(read(source, '.', { tests: true }).program?.testFiles);

describe('the test files of a program', () => {
  const FILES = {
    'main.go': importing('example.com/notes/store'),
    'main_test.go': testing('example.com/notes/help'),
    'main_windows_test.go': testing('example.com/notes/windows'),
    'store/store.go': 'package store\n',
    'store/store_test.go': 'package store_test\nimport "embed"\n//go:embed gold.txt\nvar x embed.FS\n',
    'store/gold.txt': '',
    'store/testdata/deep/x.txt': '',
    'store/testdata/module/go.mod': 'module x\n',
    'store/testdata/.git/config': '',
    'help/help.go': 'package help\nimport _ "example.com/notes/deep"\n',
    'help/help_test.go': 'package help\n',
    'help/testdata/x': '',
    'deep/deep.go': 'package deep\n',
    'windows/windows.go': 'package windows\n',
    'other/other_test.go': 'package other\n',
  };

  test('are those of its packages, what they embed and import, and the data beside them', () => {
    expect(testFiles(goModule(FILES))).toEqual([
      'deep/deep.go',
      'help/help.go',
      'help/testdata/x',
      'main_test.go',
      'store/gold.txt',
      'store/store_test.go',
      'store/testdata/deep/x.txt',
      'store/testdata/module/go.mod',
    ]);
  });

  test('are none as long as nobody asks for them', () => {
    expect(read(goModule(FILES)).program?.testFiles).toEqual([]);
  });

  test('leave sources and modules as they are', () => {
    const source = goModule(FILES);
    const [without, withTests] = [false, true].map((tests) => read(source, '.', { tests }).program);
    expect(pathsOf(withTests?.sources)).toEqual(['main.go', 'store/store.go']);
    expect(withTests?.sources).toEqual(without?.sources);
    expect(withTests?.modules).toEqual(without?.modules);
  });

  test('have nothing that the program itself has', () => {
    const source = goModule({
      'main.go': 'package main\nimport _ "embed"\n//go:embed testdata/x\nvar x string\nfunc main() {}\n',
      'testdata/x': '',
      'testdata/y': '',
    });
    expect(testFiles(source)).toEqual(['testdata/y']);
  });

  test('have what only tests import of vendored packages and of other modules', () => {
    const vendored = goModule({
      'go.mod': `${GO_MOD}require a.b/c v1.0.0\n`,
      'main.go': importing('a.b/c/used'),
      'main_test.go': testing('a.b/c/assert'),
      'vendor/modules.txt': '# a.b/c v1.0.0\n## explicit\na.b/c/assert\na.b/c/used\n',
      'vendor/a.b/c/assert/assert.go': 'package assert\n',
      'vendor/a.b/c/used/used.go': 'package used\n',
    });
    expect(testFiles(vendored)).toEqual(['main_test.go', 'vendor/a.b/c/assert/assert.go']);
    const replaced = writeTree({
      'app/go.mod': `${GO_MOD}require example.com/check v0.0.0\nreplace example.com/check => ../check\n`,
      'app/go.sum': '',
      'app/main.go': importing(),
      'app/main_test.go': testing('example.com/check'),
      'check/go.mod': 'module example.com/check\n',
      'check/check.go': 'package check\n',
      'check/check_test.go': 'package check\n',
    });
    expect(testFiles(join(replaced, 'app'))).toEqual(['app/main_test.go', 'check/check.go']);
  });
});

describe('a mistake in test files only', () => {
  const files = {
    'x_test.go': 'package main\nimport _ "embed"\n//go:embed nothing.txt\nvar x string\n',
    'c_test.go': 'package main\nimport "C"\n',
  };

  test('is no problem of the program', () => {
    expect(read(goModule(files)).problems).toEqual([]);
  });

  test('is one when tests are asked for', () => {
    expect(read(goModule(files), '.', { tests: true }).problems).toEqual([
      expect.stringContaining('/x_test.go:3: the pattern "nothing.txt" of //go:embed matches no file'),
    ]);
  });

  test('is one only of packages that every build has', () => {
    const source = goModule({
      'main_amd64.go': testing('example.com/notes/some'),
      'some/some.go': 'package some\n',
      'some/some_test.go': files['x_test.go'].replace('main', 'some'),
    });
    expect(read(source, '.', { tests: true }).problems).toEqual([]);
  });
});
