import { distributionCalled, distributionOf, DISTRIBUTIONS } from '../../lib/image/distributions';
import { hadEnded, ROLLING } from '../../lib/image/support-dates';

/** glibc by release, as the distributions' own package lists have it. */
const GLIBC: Readonly<Record<string, string>> = {
  'Debian 9': '2.24',
  'Debian 10': '2.28',
  'Debian 11': '2.31',
  'Debian 12': '2.36',
  'Debian 13': '2.41',
  'distroless on Debian 12': '2.36',
  'distroless on Debian 13': '2.41',
  'Ubuntu 20.04': '2.31',
  'Ubuntu 22.04': '2.35',
  'Ubuntu 24.04': '2.39',
  'Ubuntu 25.10': '2.42',
  'Ubuntu 26.04': '2.43',
  Wolfi: '2.43',
};

const DIGEST = `sha256:${'0'.repeat(64)}`;

describe('the table of distributions', () => {
  test('has the glibc of every release, and musl for Alpine alone', () => {
    const glibc = DISTRIBUTIONS.filter(({ libc }) => libc.family === 'glibc');
    expect(Object.fromEntries(glibc.map(({ name, libc }) => [name, libc.version]))).toEqual(GLIBC);
    const others = DISTRIBUTIONS.filter((each) => !glibc.includes(each));
    expect(others.map(({ name, libc }) => `${name.split(' ')[0]!} ${libc.family}`)).toEqual(
      others.map(() => 'Alpine musl'),
    );
  });

  test.each(DISTRIBUTIONS)('says of $name when support ends, and who says so', ({ supportEnds, source }) => {
    expect(supportEnds).toMatch(supportEnds === ROLLING ? ROLLING : /^20[0-9]{2}-(0[1-9]|1[0-2])$/);
    expect(source).toMatch(/^[a-z]+(\.[a-z]+)+\//);
  });

  test('gives no word to two releases', () => {
    const words = DISTRIBUTIONS.flatMap((each) => each.words);
    expect(new Set(words).size).toBe(words.length);
  });

  test('knows which releases had no support in the month of the facts', () => {
    const ended = DISTRIBUTIONS.filter(({ supportEnds }) => hadEnded(supportEnds)).map(({ name }) => name);
    expect(ended).toEqual([
      'Debian 11',
      'Debian 10',
      'Debian 9',
      'distroless on Debian 12',
      'Ubuntu 25.10',
      'Ubuntu 20.04',
    ]);
  });
});

describe('distributionOf', () => {
  test.each([
    ['debian:bookworm-slim', 'Debian 12'],
    ['debian:12.5', 'Debian 12'],
    ['debian:trixie-20261012-slim', 'Debian 13'],
    ['mirror.example.com/hub/debian:11-slim', 'Debian 11'],
    ['ubuntu:22.04', 'Ubuntu 22.04'],
    ['ubuntu:noble', 'Ubuntu 24.04'],
    ['alpine:3.24', 'Alpine 3.24'],
    ['alpine:3.24.1', 'Alpine 3.24'],
    ['gcr.io/distroless/cc-debian12:nonroot', 'distroless on Debian 12'],
    [`mirror.example.com/gcr.io/distroless/base-nossl-debian13@${DIGEST}`, 'distroless on Debian 13'],
    ['gcr.io/distroless/static:nonroot', undefined],
    ['debian:stable-slim', undefined],
    ['debian', undefined],
    ['alpine:3', undefined],
    ['alpine:edge', undefined],
    ['somebody/debian:12', undefined],
    ['postgres:17-bookworm', undefined],
  ])('finds the release of %s: %p', (reference, name) => {
    expect(distributionOf(reference)?.name).toBe(name);
  });

  test('has no release of an unknown name', () => {
    expect(distributionCalled('sid')).toBeUndefined();
  });
});
