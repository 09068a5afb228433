import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { MAIN, writeTree } from '../support/go-module';
import { type Files, read, pathsOf, sources, importing } from '../support/go-program';

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
    expect(pathsOf(program?.sources)).toEqual(['deep/x/x.go', 'main.go']);
    expect(pathsOf(program?.testFiles)).toEqual(['main_test.go']);
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
