import { join } from 'node:path';
import { GO_MOD, goModule, writeTree } from '../support/go-module';
import { type Files, read, importing } from '../support/go-program';

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
