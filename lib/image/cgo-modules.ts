import { quote } from '../core/errors';

/** What a package of somebody else needs at run time, beside the C library. */
export type CgoNeed = 'libc' | 'c++' | 'own';

/** A package that works with cgo only. */
export interface CgoModule {
  /** Import path; packages below it count too. */
  readonly path: string;
  readonly needs: CgoNeed;
  /** The shared library that no base has, where `needs` is `own`. */
  readonly library?: string;
  /** A package in Go alone that does the same. */
  readonly instead?: string;
}

/**
 * Known packages that work with cgo only. Their sources are not here while synthesizing, so that what they link cannot be read.
 *
 * Some of them compile without cgo all the same, and fail at their first use.
 *
 * Source: the `#cgo` lines of the packages, November 2026.
 */
export const CGO_MODULES: readonly CgoModule[] = [
  { path: 'github.com/mattn/go-sqlite3', needs: 'libc', instead: 'modernc.org/sqlite' },
  { path: 'gorm.io/driver/sqlite', needs: 'libc', instead: 'github.com/glebarez/sqlite' },
  {
    path: 'github.com/confluentinc/confluent-kafka-go/kafka',
    needs: 'libc',
    instead: 'github.com/twmb/franz-go',
  },
  {
    path: 'github.com/confluentinc/confluent-kafka-go/v2/kafka',
    needs: 'libc',
    instead: 'github.com/twmb/franz-go',
  },
  { path: 'github.com/DataDog/zstd', needs: 'libc', instead: 'github.com/klauspost/compress/zstd' },
  { path: 'github.com/google/gopacket/afpacket', needs: 'libc' },
  { path: 'github.com/google/gopacket/pcap', needs: 'own', library: 'libpcap' },
  { path: 'github.com/gopacket/gopacket/pcap', needs: 'own', library: 'libpcap' },
  {
    path: 'github.com/godror/godror',
    needs: 'own',
    library: 'Oracle Instant Client',
    instead: 'github.com/sijms/go-ora/v2',
  },
  { path: 'github.com/davidbyttow/govips', needs: 'own', library: 'libvips' },
  { path: 'github.com/h2non/bimg', needs: 'own', library: 'libvips' },
  { path: 'github.com/marcboeker/go-duckdb', needs: 'c++' },
  { path: 'github.com/duckdb/duckdb-go', needs: 'c++' },
  { path: 'rogchap.com/v8go', needs: 'c++' },
];

/** An import, and what is known of it. */
export interface CgoImport {
  readonly importPath: string;
  readonly module: CgoModule;
}

/** The imports that work with cgo only, each once. */
export function cgoImports(imports: readonly string[]): CgoImport[] {
  return [...new Set(imports)].sort().flatMap((importPath) => {
    const module = CGO_MODULES.find(({ path }) => importPath === path || importPath.startsWith(`${path}/`));
    return module === undefined ? [] : [{ importPath, module }];
  });
}

/** What is wrong with a program without cgo: the packages that need it. */
export function cgoOnlyProblems(imports: readonly string[]): string[] {
  return cgoImports(imports).map(
    ({ importPath, module: { instead } }) =>
      `the program imports ${quote(importPath)}, which works with cgo only, and cgo is off; write cgo: true` +
      (instead === undefined ? '' : `, or import ${quote(instead)}`),
  );
}
