/** What the program stands on in its image: the files beside it, and nothing that it does not need. */
export class Runtime {
  /**
   * Distroless `static` on Debian 13: certificates, time zones, accounts and `/tmp`, no shell (about 2.6 MB).
   *
   * For programs without cgo.
   */
  public static distrolessStatic(): Runtime {
    return new Runtime('gcr.io/distroless/static-debian13:nonroot', true);
  }

  /**
   * Nothing but the program, the builder's certificates, a generated passwd and group, and `/tmp`: the smallest image.
   *
   * It has no time zones: `time.LoadLocation` fails unless the program imports `time/tzdata`.
   */
  public static scratch(): Runtime {
    return new Runtime('scratch', false);
  }

  private constructor(
    /** The image to start from; `scratch` is the empty one. */
    public readonly base: string,
    /** Whether certificates, accounts and `/tmp` are in it already. */
    public readonly complete: boolean,
  ) {}
}
