import type { NativeCode } from '../../lib/gomodule/native-code';
import { GO_MOD, goModule } from '../support/go-module';
import { type Files, importing, read } from '../support/go-program';

const NONE: NativeCode = { usesCgo: false, libraries: [], pkgConfig: [], cxx: false };

const nativeOf = (files: Files, settings = {}): NativeCode | undefined =>
  read(goModule(files), '.', { cgo: true, ...settings }).program?.native;
/** A file with these lines in the comment of its import of "C". */
const withC = (...lines: string[]): string =>
  `package main\n\n${lines.map((line) => `// ${line}\n`).join('')}import "C"\n`;

describe('the native code of a program', () => {
  test('is none without an import of "C", and when cgo is off', () => {
    expect(nativeOf({ 'main.go': importing('net', 'os/user') })).toEqual(NONE);
    expect(nativeOf({ 'c.go': `//go:build cgo\n\n${withC('#cgo LDFLAGS: -lm')}` }, { cgo: false })).toEqual(
      NONE,
    );
  });

  test('is there with the import alone', () => {
    expect(nativeOf({ 'c.go': withC() })).toEqual({ ...NONE, usesCgo: true });
  });

  test.each<[string, string[]]>([
    ['#cgo LDFLAGS: -lz -L/usr/lib -lm -O2 -lz', ['m', 'z']],
    ['#cgo LDFLAGS: -l z', ['z']],
    ['#cgo LDFLAGS: "-lz" -Wl,-lno', ['z']],
    ['#cgo linux LDFLAGS: -ldl', ['dl']],
    ['#cgo darwin linux,amd64 LDFLAGS: -lx', ['x']],
    ['#cgo darwin||linux LDFLAGS: -lx', ['x']],
    ['#cgo !windows LDFLAGS: -lx', ['x']],
    ['#cgo mine LDFLAGS: -lx', ['x']],
    ['#cgo darwin LDFLAGS: -lx', []],
    ['#cgo linux,arm64 LDFLAGS: -lx', []],
    ['#cgo !linux windows LDFLAGS: -lx', []],
    ['#cgo linux&&!cgo LDFLAGS: -lx', []],
    ['#cgo CFLAGS: -lx', []],
    ['#cgo noescape f', []],
    ['#cgox LDFLAGS: -lx', []],
    ['# cgo LDFLAGS: -lx', []],
  ])('links libraries as %s says', (line, libraries) => {
    const settings = { architecture: 'amd64', tags: ['mine'] };
    expect(nativeOf({ 'c.go': withC(line) }, settings)?.libraries).toEqual(libraries);
  });

  test('has no library for certain that only some platforms link, as long as nobody says which one', () => {
    const files = { 'c.go': withC('#cgo arm LDFLAGS: -latomic'), 'c_arm64.go': withC('#cgo LDFLAGS: -lx') };
    expect(nativeOf(files)?.libraries).toEqual([]);
    expect(nativeOf(files, { architecture: 'arm64' })?.libraries).toEqual(['x']);
  });

  test('needs no library of which the package brings the archive', () => {
    const files = (line: string): Files => ({ 'c.go': withC(line), 'lib/libx.a': '', 'libs/libx.so': '' });
    const archive = '#cgo LDFLAGS: -L${SRCDIR}/lib -lx -l:libx.a -ly';
    expect(nativeOf(files(archive))?.libraries).toEqual(['y']);
    expect(nativeOf(files(`${archive} -L\${SRCDIR}/libs`))?.libraries).toEqual(['x', 'y']);
  });

  test('names the packages that pkg-config is asked for', () => {
    const lines = ['#cgo pkg-config: --static vips libpng', '#cgo windows pkg-config: no'];
    expect(nativeOf({ 'c.go': withC(...lines) })?.pkgConfig).toEqual(['libpng', 'vips']);
  });

  test.each<[string, Files, boolean]>([
    ['a C++ file', { 'a.cc': '' }, true],
    ['the C++ library', { 'd.go': withC('#cgo LDFLAGS: -lstdc++') }, true],
    ['C files only', { 'a.c': '' }, false],
    ['a C++ file for another system', { 'a_windows.cpp': '' }, false],
    ['a C++ file that a constraint leaves out', { 'a.cxx': '//go:build ignore\n\n' }, false],
  ])('needs C++ or not, with %s', (_what, files, cxx) => {
    expect(nativeOf({ 'c.go': withC(), ...files })?.cxx).toBe(cxx);
  });

  test('is that of all packages together, vendored ones too, and not that of tests', () => {
    const files = {
      'go.mod': `${GO_MOD}require a.b/c v1.0.0\n`,
      'main.go': importing('a.b/c', 'example.com/notes/store'),
      'main_test.go': 'package main\nimport _ "example.com/notes/help"\n',
      'store/store.go': withC('#cgo LDFLAGS: -lz').replace('main', 'store'),
      'help/help.go': withC('#cgo LDFLAGS: -lno').replace('main', 'help'),
      'vendor/modules.txt': '# a.b/c v1.0.0\n## explicit\na.b/c\n',
      'vendor/a.b/c/c.go': withC('#cgo LDFLAGS: -lm', '#cgo pkg-config: vips').replace('main', 'c'),
    };
    expect(nativeOf(files, { tests: true })).toEqual({
      usesCgo: true,
      libraries: ['m', 'z'],
      pkgConfig: ['vips'],
      cxx: false,
    });
  });
});
