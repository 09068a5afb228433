import { quote, ValidationError } from '../core/errors';

/** A file or a directory that a stage has, for other stages to copy or to mount. */
export class Artefact {
  /**
   * What the stage of that name has at `path`.
   *
   * @param stage name of the stage; that there is one is told by `StageGraph.problems`
   * @param path absolute path inside the stage
   */
  public static of(stage: string, path: string): Artefact {
    if (!path.startsWith('/')) {
      throw new ValidationError(
        `path ${quote(path)} of an artefact must be absolute; write ${quote(`/${path}`)}`,
      );
    }
    return new Artefact(stage, path);
  }

  private constructor(
    /** Name of the stage that has it. */
    public readonly stage: string,
    /** Absolute path inside the stage. */
    public readonly path: string,
  ) {}
}
