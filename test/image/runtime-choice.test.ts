import fc from 'fast-check';
import { CGO_MODULES } from '../../lib/image/cgo-modules';
import { Runtime } from '../../lib/image/runtime';
import { chooseRuntime, type RuntimeNeeds } from '../../lib/image/runtime-choice';
import { runtimeProblems } from '../../lib/image/runtime-rules';

const CGO: RuntimeNeeds = {
  cgo: true,
  staticallyLinked: false,
  libraries: [],
  cxx: false,
  outsideImports: [],
};

function chosen(needs: Partial<RuntimeNeeds>): string {
  const { runtime, problems } = chooseRuntime({ ...CGO, ...needs });
  expect(problems).toEqual([]);
  return runtime.base;
}

describe('the runtime that is chosen', () => {
  const [fixed, none] = [Runtime.distrolessStatic().base, Runtime.distrolessBaseNoSsl().base];
  const [ssl, cc] = [Runtime.distrolessBase().base, Runtime.distrolessCc().base];

  test('is static without cgo, and for a static link whatever is linked', () => {
    expect(chosen({ cgo: false })).toBe(fixed);
    expect(chosen({ cgo: false, outsideImports: ['github.com/mattn/go-sqlite3'] })).toBe(fixed);
    expect(chosen({ staticallyLinked: true, libraries: ['pcap', 'ssl'], cxx: true })).toBe(fixed);
  });

  test.each<[string, Partial<RuntimeNeeds>, string]>([
    ['glibc alone', {}, none],
    ['what became a part of glibc', { libraries: ['c', 'm', 'dl', 'pthread', 'rt', 'resolv', 'util'] }, none],
    ['SQLite', { outsideImports: ['github.com/mattn/go-sqlite3'], libraries: ['m'] }, none],
    ['packages that are not known', { outsideImports: ['github.com/rs/zerolog'] }, none],
    ['OpenSSL', { libraries: ['ssl', 'crypto'] }, ssl],
    ['zlib', { libraries: ['z'] }, ssl],
    ['C++ files', { cxx: true }, cc],
    ['OpenMP', { libraries: ['gomp'] }, cc],
    ['the C++ library', { libraries: ['stdc++', 'ssl'] }, cc],
    ['a module in C++', { outsideImports: ['github.com/marcboeker/go-duckdb/v2'], libraries: ['ssl'] }, cc],
  ])('has what is needed, and no more: %s', (_, needs, base) => {
    expect(chosen(needs)).toBe(base);
  });

  test('cannot have a library that no base has', () => {
    expect(chooseRuntime({ ...CGO, libraries: ['pcap', 'm', 'pcap'] }).problems).toEqual([
      'the program links the library "pcap", which is in no base that is chosen by itself; give the runtime: an image of your own ' +
        'on Runtime.debianSlim() with that library, as Runtime.custom; or Runtime.distrolessBaseNoSsl(), where the library is ' +
        'linked statically',
    ]);
  });

  test('cannot have what a known module needs beside', () => {
    expect(chooseRuntime({ ...CGO, outsideImports: ['github.com/h2non/bimg'] }).problems).toEqual([
      expect.stringContaining('the program imports "github.com/h2non/bimg", which needs libvips at run time'),
    ]);
  });

  test('does not take a library for one because objects have such a property', () => {
    expect(
      chooseRuntime({ ...CGO, libraries: ['constructor', 'toString', '__proto__'] }).problems,
    ).toHaveLength(3);
  });

  test('always starts the program of the builder that is the default', () => {
    const names = ['m', 'ssl', 'z', 'stdc++', 'gomp'];
    const needs = fc.record({
      cgo: fc.boolean(),
      staticallyLinked: fc.boolean(),
      libraries: fc.subarray(names),
      cxx: fc.boolean(),
      outsideImports: fc.subarray(CGO_MODULES.map(({ path }) => path)),
    });
    fc.assert(
      fc.property(needs, (each) => {
        const { runtime } = chooseRuntime(each);
        const use = {
          ...each,
          staticallyLinked: each.cgo && each.staticallyLinked,
          positionIndependent: false,
          race: false,
          builder: 'golang:1.27-trixie',
          runtime,
        };
        expect(runtimeProblems(use)).toEqual([]);
      }),
    );
  });
});
