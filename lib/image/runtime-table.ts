import { distributionCalled } from './distributions';
import { EMPTY_IMAGE } from './image-name';
import { Libc } from './libc';
import { ROLLING } from './support-dates';

/** What is in an image that a program can stand on. */
export interface RuntimeContents {
  /** The C library and its version. */
  readonly libc: Libc;
  /** Whether there is `/bin/sh`. Such a base is a whole distribution, with a package manager. */
  readonly shell: boolean;
  /** Whether there is a bundle of public certificates. */
  readonly certificates: boolean;
  /** Whether there are time zones below `/usr/share/zoneinfo`. */
  readonly timeZones: boolean;
  /** Whether there are `/etc/passwd` and `/etc/group`. */
  readonly accounts: boolean;
  /** Whether there is a `/tmp` that everybody may write to. */
  readonly temporaryDirectory: boolean;
}

/** A runtime base and what was known of it on the day of the facts. */
export interface RuntimeRow extends RuntimeContents {
  /** The factory of `Runtime` that gives it. */
  readonly factory: string;
  /** The argument of the factory; empty where there is one version only. */
  readonly release: string;
  readonly reference: string;
  /** The uid that it starts a program with when nothing else is said. */
  readonly user: number;
  /** Month in which support ends, `2030-06`, or `rolling`. */
  readonly supportEnds: string;
  /** Where the contents are written down. */
  readonly source: string;
}

/**
 * Every base that `Runtime` has a factory for, the recommended release of each first.
 *
 * Checked in November 2026 against the sources that the rows name.
 */
export const RUNTIME_TABLE: readonly RuntimeRow[] = [
  ...distroless('distrolessStatic', 'static'),
  ...distroless('distrolessBaseNoSsl', 'base-nossl'),
  ...distroless('distrolessBase', 'base'),
  ...distroless('distrolessCc', 'cc'),
  {
    factory: 'scratch',
    release: '',
    reference: EMPTY_IMAGE,
    libc: Libc.none(),
    shell: false,
    certificates: false,
    timeZones: false,
    accounts: false,
    temporaryDirectory: false,
    user: 0,
    supportEnds: ROLLING,
    source: 'docs.docker.com/build/building/base-images',
  },
  alpine('3.24'),
  alpine('3.23'),
  alpine('3.22'),
  alpine('3.21'),
  debianSlim('trixie'),
  debianSlim('bookworm'),
  debianSlim('bullseye'),
  ubuntu('26.04'),
  ubuntu('25.10'),
  ubuntu('24.04'),
  ubuntu('22.04'),
  ubuntu('20.04'),
  chainguard('chainguardStatic', 'static', Libc.none(), true),
  chainguard('chainguardGlibc', 'glibc-dynamic', of('wolfi').libc, false),
];

/** The rows of one factory, the default one first. */
export function rowsOf(factory: string): RuntimeRow[] {
  return RUNTIME_TABLE.filter((row) => row.factory === factory);
}

/** How a row is written in a declaration: `Runtime.alpine('3.24')`. */
export function written({ factory, release }: RuntimeRow): string {
  return `Runtime.${factory}(${release === '' ? '' : `'${release}'`})`;
}

function distroless(factory: string, image: string): RuntimeRow[] {
  return ['13', '12'].map((debian) => {
    const { libc, supportEnds } = of(`distroless${debian}`);
    return {
      factory,
      release: `debian${debian}`,
      reference: `gcr.io/distroless/${image}-debian${debian}:nonroot`,
      libc: image === 'static' ? Libc.none() : libc,
      shell: false,
      certificates: true,
      timeZones: true,
      accounts: true,
      temporaryDirectory: true,
      user: 65532,
      supportEnds,
      source: `github.com/GoogleContainerTools/distroless ${image}/README.md`,
    };
  });
}

function alpine(release: string): RuntimeRow {
  return {
    ...contentsOf(`alpine${release}`, { certificates: true, timeZones: false }),
    factory: 'alpine',
    release,
    reference: `alpine:${release}`,
    source: 'hub.docker.com/_/alpine',
  };
}

function debianSlim(release: string): RuntimeRow {
  return {
    ...contentsOf(release, { certificates: false, timeZones: true }),
    factory: 'debianSlim',
    release,
    reference: `debian:${release}-slim`,
    source: `github.com/debuerreotype/docker-debian-artifacts ${release}/slim/rootfs.manifest`,
  };
}

function ubuntu(release: string): RuntimeRow {
  return {
    ...contentsOf(`ubuntu${release}`, { certificates: false, timeZones: false }),
    factory: 'ubuntu',
    release,
    reference: `ubuntu:${release}`,
    source: 'hub.docker.com/_/ubuntu',
  };
}

/** What images of whole distributions have in common. */
function contentsOf(word: string, own: { readonly certificates: boolean; readonly timeZones: boolean }) {
  const { libc, supportEnds } = of(word);
  return { libc, supportEnds, shell: true, accounts: true, temporaryDirectory: true, user: 0, ...own };
}

/** Without a contract there is the tag `latest` only. */
function chainguard(factory: string, image: string, libc: Libc, timeZones: boolean): RuntimeRow {
  return {
    factory,
    release: '',
    reference: `cgr.dev/chainguard/${image}:latest`,
    libc,
    shell: false,
    certificates: true,
    timeZones,
    accounts: true,
    temporaryDirectory: true,
    user: 65532,
    supportEnds: ROLLING,
    source: `github.com/chainguard-images/images images/${image}/locked_config.json`,
  };
}

function of(word: string) {
  const found = distributionCalled(word);
  if (found === undefined) {
    throw new TypeError(`no distribution is called ${word}`);
  }
  return found;
}
