import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type GoProgramRequest, type GoProgramResult, GoReader } from '../../lib/gomodule/go-program';
import { GO_MOD, goModule, MAIN, temporaryFolder, writeTree } from '../support/go-module';

const LINUX = { os: 'linux', tags: [], cgo: false, tests: false };

function read(
  source: string,
  packagePath = '.',
  settings: Partial<GoProgramRequest['settings']> = {},
  workspace = true,
): GoProgramResult {
  const request = { source, package: packagePath, workspace, settings: { ...LINUX, ...settings } };
  return new GoReader().program(request);
}

type Files = Readonly<Record<string, string>>;
const pathsOf = (files?: readonly { path: string }[]): string[] | undefined => files?.map(({ path }) => path);
const sources = (source: string, packagePath = '.', settings = {}): string[] | undefined =>
  pathsOf(read(source, packagePath, settings).program?.sources);
const importing = (...paths: string[]): string =>
  `package main\n\n${paths.map((path) => `import _ "${path}"\n`).join('')}\nfunc main() {}\n`;
const embedding = (pattern: string): string =>
  `package main\nimport _ "embed"\n//go:embed ${pattern}\nvar x string\nfunc main() {}\n`;

describe('GoReader.program', () => {
  test('takes the package, what it imports of its own module, and nothing else', () => {
    const source = goModule({
      'main.go': importing('fmt', 'example.com/notes/store'),
      'main_test.go': MAIN,
      'README.md': 'words',
      'store/store.go': 'package store\nimport "example.com/notes/store/deep"\n',
      'store/store_amd64.s': '',
      'store/notes.txt': 'words',
      'store/deep/deep.go': 'package deep\n',
      'unused/unused.go': 'package unused\n',
      'testdata/x.go': 'package x\n',
    });
    expect(sources(source)).toEqual([
      'main.go',
      'store/deep/deep.go',
      'store/store.go',
      'store/store_amd64.s',
    ]);
  });

  test('takes what any architecture needs and no other system, as long as nobody says which one', () => {
    const files = {
      'a_arm64.go': 'package main\n',
      'a_amd64.go': 'package main\n',
      'a_windows.go': 'package main\n',
    };
    expect(sources(goModule(files))).toEqual(['a_amd64.go', 'a_arm64.go', 'main.go']);
    expect(sources(goModule(files), '.', { architecture: 'arm64' })).toEqual(['a_arm64.go', 'main.go']);
  });

  test('takes what the build tags and cgo select, and what that imports', () => {
    const source = goModule({
      'extra.go': '//go:build extra\n\npackage main\nimport _ "example.com/notes/extra"\n',
      'extra/extra.go': 'package extra\n',
      'c.go': '//go:build cgo\n\npackage main\nimport "C"\n',
      'c.c': '',
    });
    expect(sources(source)).toEqual(['main.go']);
    expect(sources(source, '.', { tags: ['extra'] })).toEqual(['extra.go', 'extra/extra.go', 'main.go']);
    expect(sources(source, '.', { cgo: true })).toEqual(['c.c', 'c.go', 'main.go']);
  });

  test('takes tests of the module and their data only when tests are run', () => {
    const source = goModule({
      'main.go': importing('example.com/notes/store'),
      'main_test.go': 'package main\nimport _ "example.com/notes/help"\n',
      'store/store.go': 'package store\n',
      'store/store_test.go': 'package store_test\nimport "embed"\n//go:embed gold.txt\nvar x embed.FS\n',
      'store/gold.txt': '',
      'store/testdata/deep/x.txt': '',
      'help/help.go': 'package help\n',
      'other/other_test.go': 'package other\n',
    });
    expect(sources(source)).toEqual(['main.go', 'store/store.go']);
    expect(sources(source, '.', { tests: true })).toEqual([
      'help/help.go',
      'main.go',
      'main_test.go',
      'store/gold.txt',
      'store/store.go',
      'store/store_test.go',
      'store/testdata/deep/x.txt',
    ]);
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
    expect(sources(source, 'cmd/server')).toEqual(['cmd/server/default.pgo', 'cmd/server/main.go']);
  });

  test('does not name a program after a major version', () => {
    const source = goModule({ 'go.mod': 'module example.com/notes/v2\n' });
    expect(read(source).program?.programName).toBe('notes');
  });

  test('finds the main package beside files of another one that constraints or convention tell apart', () => {
    const files = { 'doc.go': 'package documentation\n', 'a.go': '//go:build tools\n\npackage tools\n' };
    expect(sources(goModule(files))).toEqual(['main.go']);
  });

  test('never leaves the module, whatever an import says', () => {
    expect(read(goModule({ 'main.go': importing('example.com/notes/../out') })).problems).toEqual([
      expect.stringContaining('has no such directory'),
    ]);
  });

  test('leaves packages of a module below it to that module', () => {
    const source = goModule({
      'go.mod': `${GO_MOD}require example.com/notes/below v1.0.0\n`,
      'go.sum': '',
      'main.go': importing('example.com/notes/below/x'),
      'below/go.mod': 'module example.com/notes/below\n',
      'below/x/x.go': 'package x\n',
    });
    expect(sources(source)).toEqual(['main.go']);
  });

  test('takes go.mod and go.sum apart from the sources', () => {
    expect(pathsOf(read(goModule({ 'go.sum': '' })).program?.modules)).toEqual(['go.mod', 'go.sum']);
  });

  test('gives the same objects for the same request, and shares what another one has read', () => {
    const source = goModule({
      'cmd/other/main.go': importing('example.com/notes/store'),
      'store/s.go': 'package store\n',
    });
    const reader = new GoReader();
    const ask = (packagePath: string) =>
      reader.program({ source, package: packagePath, workspace: true, settings: LINUX }).program;
    expect(ask('.')).toBe(ask('.'));
    expect(ask('cmd/other')?.modules[0]).toBe(ask('.')?.modules[0]);
  });
});

describe('an embed pattern', () => {
  const files = {
    'static/a.txt': '',
    'static/.hidden': '',
    'static/deep/_b': '',
    'static/deep/c.txt': '',
    'one-two.sql': '',
  };

  test.each([
    ['static *.sql', ['one-two.sql', 'static/a.txt', 'static/deep/c.txt']],
    ['all:static', ['static/.hidden', 'static/a.txt', 'static/deep/_b', 'static/deep/c.txt']],
    ['static/[a-b]*.txt', ['static/a.txt']],
    ['one-two.sql', ['one-two.sql']],
    ['static/.hidden', ['static/.hidden']],
  ])('takes what Go takes for %s', (pattern, expected) => {
    const source = goModule({ ...files, 'main.go': embedding(pattern) });
    expect(sources(source)).toEqual(['main.go', ...expected].sort());
  });

  test('passes over links in a directory, as Go does, and over modules in it', () => {
    const source = goModule({
      'main.go': embedding('static'),
      ...files,
      'static/mod/go.mod': '',
      'static/mod/x': '',
    });
    symlinkSync('a.txt', join(source, 'static', 'b.txt'));
    symlinkSync('/etc/hostname', join(source, 'static', 'c.txt'));
    expect(sources(source)).toEqual(['main.go', 'static/a.txt', 'static/deep/c.txt']);
  });

  test.each<[string, string, string]>([
    ['matches nothing', 'nothing/*.txt', 'matches no file'],
    ['leaves its package', '../x', 'must be a path below its package'],
    ['is malformed', 'static/[a', 'is malformed'],
    [
      'takes a directory of hidden files',
      'static/deep/hidden',
      'has no file that can be embedded; use "all:"',
    ],
    ['takes a link', 'link.txt', 'is, or is reached by, a link'],
    ['goes through a link', 'linked/a.txt', 'is, or is reached by, a link'],
    ['enters another module', 'below/x.txt', 'which is in another module'],
    [
      'takes a name that no module can have',
      'static/a:b.txt',
      'has a name that no file of a module can have',
    ],
    ['takes such a name in a directory', 'odd', 'takes odd/x:y.txt, which has a name that no file'],
  ])('is refused with file and line when it %s', (_what, pattern, words) => {
    const source = goModule({
      'main.go': embedding(pattern),
      ...files,
      'static/deep/hidden/.x': '',
      'static/a:b.txt': '',
      'odd/x:y.txt': '',
      'odd/.x:z.txt': '',
      'odd/b:c/ok.txt': '',
      'below/go.mod': '',
      'below/x.txt': '',
    });
    symlinkSync('one-two.sql', join(source, 'link.txt'));
    symlinkSync('static', join(source, 'linked'));
    expect(read(source).problems).toEqual([
      expect.stringContaining(`${source}/main.go:3: the pattern ${JSON.stringify(pattern)} of //go:embed`),
    ]);
    expect(read(source).problems).toEqual([expect.stringContaining(words)]);
  });

  test('is not judged in a file that maybe no build takes', () => {
    const source = goModule({ 'x_arm64.go': embedding('nothing').replace('func main() {}\n', '') });
    expect(read(source).problems).toEqual([]);
    expect(read(source, '.', { architecture: 'arm64' }).problems).toHaveLength(1);
  });
});

describe('a link', () => {
  test('is not inside because its target begins with the same letters', () => {
    const folder = writeTree({
      'app/go.mod': GO_MOD,
      'app/main.go': MAIN,
      'app2/secret.go': 'package main\n',
    });
    symlinkSync('../app2/secret.go', join(folder, 'app/other.go'));
    expect(read(join(folder, 'app')).problems).toEqual([expect.stringContaining('leads out of the module')]);
  });

  test('is followed inside the module, to a file and to a directory', () => {
    const source = goModule({
      'main.go': importing('example.com/notes/linked'),
      'real/real.go': 'package real\n',
    });
    symlinkSync('real', join(source, 'linked'));
    symlinkSync('main.go', join(source, 'other.go'));
    expect(sources(source)).toEqual(['linked/real.go', 'main.go', 'other.go']);
  });

  test.each([
    ['a file', 'main.go', 'other.go', 'other.go'],
    ['a directory', 'store', 'linked', 'linked'],
  ])('to %s that is not in the module is refused', (_what, target, link, told) => {
    const other = goModule({ 'store/store.go': 'package store\n' });
    const source = goModule({ 'main.go': importing('example.com/notes/linked') });
    symlinkSync(join(other, target), join(source, link));
    expect(read(source).problems).toEqual([
      `"${source}/${told}" is a link that leads out of the module, to "${join(other, target)}"; copy what it leads to into the module`,
    ]);
  });

  test('that leads nowhere, or to itself, does no harm where nobody needs it', () => {
    const source = goModule();
    symlinkSync('nowhere', join(source, 'a.go'));
    symlinkSync('b.go', join(source, 'b.go'));
    expect(sources(source)).toEqual(['main.go']);
  });
});

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
      'one/d.go': 'package d\n//go:embed nothing\n',
      'two/go.mod': '',
      'two/d.go': 'package d\n',
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

  test('may be missing where nobody requires its module, as for Go', () => {
    const source = goModule({ 'go.mod': `${GO_MOD}replace example.com/lib => ../lib\n` });
    expect(read(source).problems).toEqual([]);
  });
});

describe('a workspace', () => {
  const WORK = 'go 1.26\n\nuse (\n\t./app\n\t./lib // shared\n)\n';
  const repository = (files: Files = {}) =>
    writeTree({
      'go.work': WORK,
      'go.work.sum': '',
      'app/go.mod': 'module example.com/app\n\ngo 1.26\n\nrequire example.com/lib v0.0.0\n',
      'app/main.go': importing('example.com/lib/deep'),
      'lib/go.mod': 'module example.com/lib\n',
      'lib/go.sum': '',
      'lib/deep/deep.go': 'package deep\n',
      'other/go.mod': 'module example.com/other\n',
      'other/main.go': MAIN,
      ...files,
    });

  test('gives the packages that are imported and the module files of everybody in it', () => {
    const { program, problems } = read(join(repository(), 'app'));
    expect(problems).toEqual([]);
    expect(pathsOf(program?.sources)).toEqual(['app/main.go', 'lib/deep/deep.go']);
    expect(pathsOf(program?.modules)).toEqual([
      'app/go.mod',
      'go.work',
      'go.work.sum',
      'lib/go.mod',
      'lib/go.sum',
    ]);
    expect(program?.directory).toBe('app');
  });

  test('does not count for a module that it does not list, and not when it is switched off', () => {
    const folder = repository({ 'app/go.sum': '' });
    expect(pathsOf(read(join(folder, 'other')).program?.modules)).toEqual(['go.mod']);
    expect(pathsOf(read(join(folder, 'app'), '.', {}, false).program?.modules)).toEqual(['go.mod', 'go.sum']);
  });

  test('may list itself, and its replace lines win over those of its modules', () => {
    const folder = writeTree({
      'go.work': 'go 1.26\nuse .\nreplace example.com/lib => ./new\n',
      'go.mod': 'module example.com/app\nrequire example.com/lib v0.0.0\nreplace example.com/lib => ./old\n',
      'main.go': importing('example.com/lib'),
      'old/go.mod': 'module example.com/lib\n',
      'old/old.go': 'package lib\n',
      'new/go.mod': 'module example.com/lib\n',
      'new/new.go': 'package lib\n',
    });
    expect(sources(folder)).toEqual(['main.go', 'new/new.go']);
  });

  test('is refused with file and line when it uses a directory that is not there', () => {
    const folder = repository({ 'go.work': 'use ./app\nuse ./lob\nuse ../../elsewhere\n' });
    expect(read(join(folder, 'app')).problems).toEqual([
      expect.stringContaining(
        `${folder}/go.work:2 uses the directory "./lob", which does not exist; correct`,
      ),
      expect.stringContaining(
        `${folder}/go.work:3 uses the directory "../../elsewhere", which does not exist`,
      ),
    ]);
  });

  test('loses of the replace lines of its modules only those that its own are for', () => {
    const folder = writeTree({
      'go.work': 'go 1.26\nuse ./app\nreplace b.c/d v1.9.0 => ./new\nreplace example.com/app => ./new\n',
      'app/go.mod': 'module example.com/app\nrequire b.c/d v1.0.0\nreplace b.c/d v1.0.0 => ../old\n',
      'app/main.go': importing('b.c/d'),
      'old/go.mod': 'module b.c/d\n',
      'old/old.go': 'package d\n',
      'new/go.mod': 'module b.c/d\n',
      'new/new.go': 'package d\n',
    });
    expect(sources(join(folder, 'app'))).toEqual(['app/main.go', 'new/new.go', 'old/old.go']);
  });

  test("has packages in the module with the longest path, and runs the tests of the program's module only", () => {
    const folder = writeTree({
      'go.work': 'go 1.26\nuse (\n.\n./deep\n)\n',
      'go.mod': 'module example.com/app\n',
      'main.go': importing('example.com/app/deep/x'),
      'deep/go.mod': 'module example.com/app/deep\n',
      'deep/x/x.go': 'package x\n',
      'deep/x/x_test.go': 'package x\n',
      'main_test.go': 'package main\n',
    });
    const { program } = read(folder, '.', { tests: true });
    expect(pathsOf(program?.sources)).toEqual(['deep/x/x.go', 'main.go', 'main_test.go']);
    expect(pathsOf(program?.modules)).toEqual(['deep/go.mod', 'go.mod', 'go.work']);
  });

  test('is refused when it uses an absolute path, also of the module itself', () => {
    const folder = repository();
    writeFileSync(join(folder, 'go.work'), `go 1.26\nuse ${folder}/app\n`);
    expect(read(join(folder, 'app')).problems).toEqual([
      expect.stringContaining(`${folder}/go.work:2 uses the absolute path "${folder}/app"`),
    ]);
  });

  test('is read by the go lines of everybody in it', () => {
    const { program } = read(
      join(repository({ 'lib/go.mod': 'module example.com/lib\ngo 1.25.1\n' }), 'app'),
    );
    expect(program?.goLines.map(({ version, at }) => `${version} ${basename(at)}`)).toEqual([
      '1.26 go.mod:3',
      '1.25.1 go.mod:2',
      '1.26 go.work:1',
    ]);
  });
});

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

describe('an import that no build can find', () => {
  test.each<[string, Files, string]>([
    [
      'of a package that its module does not have',
      { 'main.go': importing('example.com/notes/stor') },
      '/main.go:3 imports "example.com/notes/stor", but the module "example.com/notes" in ',
    ],
    [
      'of a module that nobody requires',
      { 'main.go': importing('a.b/c') },
      '/main.go:3 imports "a.b/c", but no module that go.mod requires has it; run "go mod tidy", or take part in a go.work',
    ],
    [
      'of a module below that takes no part',
      {
        'main.go': importing('example.com/notes/below'),
        'below/go.mod': 'module x\n',
        'below/x.go': 'package x\n',
      },
      'has no such directory; correct the path, or make the package',
    ],
    [
      'of a package that was not vendored',
      {
        'main.go': importing('a.b/c/new'),
        'go.mod': `${GO_MOD}require a.b/c v1.0.0\n`,
        'vendor/modules.txt': '# a.b/c v1.0.0\n## explicit\na.b/c\n',
      },
      '/main.go:3 imports "a.b/c/new", but the vendor directory does not have it; run "go mod vendor"',
    ],
  ])('is told with its place and what to do: %s', (_what, files, sentence) => {
    expect(read(goModule(files)).problems).toEqual([expect.stringContaining(sentence)]);
  });

  test.each<[string, Files]>([
    ['of the standard library', { 'main.go': importing('fmt', 'crypto/nothing') }],
    [
      'of a module that is required',
      { 'go.mod': `${GO_MOD}require a.b/c v1.0.0\n`, 'go.sum': '', 'main.go': importing('a.b/c/d') },
    ],
    ['that only some platforms have', { 'x_arm64.go': 'package main\nimport _ "example.com/notes/x"\n' }],
    ['that only tests have', { 'x_test.go': 'package main\nimport _ "example.com/notes/x"\n' }],
  ])('is not one %s', (_what, files) => {
    expect(read(goModule(files), '.', { tests: true }).problems).toEqual([]);
  });
});

describe('a go line', () => {
  test('must not be newer than that of the go.work or go.mod that the build starts from', () => {
    const files = {
      'app/go.mod':
        'module example.com/app\ngo 1.26\nrequire example.com/lib v0.0.0\nreplace example.com/lib => ../lib\n',
      'app/main.go': importing('example.com/lib'),
      'lib/go.mod': 'module example.com/lib\ngo 1.26.1\n',
      'lib/lib.go': 'package lib\n',
    };
    const alone = writeTree(files);
    expect(read(join(alone, 'app')).problems).toEqual([
      `${alone}/lib/go.mod:2 says go 1.26.1, which is newer than go 1.26 of ${alone}/app/go.mod:2; run "go mod tidy" there, or lower the line`,
    ]);
    const together = writeTree({ ...files, 'go.work': 'use (\n./app\n./lib\n)\n' });
    expect(read(join(together, 'app')).problems).toEqual([
      expect.stringContaining(
        `/app/go.mod:2 says go 1.26, which is newer than go 1.18 of ${together}/go.work; run "go work use"`,
      ),
      expect.stringContaining('/lib/go.mod:2 says go 1.26.1, which is newer than go 1.18'),
    ]);
  });
});

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
      '/main.go imports "C", and cgo is not supported yet',
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
