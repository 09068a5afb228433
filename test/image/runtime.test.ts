import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Libc } from '../../lib/image/libc';
import { CUSTOM_RUNTIME_DEFAULTS, Runtime } from '../../lib/image/runtime';
import { RUNTIME_TABLE, rowsOf } from '../../lib/image/runtime-table';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

type Factory = (release?: string) => Runtime;

function factory(name: string): Factory {
  return (Runtime as unknown as Record<string, Factory>)[name]!.bind(Runtime);
}

describe('Runtime', () => {
  test.each([
    ['distrolessStatic', 'gcr.io/distroless/static-debian13:nonroot'],
    ['distrolessBaseNoSsl', 'gcr.io/distroless/base-nossl-debian13:nonroot'],
    ['distrolessBase', 'gcr.io/distroless/base-debian13:nonroot'],
    ['distrolessCc', 'gcr.io/distroless/cc-debian13:nonroot'],
    ['scratch', 'scratch'],
    ['alpine', 'alpine:3.24'],
    ['debianSlim', 'debian:trixie-slim'],
    ['ubuntu', 'ubuntu:26.04'],
    ['chainguardStatic', 'cgr.dev/chainguard/static:latest'],
    ['chainguardGlibc', 'cgr.dev/chainguard/glibc-dynamic:latest'],
  ])('%s() is %s', (name, base) => {
    expect(factory(name)().base).toBe(base);
  });

  test.each(RUNTIME_TABLE.filter(({ release }) => release !== ''))(
    '$factory takes the release $release, and has what the table says',
    ({
      factory: name,
      release,
      reference,
      libc,
      shell,
      certificates,
      timeZones,
      accounts,
      temporaryDirectory,
    }) => {
      const complete = certificates && accounts && temporaryDirectory;
      expect(factory(name)(release)).toEqual({
        ...{ base: reference, libc, shell, certificates, timeZones, accounts, temporaryDirectory, complete },
        builderLibraries: false,
      });
    },
  );

  test('documents every release that a factory takes', () => {
    const text = readFileSync(join(__dirname, '../../lib/image/runtime.ts'), 'utf8');
    const documented = [...text.matchAll(/@param release (.+)\n[^(]+?(\w+)\(/g)].map(([, releases, name]) => [
      name,
      [...releases!.matchAll(/`([^`]+)`/g)].map(([, release]) => release),
    ]);
    const names = [
      ...new Set(RUNTIME_TABLE.filter(({ release }) => release !== '').map((row) => row.factory)),
    ];
    expect(documented).toEqual(names.map((name) => [name, rowsOf(name).map(({ release }) => release)]));
  });

  test.each([
    ['alpine', '3.9', '"3.24", "3.23", "3.22", "3.21"'],
    ['debianSlim', '13', '"trixie", "bookworm", "bullseye"'],
    ['distrolessStatic', '', '"debian13", "debian12"'],
  ])('%s refuses the release %p and lists what there is', (name, release, list) => {
    expect(() => factory(name)(release)).toThrow(
      `release ${JSON.stringify(release)} of Runtime.${name} is not one that there are facts about; write one of ${list}, or use ` +
        'Runtime.custom',
    );
  });

  test('is the empty image also with the libraries of the builder', () => {
    const { base, libc } = Runtime.scratch();
    expect(Runtime.scratchWithLibraries()).toMatchObject({ base, libc, builderLibraries: true });
    expect(Runtime.scratch().builderLibraries).toBe(false);
  });

  test('says of a base whether anything has to be added', () => {
    expect(Runtime.distrolessStatic().complete).toBe(true);
    expect(Runtime.scratch().complete).toBe(false);
    expect(Runtime.debianSlim()).toMatchObject({ complete: false, certificates: false, accounts: true });
  });
});

describe('Runtime.custom', () => {
  test('is believed, and has nothing that is not said', () => {
    const libc = Libc.glibc('2.39');
    const reference = 'registry.example.com/team/base:1.4';
    const defaults = { ...CUSTOM_RUNTIME_DEFAULTS, complete: false, builderLibraries: false };
    expect(Runtime.custom({ reference, libc })).toEqual({ base: reference, libc, ...defaults });
    const full = {
      shell: true,
      certificates: true,
      timeZones: true,
      accounts: true,
      temporaryDirectory: true,
    };
    expect(Runtime.custom({ reference, libc, ...full })).toEqual({
      ...{ base: reference, libc, complete: true, builderLibraries: false },
      ...full,
    });
  });

  test.each([
    ['', 'runtime "" is no image reference; write it like "registry.example.com/team/base:1.4"'],
    ['base:1\nUSER 0', 'is no image reference'],
    ['scratch', 'write Runtime.scratch()'],
  ])('refuses %p', (reference, problem) => {
    expect(() => Runtime.custom({ reference, libc: Libc.none() })).toThrow(problem);
  });
});

describe('Runtime.withDigest', () => {
  test('keeps the tag and everything else', () => {
    const pinned = Runtime.alpine('3.23').withDigest(DIGEST);
    const { base, ...rest } = Object.fromEntries(Object.entries(Runtime.alpine('3.23')));
    expect(base).toBe('alpine:3.23');
    expect(pinned).toEqual({ ...rest, base: `alpine:3.23@${DIGEST}` });
  });

  test('pins what has no tag, and replaces an earlier digest', () => {
    const libc = Libc.none();
    const other = `sha256:${'f'.repeat(64)}`;
    const custom = Runtime.custom({ reference: 'localhost:5000/base', libc }).withDigest(other);
    expect([custom.base, custom.withDigest(DIGEST).base]).toEqual([
      `localhost:5000/base@${other}`,
      `localhost:5000/base@${DIGEST}`,
    ]);
  });

  test.each([
    '',
    'sha256:',
    'sha256:12',
    DIGEST.toUpperCase(),
    `${DIGEST} `,
    `@${DIGEST}`,
    DIGEST.slice(7),
    `x@${DIGEST}`,
  ])('refuses %p', (digest) => {
    expect(() => Runtime.alpine().withDigest(digest)).toThrow(
      `digest ${JSON.stringify(digest)} of the runtime "alpine:3.24" is not possible: "sha256:" and 64 digits`,
    );
  });

  test('refuses the empty image, which has none', () => {
    expect(() => Runtime.scratch().withDigest(DIGEST)).toThrow('leave withDigest out');
  });
});
