import { CGO_MODULES, cgoImports, cgoOnlyProblems } from '../../lib/image/cgo-modules';

describe('packages that work with cgo only', () => {
  test('are refused without it, each once, with a package in Go alone where there is one', () => {
    const imports = [
      'github.com/mattn/go-sqlite3',
      'fmt',
      'github.com/google/gopacket/pcap',
      'github.com/mattn/go-sqlite3',
    ];
    expect(cgoOnlyProblems(imports)).toEqual([
      'the program imports "github.com/google/gopacket/pcap", which works with cgo only, and cgo is off; write cgo: true',
      'the program imports "github.com/mattn/go-sqlite3", which works with cgo only, and cgo is off; write cgo: true, or import ' +
        '"modernc.org/sqlite"',
    ]);
  });

  test.each([
    'github.com/mattn/go-sqlite3/upgrade',
    'github.com/confluentinc/confluent-kafka-go/v2/kafka',
    'github.com/marcboeker/go-duckdb/v2',
    'github.com/davidbyttow/govips/v2/vips',
  ])('are known below their path too: %s', (importPath) => {
    expect(cgoOnlyProblems([importPath])).toHaveLength(1);
  });

  test.each([
    'github.com/google/gopacket',
    'github.com/google/gopacket/layers',
    'github.com/google/gopacket/pcapgo',
    'github.com/confluentinc/confluent-kafka-go/v2/schemaregistry',
    'github.com/mattn/go-sqlite3x',
    'modernc.org/sqlite',
  ])('are not their neighbours in Go alone: %s', (importPath) => {
    expect(cgoImports([importPath])).toEqual([]);
  });

  test.each(CGO_MODULES)(
    'say what they need, and name it where no base has it: $path',
    ({ needs, library, instead }) => {
      expect(library !== undefined).toBe(needs === 'own');
      expect(cgoImports(instead === undefined ? [] : [instead])).toEqual([]);
    },
  );

  test('are listed once, and none below another', () => {
    const paths = CGO_MODULES.map(({ path }) => path);
    expect(
      paths.filter((path) => paths.filter((each) => `${path}/`.startsWith(`${each}/`)).length !== 1),
    ).toEqual([]);
  });
});
