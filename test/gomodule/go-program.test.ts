import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { GoReader } from '../../lib/gomodule/go-program';
import { GO_MOD, goModule, MAIN, writeTree } from '../support/go-module';
import { LINUX, read, pathsOf, sources, importing } from '../support/go-program';

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
