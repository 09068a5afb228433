/** Where a program has the rules of time zones from (`time.LoadLocation`). */
export class TimeZones {
  /** Nothing is added: distroless, Debian slim and Chainguard `static` have them; scratch, Alpine, Ubuntu and Chainguard `glibc-dynamic` do not. */
  public static ofRuntime(): TimeZones {
    return new TimeZones(false, false);
  }

  /** In the program itself, by the tag `timetzdata`: 0.4 MB per program, and they are those of the Go release. */
  public static embedded(): TimeZones {
    return new TimeZones(true, false);
  }

  /**
   * As a file of the image: the zip archive of the Go release, 0.4 MB, which `ZONEINFO` leads Go programs to.
   *
   * For several programs in one image; programs in C do not read it.
   */
  public static file(): TimeZones {
    return new TimeZones(false, true);
  }

  private constructor(
    /** Whether the programs hold them. */
    public readonly inProgram: boolean,
    /** Whether a file of the image holds them. */
    public readonly inFile: boolean,
  ) {}
}
