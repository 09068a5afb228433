import { GoReader } from '../../lib/gomodule/go-program';
import { goModule, writeTree } from '../support/go-module';
import { embedding, type Files, importing, LINUX } from '../support/go-program';

function problems(files: Files, generated: readonly string[], source = goModule(files)): readonly string[] {
  return new GoReader().program({ source, package: '.', generated, workspace: true, settings: LINUX })
    .problems;
}

describe('a directory that a step of the build fills', () => {
  test.each<[string, Files, string]>([
    ['a package that is imported', { 'main.go': importing('example.com/notes/gen/api') }, 'gen'],
    ['the very package', { 'main.go': importing('example.com/notes/gen') }, './gen/'],
    ['files that are embedded', { 'main.go': embedding('dist') }, 'dist'],
    ['files that a pattern embeds', { 'main.go': embedding('all:web/dist/*.js') }, 'web/dist'],
    ['a part of what is embedded', { 'main.go': embedding('web') }, 'web/dist'],
  ])('need not have, while synthesizing, %s', (_what, files, generated) => {
    expect(problems(files, [])).toHaveLength(1);
    expect(problems(files, [generated])).toEqual([]);
  });

  test.each<[string, Files, string]>([
    ['another package', { 'main.go': importing('example.com/notes/general') }, 'gen'],
    ['another file', { 'main.go': embedding('distribution') }, 'dist'],
    ['a package of another module', { 'main.go': importing('a.b/gen') }, 'gen'],
  ])('does not excuse %s', (_what, files, generated) => {
    expect(problems(files, [generated])).toHaveLength(1);
  });

  test('counts from source, which may be below the module', () => {
    const root = writeTree({
      'go.mod': 'module example.com/notes\n\ngo 1.26\n',
      'cmd/notes/main.go': importing('example.com/notes/cmd/notes/gen'),
    });
    expect(problems({}, [], `${root}/cmd/notes`)).toHaveLength(1);
    expect(problems({}, ['gen'], `${root}/cmd/notes`)).toEqual([]);
  });

  test('does not send what is there already: every checkout gives the same image', () => {
    const files = {
      'main.go': `package main

import (
	_ "embed"
	_ "example.com/notes/gen"
)

//go:embed web
var web string

func main() {}
`,
      'gen/gen.go': 'package gen\n',
      'web/index.html': '',
      'web/dist/app.js': '',
    };
    const { program } = new GoReader().program({
      source: goModule(files),
      package: '.',
      generated: ['gen', 'web/dist'],
      workspace: true,
      settings: LINUX,
    });
    expect(program!.sources.map(({ path }) => path)).toEqual(['main.go', 'web/index.html']);
  });
});
