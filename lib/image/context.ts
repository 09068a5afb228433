/** Which files of a module a build gets. */
export class Context {
  /**
   * What the program's build reads, and nothing else: its package, what that imports of its own module, of the modules of its
   * workspace and of local `replace` directories, the files that these embed or compile, and the module files.
   *
   * An edit of anything else changes nothing in the plan.
   */
  public static imports(): Context {
    return new Context(false);
  }

  /**
   * Every file of the program's module, and of other modules what the program imports.
   *
   * For programs whose build reads files that no Go file names. An edit of any file of the module is a new image then; leave
   * out with a `.dockerignore` what the build does not need.
   */
  public static module(): Context {
    return new Context(true);
  }

  private constructor(
    /** Whether all of the module is sent. */
    public readonly isWholeModule: boolean,
  ) {}
}
