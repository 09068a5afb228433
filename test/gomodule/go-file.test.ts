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

  test('knows a file that no build takes', () => {
    expect(parseGoFile('//go:build ignore\n\npackage main\n').ignored).toBe(true);
    expect(parseGoFile('//go:build linux\n\npackage main\n// //go:build ignore\n').ignored).toBe(false);
  });

  test('gives no package name where there is none', () => {
    expect(parseGoFile('').packageName).toBeUndefined();
  });
});
