import { quote, ValidationError } from '../core/errors';
import { digestOf, EMPTY_IMAGE, nameOf, tagOf } from './image-name';
import { parseReference } from './image-reference';
import type { Libc } from './libc';
import { rowsOf, type RuntimeContents } from './runtime-table';

/** A base image that this library has no facts about. */
export interface CustomRuntimeProps {
  /** The image, with a tag, a digest or both: `registry.example.com/team/base:1.4`. */
  readonly reference: string;

  /** Its C library; `Libc.none()` when it is for static programs only. */
  readonly libc: Libc;

  /**
   * Whether it has `/bin/sh`.
   *
   * @default false
   */
  readonly shell?: boolean;

  /**
   * Whether it has a bundle of public certificates. Otherwise the image gets the builder's.
   *
   * @default false
   */
  readonly certificates?: boolean;

  /**
   * Whether it has time zones below `/usr/share/zoneinfo`.
   *
   * @default false
   */
  readonly timeZones?: boolean;

  /**
   * Whether it has `/etc/passwd` and `/etc/group`. Otherwise the image gets generated ones.
   *
   * @default false
   */
  readonly accounts?: boolean;

  /**
   * Whether it has a `/tmp` that everybody may write to. Otherwise the image gets one.
   *
   * @default false
   */
  readonly temporaryDirectory?: boolean;
}

/** The documented defaults of `CustomRuntimeProps`. */
export const CUSTOM_RUNTIME_DEFAULTS = {
  shell: false,
  certificates: false,
  timeZones: false,
  accounts: false,
  temporaryDirectory: false,
} as const;

/** What the program stands on in its image: the files beside it, and nothing that it does not need. */
export class Runtime {
  /**
   * Distroless `static`: certificates, time zones, accounts and `/tmp`, no C library and no shell (about 2.6 MB).
   *
   * For programs without cgo, and for statically linked ones.
   *
   * @param release `debian13`, the default, or `debian12`
   */
  public static distrolessStatic(release?: string): Runtime {
    return Runtime.ofTable('distrolessStatic', release);
  }

  /**
   * Distroless `base-nossl`: as `static`, and glibc (about 15 MB).
   *
   * For programs with cgo that need nothing but the C library, such as SQLite compiled in.
   *
   * @param release `debian13`, the default, or `debian12`
   */
  public static distrolessBaseNoSsl(release?: string): Runtime {
    return Runtime.ofTable('distrolessBaseNoSsl', release);
  }

  /**
   * Distroless `base`: as `base-nossl`, and OpenSSL (about 24 MB). On Debian 13 there are zlib and zstd as well.
   *
   * @param release `debian13`, the default, or `debian12`
   */
  public static distrolessBase(release?: string): Runtime {
    return Runtime.ofTable('distrolessBase', release);
  }

  /**
   * Distroless `cc`: as `base`, and the runtime libraries of C++ and OpenMP (about 27 MB).
   *
   * @param release `debian13`, the default, or `debian12`
   */
  public static distrolessCc(release?: string): Runtime {
    return Runtime.ofTable('distrolessCc', release);
  }

  /**
   * Nothing but the program, the builder's certificates, a generated passwd and group, and `/tmp`: the smallest image.
   *
   * It has no time zones: `time.LoadLocation` fails unless the program imports `time/tzdata`.
   */
  public static scratch(): Runtime {
    return Runtime.ofTable('scratch', undefined);
  }

  /**
   * As `scratch`, and the C library and whatever else the programs link, copied from the builder: the smallest image for cgo
   * (about 2.5 MB for glibc), and always with the libraries that the program was linked with.
   *
   * What a program loads by name while it runs is not found by this. Scanners see no packages, so they cannot tell how old the
   * libraries are: they are as old as the builder.
   */
  public static scratchWithLibraries(): Runtime {
    return new Runtime(EMPTY_IMAGE, Runtime.scratch(), true);
  }

  /**
   * Alpine: musl, busybox with its shell, `apk`, certificates; no time zones.
   *
   * @param release `3.24`, the default, `3.23`, `3.22` or `3.21`
   */
  public static alpine(release?: string): Runtime {
    return Runtime.ofTable('alpine', release);
  }

  /**
   * Debian without manuals: glibc, a shell, `apt`, time zones; no certificates.
   *
   * @param release `trixie`, the default, `bookworm` or `bullseye`
   */
  public static debianSlim(release?: string): Runtime {
    return Runtime.ofTable('debianSlim', release);
  }

  /**
   * Ubuntu: glibc, a shell, `apt`; no certificates and no time zones.
   *
   * @param release `26.04`, the default, `25.10`, `24.04`, `22.04` or `20.04`
   */
  public static ubuntu(release?: string): Runtime {
    return Runtime.ofTable('ubuntu', release);
  }

  /**
   * Chainguard `static`: certificates, time zones, accounts and `/tmp`, no C library and no shell.
   *
   * Without a contract there is the tag `latest` only, which changes every day: pin it by `withDigest`.
   */
  public static chainguardStatic(): Runtime {
    return Runtime.ofTable('chainguardStatic', undefined);
  }

  /**
   * Chainguard `glibc-dynamic`: as its `static` without time zones, and the newest glibc and the runtime library of C++.
   *
   * Without a contract there is the tag `latest` only, which changes every day: pin it by `withDigest`.
   */
  public static chainguardGlibc(): Runtime {
    return Runtime.ofTable('chainguardGlibc', undefined);
  }

  /** Any other image. What it is said to have is believed. */
  public static custom(props: CustomRuntimeProps): Runtime {
    const { reference, libc } = props;
    if (!parseReference(reference)) {
      throw new ValidationError(
        `runtime ${quote(reference)} is no image reference; write it like "registry.example.com/team/base:1.4"`,
      );
    }
    if (reference === EMPTY_IMAGE) {
      throw new ValidationError(
        'runtime "scratch" is the empty image, which has facts of its own; write Runtime.scratch()',
      );
    }
    return new Runtime(reference, {
      libc,
      shell: props.shell ?? CUSTOM_RUNTIME_DEFAULTS.shell,
      certificates: props.certificates ?? CUSTOM_RUNTIME_DEFAULTS.certificates,
      timeZones: props.timeZones ?? CUSTOM_RUNTIME_DEFAULTS.timeZones,
      accounts: props.accounts ?? CUSTOM_RUNTIME_DEFAULTS.accounts,
      temporaryDirectory: props.temporaryDirectory ?? CUSTOM_RUNTIME_DEFAULTS.temporaryDirectory,
    });
  }

  private static ofTable(factory: string, release: string | undefined): Runtime {
    const rows = rowsOf(factory);
    const row = release === undefined ? rows[0] : rows.find((each) => each.release === release);
    if (row === undefined) {
      throw new ValidationError(
        `release ${quote(release ?? '')} of Runtime.${factory} is not one that there are facts about; write one of ` +
          `${rows.map((each) => quote(each.release)).join(', ')}, or use Runtime.custom`,
      );
    }
    return new Runtime(row.reference, row);
  }

  /** Whether certificates, accounts and `/tmp` are in it already. */
  public readonly complete: boolean;
  /** The C library. */
  public readonly libc: Libc;
  /** Whether there is `/bin/sh`. */
  public readonly shell: boolean;
  /** Whether there is a bundle of public certificates. */
  public readonly certificates: boolean;
  /** Whether there are time zones below `/usr/share/zoneinfo`. */
  public readonly timeZones: boolean;
  /** Whether there are `/etc/passwd` and `/etc/group`. */
  public readonly accounts: boolean;
  /** Whether there is a `/tmp` that everybody may write to. */
  public readonly temporaryDirectory: boolean;

  private constructor(
    /** The image to start from; `scratch` is the empty one. */
    public readonly base: string,
    contents: RuntimeContents,
    /** Whether shared libraries of the builder are copied into the image. */
    public readonly builderLibraries = false,
  ) {
    this.libc = contents.libc;
    this.shell = contents.shell;
    this.certificates = contents.certificates;
    this.timeZones = contents.timeZones;
    this.accounts = contents.accounts;
    this.temporaryDirectory = contents.temporaryDirectory;
    this.complete = this.certificates && this.accounts && this.temporaryDirectory;
  }

  /**
   * The same base, pinned: a tag can be given to another image, a digest can not. It takes the place of an earlier digest.
   *
   * @param digest `sha256:` and 64 hexadecimal digits, as `docker buildx imagetools inspect` prints it
   */
  public withDigest(digest: string): Runtime {
    if (this.base === EMPTY_IMAGE) {
      throw new ValidationError(
        'Runtime.scratch() is no image that could have a digest; leave withDigest out',
      );
    }
    const tag = tagOf(this.base);
    const pinned = `${nameOf(this.base)}${tag === '' ? '' : `:${tag}`}@${digest}`;
    if (digestOf(pinned) !== digest || digest === '') {
      throw new ValidationError(
        `digest ${quote(digest)} of the runtime ${quote(this.base)} is not possible: "sha256:" and 64 digits from 0 to 9 and a ` +
          `to f; write the one that "docker buildx imagetools inspect ${this.base}" prints`,
      );
    }
    return new Runtime(pinned, this);
  }
}
