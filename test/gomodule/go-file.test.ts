import { readGoFile } from '../../lib/gomodule/go-file';

const textsOf = (said: readonly { text: string }[]): string[] => said.map(({ text }) => text);

describe('readGoFile', () => {
  test.each([
    ['package main\nimport "fmt"\n', ['fmt']],
    ['package main; import "fmt"; import `os`\n', ['fmt', 'os']],
    [
      'package main\nimport (\n\t"fmt" // words\n\t_ "embed"\n\t. "x/y"\n\tname "a/b"\n)\nimport "last"\n',
      ['fmt', 'embed', 'x/y', 'a/b', 'last'],
    ],
    [
      '// import "no"\n/* package no\nimport "no" */ package main /* import "no" */\nimport (\n/* x */ "yes"\n)\n',
      ['yes'],
    ],
    ['package main\nimport ()\nvar x = `\nimport "no"\n`\n', []],
    ['package main\nimport ("a"; "b")\n', ['a', 'b']],
    ['package main\nfunc main() { println("import \\"no\\"") }\n', []],
    ['\uFEFFpackage main\nimport "C"\n', ['C']],
  ])('finds the imports and nothing else (%#)', (text, imports) => {
    const file = readGoFile(text);
    expect(file.packageName).toBe('main');
    expect(textsOf(file.imports)).toEqual(imports);
  });

  test('knows the line of every import, also after long comments', () => {
    const text = '/*\n\n*/\npackage a\n\nimport "x"\nimport (\n\t// y is not z\n\n\t"y"\n\t"z"\n)\n';
    expect(readGoFile(text).imports).toEqual([
      { text: 'x', line: 6 },
      { text: 'y', line: 10 },
      { text: 'z', line: 11 },
    ]);
  });

  test('finds embed patterns, quoted ones too, with their lines', () => {
    const text =
      'package a\nimport _ "embed"\n//go:embed a.txt "b c.txt" `d*`\n\n//go:embed all:static\nvar x string\n';
    expect(readGoFile(text).embeds).toEqual([
      { text: 'a.txt', line: 3 },
      { text: 'b c.txt', line: 3 },
      { text: 'd*', line: 3 },
      { text: 'all:static', line: 5 },
    ]);
  });

  test('finds embed patterns before a variable of a block, and none in comments and texts', () => {
    const text =
      'package a\nimport "embed"\nvar (\n\t//go:embed a.txt\n\tx string\n)\n/*\n//go:embed b.txt\n*/\nvar y = `\n//go:embed c.txt\n`\n' +
      'var z int //go:embed d.txt\nvar q = \'"\'\n//go:embed e.txt\r\nvar s = "\\"/*"\n//go:embed f.txt';
    expect(textsOf(readGoFile(text).embeds)).toEqual(['a.txt', 'e.txt', 'f.txt']);
  });

  test('finds no embed patterns in a file that does not import embed: Go refuses them there', () => {
    expect(readGoFile('package a\n//go:embed a.txt\nvar x string\n').embeds).toEqual([]);
  });

  test('keeps what stands beside the import of C, and nothing of other files', () => {
    const text =
      'package a\n\n// #cgo LDFLAGS: -lm\n/*\n#include "x.h"\n*/\nimport "C"\nfunc f() {\n// later\n}\n';
    expect(readGoFile(text).preamble).toMatch(/#cgo LDFLAGS: -lm\n\s*#include "x.h"/);
    expect(readGoFile(text).preamble).not.toContain('later');
    expect(readGoFile('package a\n// words\nimport "fmt"\n').preamble).toBe('');
  });

  test.each([
    ['above an import on its own', '// #cgo LDFLAGS: -lm\nimport "C"', true],
    ['above an import in a block', 'import (\n"fmt"\n// #cgo LDFLAGS: -lm\n"C"\n)', true],
    ['above a block with nothing else in it', '// #cgo LDFLAGS: -lm\nimport (\n"C"\n)', true],
    ['in two comments in one piece', '/* #cgo LDFLAGS: -lm */\n// words\nimport "C"', true],
    ['above the second import of C', 'import "C"\n// #cgo LDFLAGS: -lm\nimport "C"', true],
    ['above a blank line', '// #cgo LDFLAGS: -lm\n\nimport "C"', false],
    ['on the line of the import', '/* #cgo LDFLAGS: -lm */ import "C"', false],
    ['behind the import', 'import "C" // #cgo LDFLAGS: -lm', false],
    ['behind another import', 'import "fmt" // #cgo LDFLAGS: -lm\nimport "C"', false],
    ['above a block with more in it', '// #cgo LDFLAGS: -lm\nimport (\n"C"\n"fmt"\n)', false],
    ['above another import', '// #cgo LDFLAGS: -lm\nimport "fmt"\nimport "C"', false],
  ])('takes for C what Go takes, when it stands %s', (_where, text, isTaken) => {
    expect(readGoFile(`package a\n\n${text}\n`).preamble.includes('-lm')).toBe(isTaken);
  });

  test('gives no package name where there is none', () => {
    expect(readGoFile('').packageName).toBeUndefined();
    expect(readGoFile('func main() {}').packageName).toBeUndefined();
  });
});
