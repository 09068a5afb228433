import fc from 'fast-check';
import { builderFacts } from '../../lib/image/builder-table';
import { Libc } from '../../lib/image/libc';
import { Runtime } from '../../lib/image/runtime';
import { libcProblems, runtimeProblems, type RuntimeUse } from '../../lib/image/runtime-rules';
import { RUNTIME_TABLE } from '../../lib/image/runtime-table';

const USE: RuntimeUse = {
  cgo: true,
  staticallyLinked: false,
  positionIndependent: false,
  race: false,
  builder: 'golang:1.27-trixie',
  runtime: Runtime.distrolessBaseNoSsl(),
};

function problems(use: Partial<RuntimeUse>): string[] {
  return runtimeProblems({ ...USE, ...use });
}

describe('a program with cgo', () => {
  test('starts on a runtime with the glibc of its builder, or a newer one', () => {
    const runtimes = [
      ...[Runtime.distrolessBaseNoSsl(), Runtime.distrolessBase(), Runtime.distrolessCc()],
      ...[Runtime.debianSlim(), Runtime.ubuntu(), Runtime.chainguardGlibc()],
    ];
    expect(runtimes.flatMap((runtime) => problems({ runtime }))).toEqual([]);
    expect(problems({ builder: 'golang:1.27-bookworm', runtime: Runtime.ubuntu('24.04') })).toEqual([]);
  });

  test('is refused on an older glibc, with a builder and a runtime that fit', () => {
    expect(problems({ runtime: Runtime.debianSlim('bookworm') })).toEqual([
      'the builder "golang:1.27-trixie" has glibc 2.41, and the runtime "debian:bookworm-slim" has glibc 2.36, which is older; ' +
        `write the builder "golang:1.27-bookworm", or the runtime Runtime.debianSlim('trixie'), or say by assumeGlibc what the ` +
        'program really needs',
    ]);
  });

  test.each([
    [
      Runtime.distrolessBase('debian12'),
      `the builder "golang:1.27-bookworm", or the runtime Runtime.distrolessBase('debian13')`,
    ],
    [Runtime.ubuntu('24.04'), `the builder "golang:1.27-bookworm", or the runtime Runtime.ubuntu('26.04')`],
    [Runtime.ubuntu('22.04'), `which is older; write the runtime Runtime.ubuntu('26.04')`],
    [
      Runtime.custom({ reference: 'example.com/base:1', libc: Libc.glibc('2.28') }),
      `write the runtime Runtime.distrolessBaseNoSsl('debian13')`,
    ],
  ])('is told what to write instead of %p', (runtime, fix) => {
    expect(problems({ runtime })).toEqual([expect.stringContaining(fix)]);
  });

  test('keeps its Go version and its mirror in the builder to write', () => {
    const builder = 'mirror.example.com/hub/library/golang:1.26.8';
    expect(problems({ builder, runtime: Runtime.distrolessCc('debian12') })).toEqual([
      expect.stringContaining('write the builder "mirror.example.com/hub/library/golang:1.26.8-bookworm"'),
    ]);
  });

  test('is refused without a C library, unless it is linked statically', () => {
    const runtimes = [Runtime.scratch(), Runtime.distrolessStatic(), Runtime.chainguardStatic()];
    expect(runtimes.map((runtime) => problems({ runtime }))).toEqual(
      runtimes.map(({ base }) => [
        `the runtime "${base}" has no C library, which a program with cgo needs; write the runtime ` +
          `Runtime.distrolessBaseNoSsl('debian13'), or link the program statically by staticLink`,
      ]),
    );
    expect(runtimes.flatMap((runtime) => problems({ runtime, staticallyLinked: true }))).toEqual([]);
  });

  test('is refused without a C library also when the builder is not known', () => {
    const builder = 'example.com/go:1';
    expect(problems({ builder, runtime: Runtime.scratch() })).toEqual([
      expect.stringContaining("write the runtime Runtime.distrolessBaseNoSsl('debian13'), or link"),
    ]);
  });

  test('is refused with another C library, either way', () => {
    expect(problems({ runtime: Runtime.alpine() })).toEqual([
      'the builder "golang:1.27-trixie" has glibc 2.41, and the runtime "alpine:3.24" has musl 1.2.6: a program starts only with ' +
        `the C library that it was linked with; write the runtime Runtime.distrolessBaseNoSsl('debian13')`,
    ]);
    expect(libcProblems({ ...USE, builder: 'golang:1.27-alpine3.23' })).toEqual([
      expect.stringMatching(
        /has musl 1\.2\.5, .* has glibc 2\.41: .*write the builder "golang:1\.27-trixie", or the runtime Runtime\.alpine\('3\.24'\)$/,
      ),
    ]);
  });

  test('is not judged where the C library of the builder is not known', () => {
    expect(problems({ builder: 'example.com/go:1', runtime: Runtime.debianSlim('bullseye') })).toEqual([]);
  });

  test('may state which glibc it really needs', () => {
    const runtime = Runtime.ubuntu('22.04');
    expect(problems({ runtime, assumeGlibc: '2.34' })).toEqual([]);
    expect(problems({ runtime, assumeGlibc: '2.39' })).toEqual([
      'assumeGlibc says that the program needs glibc 2.39, and the runtime "ubuntu:22.04" has glibc 2.35, which is older; write the ' +
        "runtime Runtime.ubuntu('26.04')",
    ]);
    expect(problems({ runtime, builder: 'example.com/go:1', assumeGlibc: '2.36' })).toHaveLength(1);
    expect(problems({ runtime, assumeGlibc: '9.0' })).toEqual([
      expect.stringContaining('write the runtime Runtime.custom with glibc 9.0 or newer'),
    ]);
    expect(() => problems({ assumeGlibc: 'new' })).toThrow('glibc version "new" is not possible');
  });

  test('has musl where its builder has it, whatever glibc is stated', () => {
    const use = { ...USE, builder: 'golang:1.27-alpine3.24', assumeGlibc: '2.34' };
    expect(libcProblems(use)).toEqual([expect.stringContaining('has musl 1.2.6, and the runtime')]);
    expect(libcProblems({ ...use, runtime: Runtime.alpine() })).toEqual([]);
  });

  test('is refused exactly where the runtime does not run what the builder links', () => {
    const builders = ['trixie', 'bookworm', 'bullseye', 'buster', 'alpine3.24', 'alpine3.23'].map(
      (suite) => `golang:1.27-${suite}`,
    );
    fc.assert(
      fc.property(fc.constantFrom(...builders), fc.constantFrom(...RUNTIME_TABLE), (builder, row) => {
        const runtime = Runtime.custom({ reference: `example.com/${row.reference}`, libc: row.libc });
        const fits = row.libc.runs(builderFacts(builder)!.distribution!.libc);
        expect(libcProblems({ ...USE, builder, runtime })).toHaveLength(fits ? 0 : 1);
        expect(libcProblems({ ...USE, builder, runtime, cgo: false })).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a position independent program', () => {
  const independent = { cgo: false, positionIndependent: true };

  test('is refused without cgo on a base that has no loader', () => {
    expect(problems({ ...independent, runtime: Runtime.scratch() })).toEqual([
      'the runtime "scratch" has no dynamic loader, which a position independent program needs even without cgo; leave ' +
        `positionIndependent out, or write the runtime Runtime.distrolessBaseNoSsl('debian13')`,
    ]);
  });

  test('needs the loader of its builder, of any version', () => {
    expect(problems({ ...independent, runtime: Runtime.debianSlim('bullseye') })).toEqual([]);
    expect(problems({ ...independent, runtime: Runtime.alpine() })).toHaveLength(1);
    const builder = 'golang:1.27-alpine3.24';
    expect(problems({ ...independent, builder, runtime: Runtime.alpine('3.22') })).toEqual([]);
    expect(problems({ ...independent, builder })).toEqual([
      expect.stringContaining(`or the runtime Runtime.alpine('3.24')`),
    ]);
  });

  test('is told no builder that was never made: Go 1.23 is older than Debian 13', () => {
    expect(problems({ ...independent, builder: 'golang:1.23-alpine3.21' })).toEqual([
      expect.stringContaining('write the builder "golang:1.27-trixie", or'),
    ]);
    expect(problems({ ...independent, builder: 'golang:1.24-alpine3.21' })).toEqual([
      expect.stringContaining('write the builder "golang:1.24-trixie", or'),
    ]);
  });

  test('is fine when its C libraries are linked statically, and when it does without', () => {
    const runtime = Runtime.scratch();
    expect(problems({ cgo: true, positionIndependent: true, runtime, staticallyLinked: true })).toEqual([]);
    expect(problems({ cgo: false, runtime })).toEqual([]);
  });
});

describe('a builder without a C compiler', () => {
  const builder = 'golang:1.27-alpine3.24';

  test('is refused for cgo and for the race detector', () => {
    expect(problems({ builder, race: true, runtime: Runtime.alpine() })).toEqual([
      'the builder "golang:1.27-alpine3.24" has no C compiler, which cgo needs; write "golang:1.27-trixie"',
      'the builder "golang:1.27-alpine3.24" has no C compiler, which the race detector needs; write "golang:1.27-trixie"',
    ]);
    expect(problems({ builder, race: true, cgo: false })).toHaveLength(1);
  });

  test('is told alone: no C library is wrong where nothing is linked', () => {
    expect(problems({ builder, runtime: Runtime.scratch() })).toEqual([
      expect.stringContaining('no C compiler'),
    ]);
  });

  test('is fine when own steps run something, which may be the installation of one', () => {
    expect(problems({ builder, race: true, ownSteps: true, runtime: Runtime.alpine() })).toEqual([]);
    expect(problems({ builder, race: true, ownSteps: false, runtime: Runtime.alpine() })).toHaveLength(2);
    // The C library is still compared.
    expect(problems({ builder, ownSteps: true })).toEqual([expect.stringContaining('has musl 1.2.6')]);
  });

  test('is fine for everything else', () => {
    expect(problems({ builder, cgo: false, runtime: Runtime.scratch() })).toEqual([]);
    expect(problems({ builder: 'example.com/go:1', race: true })).toEqual([]);
  });
});

test('a static link is refused without cgo, where every link is one', () => {
  expect(problems({ cgo: false, staticallyLinked: true })).toEqual([
    'staticLink is for C libraries, and cgo is off, so every program is linked statically already; leave it out',
  ]);
  expect(problems({ cgo: true, staticallyLinked: true })).toEqual([]);
});

describe('an architecture', () => {
  const independent = { cgo: false, positionIndependent: true };

  test.each([
    ['arm', 'golang:1.27-trixie', 1],
    ['arm', 'example.com/go:1', 1],
    ['riscv64', 'golang:1.27-trixie', 1],
    ['s390x', 'golang:1.26-trixie', 1],
    ['s390x', 'golang:1.27-trixie', 0],
    ['s390x', 'golang', 0],
    ['ppc64le', 'golang:1.26-trixie', 0],
    ['arm64', 'golang:1.26-trixie', 0],
    ['constructor', 'golang:1.26-trixie', 0],
    [undefined, 'golang:1.26-trixie', 0],
  ])(
    '%p with %s and without cgo is refused for a position independent program: %d',
    (architecture, builder, count) => {
      expect(problems({ ...independent, architecture, builder })).toHaveLength(count);
      expect(problems({ ...independent, architecture, builder, positionIndependent: false })).toEqual([]);
    },
  );

  test('is no matter for a position independent program with cgo', () => {
    expect(problems({ positionIndependent: true, architecture: 'arm' })).toEqual([]);
  });

  test.each([
    ['arm', 'golang:1.27-trixie', 1],
    ['riscv64', 'golang:1.25-trixie', 1],
    ['riscv64', 'golang:1.26-trixie', 0],
    ['riscv64', 'example.com/go:1', 0],
    ['s390x', 'golang:1.27-trixie', 0],
    ['arm64', 'golang:1.27-trixie', 0],
    [undefined, 'golang:1.27-trixie', 0],
  ])('%p with %s is refused for the race detector: %d', (architecture, builder, count) => {
    expect(problems({ race: true, architecture, builder })).toHaveLength(count);
    expect(problems({ race: false, architecture, builder })).toEqual([]);
  });

  test('is named with what to write', () => {
    expect(problems({ ...independent, race: true, architecture: 'arm' })).toEqual([
      'positionIndependent is not possible for "arm" without cgo with the builder "golang:1.27-trixie", since Go leaves such a link ' +
        'to the C compiler there; leave positionIndependent out, or turn cgo on',
      'a gate uses the race detector, which the Go of the builder "golang:1.27-trixie" does not have for "arm"; leave race out',
    ]);
  });
});

describe('a toolchain', () => {
  test.each(['golang:1.27-trixie', 'example.com/hub/golang:1', 'gcc:15', 'buildpack-deps:trixie'])(
    'is no runtime: %s',
    (reference) => {
      const runtime = Runtime.custom({ reference, libc: Libc.glibc('2.41') });
      expect(problems({ runtime })).toEqual([
        `the runtime "${reference}" is a toolchain, and compilers do not belong in a container that runs; write the runtime ` +
          'Runtime.distrolessStatic(), or Runtime.distrolessBaseNoSsl() with cgo',
      ]);
    },
  );

  test('is not what every other image is', () => {
    const runtime = Runtime.custom({ reference: 'somebody/golang-app:1', libc: Libc.glibc('2.41') });
    expect(problems({ runtime })).toEqual([]);
  });
});

test('everything that is wrong is told at once', () => {
  const runtime = Runtime.custom({ reference: 'golang:1.20', libc: Libc.none() });
  const use = { builder: 'golang:alpine', cgo: false, race: true, positionIndependent: true, runtime };
  expect(problems(use)).toEqual([
    expect.stringContaining('is a toolchain'),
    expect.stringContaining('the race detector needs'),
    expect.stringContaining('no dynamic loader'),
  ]);
});
