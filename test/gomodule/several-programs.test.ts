import { join } from 'node:path';
import { GoReader, type GoProgramResult } from '../../lib/gomodule/go-program';
import { GO_MOD, goModule, MAIN, writeTree } from '../support/go-module';
import { importing, LINUX, pathsOf } from '../support/go-program';

const readAll = (source: string, ...packages: string[]): GoProgramResult => {
  const [first = '.', ...others] = packages;
  return new GoReader().program({
    source,
    package: first,
    alsoPackages: others,
    workspace: true,
    settings: LINUX,
  });
};

describe('several programs of one module', () => {
  const files = {
    'go.mod': GO_MOD,
    'cmd/server/main.go': importing('example.com/notes/store', 'example.com/notes/web'),
    'cmd/server/default.pgo': '',
    'cmd/migrate/main.go': importing('example.com/notes/store'),
    'cmd/migrate/default.pgo': '',
    'cmd/other/main.go': MAIN,
    'store/store.go': 'package store\n',
    'web/web.go': 'package web\n',
  };

  test('are told in the order in which they were asked for, the first one as the main one', () => {
    const { program } = readAll(join(writeTree(files), 'cmd'), './server', 'migrate');
    expect(program).toMatchObject({ package: './cmd/server', programName: 'server' });
    expect(program?.programs).toEqual([
      { package: './cmd/server', programName: 'server', directory: 'cmd/server' },
      { package: './cmd/migrate', programName: 'migrate', directory: 'cmd/migrate' },
    ]);
  });

  test('have the files of all of them, each once', () => {
    const { program } = readAll(writeTree(files), './cmd/server', './cmd/migrate');
    expect(pathsOf(program?.sources)).toEqual([
      'cmd/migrate/default.pgo',
      'cmd/migrate/main.go',
      'cmd/server/default.pgo',
      'cmd/server/main.go',
      'store/store.go',
      'web/web.go',
    ]);
  });

  test('may be one', () => {
    expect(readAll(goModule()).program?.programs).toEqual([
      { package: '.', programName: 'notes', directory: '' },
    ]);
  });

  test('have the same files in whatever order they are asked for', () => {
    const source = writeTree(files);
    const one = readAll(source, './cmd/server', './cmd/migrate').program;
    const other = readAll(source, './cmd/migrate', './cmd/server').program;
    expect(pathsOf(other?.sources)).toEqual(pathsOf(one?.sources));
  });

  test.each<[string, string[], string[]]>([
    [
      'a package twice',
      ['./cmd/server', 'cmd/server/'],
      ['package "cmd/server/" is asked for twice, also as "./cmd/server"; take one of the two out'],
    ],
    [
      'a package twice in the same words',
      ['./cmd/server', './cmd/server'],
      ['package "./cmd/server" is asked for twice; take one of the two out'],
    ],
    [
      'two programs of one name',
      ['./cmd/server', './tools/server'],
      ['packages "./cmd/server" and "./tools/server" would both make a program "server"; rename one of the'],
    ],
    [
      'every package that is none, at once',
      ['./cmd/none', './cmd/server', '../out'],
      ['package "./cmd/none" is not a directory', 'package "../out" is not a directory'],
    ],
    [
      'every package that is no program, at once',
      ['./store', './web'],
      ['package "./store" is "package store"', 'package "./web" is "package web"'],
    ],
  ])('are refused with %s', (_what, packages, sentences) => {
    const source = writeTree({ ...files, 'tools/server/main.go': MAIN });
    const { program, problems } = readAll(source, ...packages);
    expect(program).toBeUndefined();
    expect(problems).toEqual(sentences.map((sentence): unknown => expect.stringContaining(sentence)));
  });

  test('tell what is wrong in a package that they share once', () => {
    const source = writeTree({
      ...files,
      'store/store.go': 'package store\nimport _ "embed"\n//go:embed none\nvar x string\n',
    });
    expect(readAll(source, './cmd/server', './cmd/migrate').problems).toHaveLength(1);
  });
});

describe('the imports of a program', () => {
  const source = goModule({
    'go.mod': `${GO_MOD}require (\na.b/c v1.0.0\nprivate v1.0.0\n)\n`,
    'go.sum': '',
    'main.go': importing('fmt', 'net/http', 'a.b/c/z', 'a.b/c', 'private/x', 'example.com/notes/store'),
    'main_test.go': 'package main\nimport _ "a.b/c/assert"\n',
    'main_arm64.go': 'package main\nimport _ "a.b/c/arm"\n',
    'store/store.go': 'package store\nimport _ "a.b/c"\n',
  });

  test('are told apart: what is here, and what is neither here nor of the standard library', () => {
    const { program } = readAll(source);
    expect(program?.localImports).toEqual(['example.com/notes', 'example.com/notes/store']);
    expect(program?.outsideImports).toEqual(['a.b/c', 'a.b/c/z', 'private/x']);
  });

  test('are here when they are vendored', () => {
    const { program } = readAll(
      goModule({
        'go.mod': `${GO_MOD}require a.b/c v1.0.0\n`,
        'main.go': importing('a.b/c'),
        'vendor/modules.txt': '# a.b/c v1.0.0\n## explicit\na.b/c\n',
        'vendor/a.b/c/c.go': 'package c\n',
      }),
    );
    expect(program?.localImports).toEqual(['a.b/c', 'example.com/notes']);
    expect(program?.outsideImports).toEqual([]);
  });
});

describe('the name of a program', () => {
  test.each([
    ['v2', 'notes'],
    ['v10', 'notes'],
    ['v1', 'v1'],
    ['v0', 'v0'],
    ['v02', 'v02'],
  ])('in a directory called %s is %s, as for the Go command', (directory, name) => {
    const source = goModule({ [`${directory}/main.go`]: MAIN });
    expect(readAll(source, `./${directory}`).program?.programName).toBe(name);
  });
});
