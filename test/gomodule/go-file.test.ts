import { parseGoFile } from '../../lib/gomodule/go-file';

describe('parseGoFile', () => {
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
    ['package main\nfunc main() { println("import \\"no\\"") }\n', []],
    ['\uFEFFpackage main\nimport "C"\n', ['C']],
  ])('finds the imports and nothing else (%#)', (text, imports) => {
    expect(parseGoFile(text)).toMatchObject({ packageName: 'main', imports });
  });

  test('finds embed patterns, quoted ones too', () => {
    const text =
      'package a\nimport _ "embed"\n//go:embed a.txt "b c.txt" `d*`\n//go:embed all:static\nvar x string\n';
    expect(parseGoFile(text).embeds).toEqual(['a.txt', 'b c.txt', 'd*', 'all:static']);
  });

  test('finds embed patterns before a variable of a block, and none in comments and texts', () => {
    const text =
      'package a\nvar (\n\t//go:embed a.txt\n\tx string\n)\n/*\n//go:embed b.txt\n*/\nvar y = `\n//go:embed c.txt\n`\n' +
      'var z int //go:embed d.txt\n//go:embed e.txt\r\n';
    expect(parseGoFile(text).embeds).toEqual(['a.txt', 'e.txt']);
  });

  test('knows the older and the bracketed way to say that no build takes a file', () => {
    expect(parseGoFile('// package of words\n// +build ignore\n\npackage main\n').ignored).toBe(true);
    expect(parseGoFile('\uFEFF//go:build (ignore)\npackage main\n').ignored).toBe(true);
    expect(parseGoFile('//go:build !ignore\npackage main\n')).toMatchObject({
      ignored: false,
      constrained: true,
    });
  });

  test('knows a file that no build takes', () => {
    expect(parseGoFile('//go:build ignore\n\npackage main\n').ignored).toBe(true);
    expect(parseGoFile('//go:build linux\n\npackage main\n// //go:build ignore\n').ignored).toBe(false);
  });

  test('gives no package name where there is none', () => {
    expect(parseGoFile('').packageName).toBeUndefined();
  });
});
