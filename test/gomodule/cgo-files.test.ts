import { cFile, includedFiles } from '../../lib/gomodule/cgo-files';
import { SourceTree } from '../../lib/gomodule/source-tree';
import { writeTree } from '../support/go-module';

/** A tree of files, all empty but for those that come with a text. */
const treeOf = (files: readonly string[], texts: Readonly<Record<string, string>> = {}): SourceTree =>
  new SourceTree(writeTree({ ...Object.fromEntries(files.map((path) => [path, ''])), ...texts }));

/** What the package in the directory "p" reads beside its own file p/a.c with this text. */
const includedBy = (
  text: string,
  files: readonly string[],
  { preamble = '', texts = {} }: { preamble?: string; texts?: Readonly<Record<string, string>> } = {},
): string[] =>
  [...includedFiles(treeOf(files, { ...texts, 'p/a.c': text }), 'p', ['p/a.c'], [preamble])].sort();

describe('cFile', () => {
  test('reads includes, with quotes and without, and the constraints', () => {
    const text =
      '//go:build linux\n\n#include "a.h"\n  #  include <sys/b.h>\r\n#import "c/d.h" // words\n#include MACRO\n' +
      '#define X "no.h"\nchar *s = "#include";\n#included "no.h"\n';
    expect(cFile(treeOf([], { 'a.c': text }), 'a.c')).toEqual({
      header: { goBuild: 'linux', plusBuild: [] },
      includes: [
        { name: 'a.h', quoted: true },
        { name: 'sys/b.h', quoted: false },
        { name: 'c/d.h', quoted: true },
      ],
    });
  });

  test('reads a file once for a tree', () => {
    const tree = treeOf(['a.c']);
    expect(cFile(tree, 'a.c')).toBe(cFile(tree, 'a.c'));
  });
});

describe('includedFiles', () => {
  test.each([
    ['beside the file', '#include "x.h"', ['p/x.h']],
    ['below the package', '#include "sub/x.h"', ['p/sub/x.h']],
    ['beside the package', '#include "../q/x.h"', ['q/x.h']],
    ['by a way round', '#include "./sub/../x.h"', ['p/x.h']],
  ])('finds a quoted include %s', (_, text, found) => {
    expect(includedBy(text, ['p/x.h', 'p/sub/x.h', 'q/x.h', 'x.h'])).toEqual(found);
  });

  test('looks beside the including file and in the package, and if neither has it in search directories', () => {
    const text = '#include "sub/b.h"';
    const texts = { 'p/sub/b.h': '#include "x.h"' };
    const preamble = '#cgo CFLAGS: -Iinclude';
    const places = ['p/sub/x.h', 'p/x.h', 'p/include/x.h'];
    for (const [index, first] of places.entries()) {
      const found = first === 'p/sub/x.h' ? [first, 'p/x.h'] : [first];
      expect(includedBy(text, places.slice(index), { preamble, texts })).toEqual(
        [...found, 'p/sub/b.h'].sort(),
      );
    }
  });

  test.each([
    ['#cgo CFLAGS: -I${SRCDIR}/include', ['p/include/x.h']],
    ['#cgo CFLAGS: -I${SRCDIR}/../shared', ['shared/x.h']],
    ['#cgo CFLAGS: -I${SRCDIR}', ['p/x.h']],
    ['#cgo CFLAGS: -I ./include', ['p/include/x.h']],
    ['#cgo CFLAGS: -Iinclude', ['p/include/x.h']],
    ['#cgo CFLAGS: -I"${SRCDIR}/include"', ['p/include/x.h']],
    ['#cgo CFLAGS: -isystem ${SRCDIR}/include', ['p/include/x.h']],
    ['#cgo CFLAGS: -idirafter./include', ['p/include/x.h']],
    ['#cgo linux,amd64 CPPFLAGS: -DX=1 -I${SRCDIR}/include -O2', ['p/include/x.h']],
    ['  #cgo CFLAGS: -I./none -I./include -I../shared\r', ['p/include/x.h']],
    ['#cgo CFLAGS: -I/usr/include -I../../out', []],
    ['#cgo noescape f\n', []],
    ['// CFLAGS: -I./include', []],
    ['', []],
  ])('finds <x.h> in the search directories only: %j', (preamble, found) => {
    const files = ['x.h', 'p/x.h', 'p/include/x.h', 'shared/x.h'];
    expect(includedBy('#include <x.h>', files, { preamble })).toEqual(found);
  });

  test('follows the includes of included files', () => {
    const texts = { 'p/sub/b.h': '#include "c.h"', 'p/sub/c.h': '#include "../d.inc"', 'p/d.inc': '' };
    expect(includedBy('#include "sub/b.h"', ['p/no.h'], { texts })).toEqual([
      'p/d.inc',
      'p/sub/b.h',
      'p/sub/c.h',
    ]);
  });

  test('ends where files include each other', () => {
    const texts = { 'p/b.h': '#include "c.h"\n#include "b.h"', 'p/c.h': '#include "b.h"' };
    expect(includedBy('#include "b.h"', [], { texts })).toEqual(['p/b.h', 'p/c.h']);
  });

  test('follows the includes of the comment beside import "C"', () => {
    const texts = { 'p/sub/b.h': '#include "c.h"' };
    const preamble = '\n#cgo LDFLAGS: -lm\n#include <stdio.h>\n#include "sub/b.h"\n';
    expect(includedBy('', ['p/sub/c.h'], { preamble, texts })).toEqual(['p/sub/b.h', 'p/sub/c.h']);
  });

  test.each([
    '#include <stdio.h>',
    '#include "none.h"',
    '#include "sub"',
    '#include "../../x.h"',
    '#include "../../../../../../etc/hostname"',
    '#include "/etc/hostname"',
    '#include MACRO',
    '#include "',
  ])('ignores what is not in the tree: %s', (text) => {
    expect(includedBy(text, ['x.h', 'p/sub/x.h', 'p/etc/hostname'])).toEqual([]);
  });

  test.each([
    ['-L${SRCDIR}/lib -lx', ['p/lib/libx.a', 'p/lib/libx.so', 'p/lib/libx.so.1.2']],
    ['-L ${SRCDIR}/lib -lx', ['p/lib/libx.a', 'p/lib/libx.so', 'p/lib/libx.so.1.2']],
    ['-L./lib', ['p/lib/libx.a', 'p/lib/libx.so', 'p/lib/libx.so.1.2']],
    ['${SRCDIR}/lib/libx.a', ['p/lib/libx.a']],
    ['${SRCDIR}/../libz.a -lm', ['libz.a']],
    ['-Wl,--whole-archive,${SRCDIR}/lib/libx.a,--no-whole-archive', ['p/lib/libx.a']],
    ['-L${SRCDIR}/none ${SRCDIR}/none.a', []],
    ['-L${SRCDIR}/../../lib -L/usr/lib ${SRCDIR}/../../libx.a', []],
    ['-lx', []],
  ])('finds the libraries that the linker is told of: %s', (flags, found) => {
    const files = [
      'libz.a',
      'lib/libx.a',
      ...['libx.a', 'libx.so', 'libx.so.1.2', 'a.txt', 'sub/liby.a'].map((name) => `p/lib/${name}`),
    ];
    expect(includedBy('', files, { preamble: `#cgo LDFLAGS: ${flags}` })).toEqual(found);
  });

  test('knows the root of the tree as a package too', () => {
    const tree = treeOf(['include/x.h', 'libx.a'], { 'a.c': '#include <x.h>\n#include "../x.h"' });
    const preamble = '#cgo CFLAGS: -I${SRCDIR}/include\n#cgo LDFLAGS: -L${SRCDIR}';
    expect([...includedFiles(tree, '', ['a.c'], [preamble])].sort()).toEqual(['include/x.h', 'libx.a']);
  });
});
