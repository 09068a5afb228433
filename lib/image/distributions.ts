import { isImage, nameOf, tagOf } from './image-name';
import { Libc } from './libc';
import { ROLLING } from './support-dates';

/** A release of a Linux distribution, as far as it decides what runs on it. */
export interface Distribution {
  /** As in a sentence: `Debian 13`. */
  readonly name: string;
  /** Words that name it, in the tags of images too: `trixie`, `debian13`. */
  readonly words: readonly string[];
  readonly libc: Libc;
  /** Month in which support ends, `2030-06`, or `rolling`. Of Debian the long term support, of Ubuntu the standard one. */
  readonly supportEnds: string;
  /** Where its makers say so. */
  readonly source: string;
}

/** Releases that builders and runtimes stand on, the newest of each distribution first. */
export const DISTRIBUTIONS: readonly Distribution[] = [
  debian('13', 'trixie', '2.41', '2030-06'),
  debian('12', 'bookworm', '2.36', '2028-06'),
  debian('11', 'bullseye', '2.31', '2026-08'),
  debian('10', 'buster', '2.28', '2024-06'),
  debian('9', 'stretch', '2.24', '2022-06'),
  distroless('13', '2.41', '2028-08'),
  distroless('12', '2.36', '2026-09'),
  ubuntu('26.04', 'resolute', '2.43', '2031-04'),
  ubuntu('25.10', 'questing', '2.42', '2026-07'),
  ubuntu('24.04', 'noble', '2.39', '2029-05'),
  ubuntu('22.04', 'jammy', '2.35', '2027-04'),
  ubuntu('20.04', 'focal', '2.31', '2025-05'),
  alpine('3.24', '1.2.6', '2028-05'),
  alpine('3.23', '1.2.5', '2027-11'),
  alpine('3.22', '1.2.5', '2027-05'),
  alpine('3.21', '1.2.5', '2026-11'),
  wolfi(),
];

/** A release by one of its words. */
export function distributionCalled(word: string): Distribution | undefined {
  return DISTRIBUTIONS.find(({ words }) => words.includes(word));
}

/** The release that an image of a distribution, or of distroless, is; nothing for others, and for tags that name no release. */
export function distributionOf(reference: string): Distribution | undefined {
  const [, distroless = ''] = /\/distroless\/[a-z-]+-debian([0-9]+)$/.exec(nameOf(reference)) ?? [];
  const [release = ''] = tagOf(reference).split('-');
  const [line = ''] = /^[0-9]+(?:\.[0-9]+)?/.exec(release) ?? [];
  const words: Readonly<Record<string, readonly string[]>> = {
    debian: [release, `debian${line.split('.')[0] ?? ''}`],
    ubuntu: [release, `ubuntu${line}`],
    alpine: [`alpine${line}`],
  };
  const image = Object.keys(words).find((name) => isImage(reference, name));
  const wanted = distroless === '' ? (words[image ?? ''] ?? []) : [`distroless${distroless}`];
  return DISTRIBUTIONS.find((each) => wanted.some((word) => each.words.includes(word)));
}

function debian(release: string, codename: string, glibc: string, supportEnds: string): Distribution {
  const words = [codename, `debian${release}`];
  return {
    name: `Debian ${release}`,
    words,
    libc: Libc.glibc(glibc),
    supportEnds,
    source: 'wiki.debian.org/LTS',
  };
}

/** Follows Debian's standard support, and ends a year after the next Debian at the latest. */
function distroless(debianRelease: string, glibc: string, supportEnds: string): Distribution {
  return {
    name: `distroless on Debian ${debianRelease}`,
    words: [`distroless${debianRelease}`],
    libc: Libc.glibc(glibc),
    supportEnds,
    source: 'github.com/GoogleContainerTools/distroless SUPPORT_POLICY.md',
  };
}

function ubuntu(release: string, codename: string, glibc: string, supportEnds: string): Distribution {
  return {
    name: `Ubuntu ${release}`,
    words: [codename, `ubuntu${release}`],
    libc: Libc.glibc(glibc),
    supportEnds,
    source: 'ubuntu.com/about/release-cycle',
  };
}

function alpine(release: string, musl: string, supportEnds: string): Distribution {
  return {
    name: `Alpine ${release}`,
    words: [`alpine${release}`],
    libc: Libc.musl(musl),
    supportEnds,
    source: 'alpinelinux.org/releases',
  };
}

/** Moves on all the time, so this is the least that it has; a newer glibc runs whatever an older one did. */
function wolfi(): Distribution {
  return {
    name: 'Wolfi',
    words: ['wolfi'],
    libc: Libc.glibc('2.43'),
    supportEnds: ROLLING,
    source: 'github.com/wolfi-dev/os',
  };
}
