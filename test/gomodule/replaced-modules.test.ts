import { join } from 'node:path';
import { GO_MOD, goModule, MAIN, writeTree } from '../support/go-module';
import { type Files, read, pathsOf, sources, importing } from '../support/go-program';

describe('a local replace directory', () => {
  const repository = (replace: string, files: Files = {}) =>
    writeTree({
      'app/go.mod': `module example.com/app\n\ngo 1.26\n\nrequire example.com/lib v0.0.0\n\nreplace ${replace}\n`,
      'app/main.go': importing('example.com/lib/deep'),
      'lib/go.mod': 'module example.com/lib\n',
      'lib/go.sum': '',
      'lib/deep/deep.go': 'package deep\n',
      'lib/other/other.go': 'package other\n',
      ...files,
    });

  test('gives its packages and its go.mod, and everything is placed by its path from the nearest common directory', () => {
    const { program } = read(join(repository('example.com/lib => ../lib'), 'app'));
    expect(program).toMatchObject({ directory: 'app', package: '.' });
    expect(pathsOf(program?.sources)).toEqual(['app/main.go', 'lib/deep/deep.go']);
    expect(pathsOf(program?.modules)).toEqual(['app/go.mod', 'lib/go.mod']);
  });

  test('counts under the path that is replaced, whatever its own go.mod says', () => {
    const files = { 'lib/go.mod': 'module example.com/fork\n' };
    const { program } = read(join(repository('example.com/lib => ../lib', files), 'app'));
    expect(pathsOf(program?.sources)).toContain('lib/deep/deep.go');
  });

  test('inside the module is placed inside it', () => {
    const source = goModule({
      'go.mod': `${GO_MOD}require example.com/lib v1.0.0\nreplace example.com/lib v1.0.0 => ./lib\n`,
      'main.go': importing('example.com/lib'),
      'lib/go.mod': 'module example.com/lib\n',
      'lib/lib.go': 'package lib\n',
    });
    const { program } = read(source);
    expect(program?.directory).toBe('');
    expect(pathsOf(program?.sources)).toEqual(['lib/lib.go', 'main.go']);
  });

  test('has no say about other modules: its own replace lines do not count', () => {
    const files = {
      'lib/go.mod':
        'module example.com/lib\nrequire example.com/more v0.0.0\nreplace example.com/more => ../nowhere\n',
      'app/go.sum': '',
    };
    expect(read(join(repository('example.com/lib => ../lib', files), 'app')).problems).toEqual([]);
  });

  test.each<[string, string, string]>([
    [
      'is missing',
      'example.com/lib => ../lob',
      'by the directory "../lob", which does not exist; correct the path',
    ],
    [
      'has no go.mod',
      'example.com/lib => ../lib/deep',
      'by the directory "../lib/deep", which has no go.mod; run',
    ],
    [
      'is given as an absolute path',
      'example.com/lib => /srv/lib',
      'by the absolute path "/srv/lib", which is another one',
    ],
  ])('is refused with file and line when it %s', (_what, replace, words) => {
    const folder = repository(replace);
    expect(read(join(folder, 'app')).problems).toEqual([
      expect.stringContaining(`${folder}/app/go.mod:7 replaces "example.com/lib" ${words}`),
    ]);
  });

  test('for one version is followed with all others, since the build decides which version it takes', () => {
    const folder = writeTree({
      'app/go.mod':
        'module example.com/app\n\ngo 1.26\n\nrequire b.c/d v1.1.0\n\nreplace b.c/d v1.0.0 => ../one\n' +
        'replace b.c/d v1.1.0 => ../two\nreplace b.c/d v1.2.0 => ../missing\n',
      'app/main.go': importing('b.c/d'),
      'one/go.mod': 'module b.c/d\ngo 1.99\n',
      'one/d.go': 'package d\nimport _ "embed"\n//go:embed nothing\nvar x string\n',
      'two/go.mod': '',
      'two/d.go': 'package d\nimport _ "embed"\n//go:embed nothing\nvar x string\n',
    });
    const { program, problems } = read(join(folder, 'app'));
    expect(problems).toEqual([]);
    expect(pathsOf(program?.sources)).toEqual(['app/main.go', 'one/d.go', 'two/d.go']);
    expect(pathsOf(program?.modules)).toEqual(['app/go.mod', 'one/go.mod', 'two/go.mod']);
    expect(program?.goLines).toHaveLength(1);
  });

  test('gives all its packages where downloaded modules may import them: it stands for a published version', () => {
    const fork = (version: string) =>
      writeTree({
        'app/go.mod':
          `module example.com/app\n\ngo 1.26\n\nrequire a.b/quote v1.5.2\n\nrequire a.b/sampler ${version} // indirect\n\n` +
          'replace a.b/sampler => ../sampler\n',
        'app/go.sum': '',
        'app/main.go': importing('a.b/quote'),
        'sampler/go.mod': 'module a.b/sampler\n',
        'sampler/sampler.go': 'package sampler\nimport "a.b/sampler/deep"\n',
        'sampler/deep/deep.go': 'package deep\n',
        'sampler/other/other.go': 'package other\n',
        'sampler/cmd/main.go': MAIN,
        'sampler/testdata/x.go': 'package x\n',
      });
    expect(sources(join(fork('v1.3.0'), 'app'))).toEqual([
      'app/main.go',
      'sampler/deep/deep.go',
      'sampler/other/other.go',
      'sampler/sampler.go',
    ]);
    expect(sources(join(fork('v0.0.0-00010101000000-000000000000'), 'app'))).toEqual(['app/main.go']);
  });

  test('may be missing where nothing of its module is imported, as for Go from 1.17 on', () => {
    const gone = (go: string) =>
      goModule({
        'go.mod': `module example.com/notes\n\ngo ${go}\n\nrequire a.b/c v0.0.0\n\nreplace a.b/c => ../c\n`,
      });
    expect(read(gone('1.17')).problems).toEqual([]);
    expect(read(gone('1.16')).problems).toEqual([expect.stringContaining('"../c", which does not exist')]);
  });

  test('has its packages for itself, also where the module above it has directories of the same path', () => {
    const source = goModule({
      'go.mod': `${GO_MOD}require example.com/notes/deep v0.0.0\nreplace example.com/notes/deep => ./elsewhere\n`,
      'main.go': importing('example.com/notes/deep/x'),
      'deep/x/old.go': 'package x\n',
      'elsewhere/go.mod': 'module example.com/notes/deep\n',
      'elsewhere/x/new.go': 'package x\n',
    });
    expect(sources(source)).toEqual(['elsewhere/x/new.go', 'main.go']);
  });

  test('gives what is imported where nothing is downloaded, whatever version is required', () => {
    const folder = repository('example.com/lib => ../lib', {
      'app/go.mod':
        'module example.com/app\nrequire example.com/lib v1.2.3\nreplace example.com/lib => ../lib\n',
    });
    expect(sources(join(folder, 'app'))).toEqual(['app/main.go', 'lib/deep/deep.go']);
  });

  test('may be missing where nobody requires its module, as for Go', () => {
    const source = goModule({ 'go.mod': `${GO_MOD}replace example.com/lib => ../lib\n` });
    expect(read(source).problems).toEqual([]);
  });
});
