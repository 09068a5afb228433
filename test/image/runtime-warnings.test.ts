import { Libc } from '../../lib/image/libc';
import { Runtime } from '../../lib/image/runtime';
import {
  builderWarnings,
  floatingProblems,
  richerWarnings,
  runtimeUseWarnings,
  runtimeWarnings,
  uncheckedWarnings,
} from '../../lib/image/runtime-warnings';

const DIGEST = `sha256:${'a'.repeat(64)}`;

function own(reference: string, libc = Libc.glibc('2.36')): Runtime {
  return Runtime.custom({ reference, libc });
}

describe('a builder', () => {
  test.each([
    'golang:1.27-trixie',
    'golang:1.26',
    'golang:1.27-alpine',
    'golang:1-bookworm',
    'example.com/go:4',
  ])('with support and a version needs no warning: %s', (builder) => {
    expect(builderWarnings(builder)).toEqual([]);
  });

  test('whose Go has no support is warned about', () => {
    expect(builderWarnings('golang:1.25.3-trixie')).toEqual([
      'the builder "golang:1.25.3-trixie" has Go 1.25.3, which gets no security fixes any more (as of 2026-11 only 1.27 and 1.26 ' +
        'do); write "golang:1.27-trixie"',
    ]);
  });

  test('whose distribution has no support is warned about', () => {
    expect(builderWarnings('hub.example.com/golang:1.27-bullseye')).toEqual([
      'the builder "hub.example.com/golang:1.27-bullseye" is Debian 11, whose support ended in 2026-08 (as of 2026-11), so it gets ' +
        'no security fixes any more; write "hub.example.com/golang:1.27-trixie"',
    ]);
  });

  test.each([
    ['golang', 'has no tag', '"golang:1.27-trixie"'],
    ['golang:latest', 'has the tag "latest"', '"golang:1.27-trixie"'],
    ['example.com/go', 'has no tag', 'a tag with a version, or a digest'],
  ])('that can be another version at any time is warned about: %s', (builder, what, fix) => {
    expect(builderWarnings(builder)).toEqual([
      `the builder "${builder}" ${what}, so it can be another version at any time; write ${fix}`,
    ]);
  });

  test('that is pinned never changes', () => {
    expect(builderWarnings(`golang@${DIGEST}`)).toEqual([]);
  });

  test('that is no reference is told about elsewhere', () => {
    expect(builderWarnings('A B')).toEqual([]);
  });
});

describe('a runtime', () => {
  test('of every factory that has releases needs no warning', () => {
    const runtimes = [
      ...[
        Runtime.distrolessStatic(),
        Runtime.distrolessBaseNoSsl(),
        Runtime.distrolessBase(),
        Runtime.distrolessCc(),
      ],
      ...[Runtime.scratch(), Runtime.alpine(), Runtime.debianSlim(), Runtime.ubuntu()],
    ];
    expect(runtimes.flatMap(runtimeWarnings)).toEqual([]);
  });

  test('of a distribution without support is warned about', () => {
    expect(runtimeWarnings(Runtime.distrolessBase('debian12').withDigest(DIGEST))).toEqual([
      `the runtime "gcr.io/distroless/base-debian12:nonroot@${DIGEST}" is distroless on Debian 12, whose support ended in 2026-09 ` +
        '(as of 2026-11), so it gets no security fixes any more; write Runtime.distrolessBase()',
    ]);
    expect(runtimeWarnings(Runtime.ubuntu('25.10'))).toEqual([
      expect.stringContaining('write Runtime.ubuntu()'),
    ]);
    expect(runtimeWarnings(own('hub.example.com/debian:bullseye'))).toEqual([
      expect.stringContaining('is Debian 11, whose support ended in 2026-08'),
    ]);
    expect(runtimeWarnings(own('debian:10'))).toEqual([
      expect.stringContaining('write an image of Debian 13'),
    ]);
  });

  test('of Chainguard has the tag latest, and can be pinned', () => {
    expect(runtimeWarnings(Runtime.chainguardGlibc())).toEqual([
      'the runtime "cgr.dev/chainguard/glibc-dynamic:latest" has the tag "latest", so it can be another version at any time; write ' +
        "Runtime.chainguardGlibc().withDigest('sha256:...')",
    ]);
    expect(runtimeWarnings(Runtime.chainguardGlibc().withDigest(DIGEST))).toEqual([]);
  });

  test('of distroless without a release of Debian is warned about', () => {
    expect(runtimeWarnings(own('gcr.io/distroless/base:nonroot'))).toEqual([
      'the runtime "gcr.io/distroless/base:nonroot" names no release of Debian, so it gets another C library with the next one; ' +
        'write "gcr.io/distroless/base-debian13:nonroot"',
    ]);
    expect(runtimeWarnings(own(`gcr.io/distroless/base:nonroot@${DIGEST}`))).toEqual([]);
    expect(runtimeWarnings(own('gcr.io/distroless/static'))).toHaveLength(2);
  });
});

describe('a base that is richer than needed', () => {
  test('is pointed out for a program without a C library', () => {
    expect(richerWarnings(true, Runtime.distrolessBase())).toEqual([
      'the runtime "gcr.io/distroless/base-debian13:nonroot" has a C library, which this program does not use; write the runtime ' +
        'Runtime.distrolessStatic(), which is smaller',
    ]);
    expect(richerWarnings(true, Runtime.chainguardGlibc())).toEqual([
      expect.stringContaining('Runtime.chainguardStatic()'),
    ]);
  });

  test('is not when the library is used, or the shell is wanted, or the base is an own one', () => {
    expect(richerWarnings(false, Runtime.distrolessCc())).toEqual([]);
    const wanted = [Runtime.scratch(), Runtime.distrolessStatic(), Runtime.alpine(), Runtime.debianSlim()];
    expect([...wanted, own('example.com/base:1')].flatMap((each) => richerWarnings(true, each))).toEqual([]);
  });
});

describe('a C library that cannot be compared', () => {
  const use = { cgo: true, staticallyLinked: false, positionIndependent: false, race: false };
  const runtime = Runtime.distrolessBaseNoSsl();

  test('is pointed out with cgo', () => {
    expect(uncheckedWarnings({ ...use, builder: 'example.com/go:1', runtime })).toEqual([
      'the C library of the builder "example.com/go:1" is not known, so it was not compared with glibc 2.41 of the runtime ' +
        `"${runtime.base}"; with glibc, say by assumeGlibc what the program needs`,
    ]);
  });

  test('is not where it does not matter, is known or is stated', () => {
    const builder = 'example.com/go:1';
    expect(uncheckedWarnings({ ...use, builder, runtime, cgo: false })).toEqual([]);
    expect(uncheckedWarnings({ ...use, builder, runtime, staticallyLinked: true })).toEqual([]);
    expect(uncheckedWarnings({ ...use, builder, runtime, assumeGlibc: '2.34' })).toEqual([]);
    expect(uncheckedWarnings({ ...use, builder: 'golang:1.27', runtime })).toEqual([]);
  });
});

describe('strict mode', () => {
  test('refuses every reference without a digest', () => {
    expect(floatingProblems('builder', 'golang:1.27-trixie')).toEqual([
      'builder "golang:1.27-trixie" has no digest, so it can be another image tomorrow; write "golang:1.27-trixie@sha256:..." with ' +
        'the digest that "docker buildx imagetools inspect golang:1.27-trixie" prints',
    ]);
    expect(floatingProblems('runtime', Runtime.alpine().base)).toHaveLength(1);
  });

  test('takes what has a digest, and the empty image', () => {
    expect(floatingProblems('builder', `golang:1.27@${DIGEST}`)).toEqual([]);
    expect(floatingProblems('runtime', Runtime.alpine().withDigest(DIGEST).base)).toEqual([]);
    expect(floatingProblems('runtime', 'scratch')).toEqual([]);
    expect(floatingProblems('builder', 'A B')).toEqual([]);
  });
});

describe('all warnings about a program', () => {
  const plain = { cgo: false, staticallyLinked: false, positionIndependent: false, race: false };

  test('are told at once', () => {
    const use = {
      ...plain,
      cgo: true,
      builder: 'golang:1.25-alpine',
      runtime: Runtime.debianSlim('bullseye'),
    };
    expect(runtimeUseWarnings(use)).toEqual([
      expect.stringContaining('has Go 1.25'),
      expect.stringContaining('is Debian 11'),
      expect.stringContaining('is not known, so it was not compared'),
    ]);
  });

  test.each([
    [{ cgo: true }, 0],
    [{ positionIndependent: true }, 0],
    [{}, 1],
    [{ cgo: true, staticallyLinked: true }, 1],
    [{ positionIndependent: true, staticallyLinked: true }, 1],
  ])('count a program as one without a C library when nothing of it is loaded: %p', (own, warnings) => {
    const use = { ...plain, ...own, builder: 'golang:1.27-trixie', runtime: Runtime.distrolessBase() };
    expect(runtimeUseWarnings(use)).toHaveLength(warnings);
  });
});
