import { join } from 'node:path';
import { GO_MOD, goModule, writeTree } from '../support/go-module';
import { type Files, importing, pathsOf, read } from '../support/go-program';

describe('a vendor directory', () => {
  const MODULES = '# a.b/c v1.0.0\n## explicit; go 1.20\na.b/c\na.b/c/deep\n';
  const vendored = (files: Files = {}) =>
    goModule({
      'go.mod': `${GO_MOD}require a.b/c v1.0.0\n`,
      'main.go': importing('a.b/c'),
      'vendor/modules.txt': MODULES,
      'vendor/a.b/c/c.go': 'package c\nimport _ "a.b/c/deep"\n',
      'vendor/a.b/c/deep/deep.go': 'package deep\n',
      'vendor/a.b/c/unused/unused.go': 'package unused\n',
      ...files,
    });

  test('gives the packages that are imported, as a part of the modules and not of the sources', () => {
    const { program, problems } = read(vendored());
    expect(problems).toEqual([]);
    expect(pathsOf(program?.sources)).toEqual(['main.go']);
    expect(pathsOf(program?.modules)).toEqual([
      'go.mod',
      'vendor/a.b/c/c.go',
      'vendor/a.b/c/deep/deep.go',
      'vendor/modules.txt',
    ]);
  });

  test('makes go.sum and local replace directories needless', () => {
    const source = vendored({
      'go.mod': `${GO_MOD}require a.b/c v1.0.0\nreplace a.b/c => ../c\n`,
      'vendor/modules.txt': `${MODULES.replace('v1.0.0', 'v1.0.0')}# a.b/c => ../c\n`,
    });
    expect(read(source).problems).toEqual([]);
  });

  test('is not used below Go 1.14, and not when it was made for a workspace', () => {
    const old = vendored({
      'go.mod': 'module example.com/notes\ngo 1.13\nrequire a.b/c v1.0.0\n',
      'go.sum': '',
    });
    expect(pathsOf(read(old).program?.modules)).toEqual(['go.mod', 'go.sum']);
    const other = vendored({ 'vendor/modules.txt': `## workspace\n${MODULES}`, 'go.sum': '' });
    expect(pathsOf(read(other).program?.modules)).toEqual(['go.mod', 'go.sum']);
  });

  test('is refused with file and line where it disagrees with go.mod', () => {
    const source = vendored({ 'go.mod': `${GO_MOD}require a.b/c v1.1.0\n` });
    expect(read(source).problems).toEqual([
      expect.stringMatching(
        /\/go.mod:4 requires a.b\/c@v1.1.0, but .*\/vendor\/modules.txt does not have it; run "go mod vendor"$/,
      ),
      expect.stringMatching(
        /\/vendor\/modules.txt:1 has a.b\/c@v1.0.0 as required, but no go.mod requires it; run/,
      ),
    ]);
  });

  test('may have been made for replace lines of go.work that win over others', () => {
    const folder = writeTree({
      'go.work': 'go 1.26\nuse ./app\nreplace a.b/c => ./new\n',
      'app/go.mod': 'module example.com/app\nrequire a.b/c v1.0.0\nreplace a.b/c => a.b/d v1.0.0\n',
      'app/main.go': importing('a.b/c'),
      'vendor/modules.txt': '## workspace\n# a.b/c v1.0.0 => ./new\n## explicit\na.b/c\n# a.b/c => ./new\n',
      'vendor/a.b/c/c.go': 'package c\n',
    });
    expect(read(join(folder, 'app')).problems).toEqual([]);
  });

  test('is used from Go 1.14 on', () => {
    const source = vendored({ 'go.mod': 'module example.com/notes\ngo 1.14\nrequire a.b/c v1.0.0\n' });
    expect(pathsOf(read(source).program?.modules)).toContain('vendor/a.b/c/c.go');
  });

  test('does not have the modules of its workspace, whatever replaces them elsewhere', () => {
    const folder = writeTree({
      'go.work': 'go 1.26\nuse (\n./app\n./lib\n)\n',
      'app/go.mod': 'module example.com/app\nreplace example.com/lib => ../lib\n',
      'app/main.go': importing('example.com/lib'),
      'lib/go.mod': 'module example.com/lib\n',
      'lib/lib.go': 'package lib\n',
      'vendor/modules.txt': '## workspace\n',
    });
    expect(read(join(folder, 'app')).problems).toEqual([]);
  });

  test('serves a whole workspace that was vendored', () => {
    const folder = writeTree({
      'go.work': 'go 1.26\nuse ./app\n',
      'app/go.mod': 'module example.com/app\nrequire a.b/c v1.0.0\n',
      'app/main.go': importing('a.b/c'),
      'vendor/modules.txt': `## workspace\n${MODULES}`,
      'vendor/a.b/c/c.go': 'package c\n',
    });
    expect(pathsOf(read(join(folder, 'app')).program?.modules)).toEqual([
      'app/go.mod',
      'go.work',
      'vendor/a.b/c/c.go',
      'vendor/modules.txt',
    ]);
  });
});
