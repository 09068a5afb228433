import type { Artefact } from './artefact';
import type { MountData } from './step-data';

/** How builds share a cache. */
export interface CacheMountOptions {
  /**
   * What happens when two builds want the cache at once: `shared` lets them, `private` gives the second one
   * another cache, `locked` lets the second one wait.
   *
   * @default 'shared'
   */
  readonly sharing?: string;
}

/**
 * Something that is there while a `RUN` runs, and in no layer afterwards.
 *
 * Frontend 1.2 reads what a mount is made of byte by byte, so that ids and paths in one are ASCII letters,
 * digits and `._~+/:@-` only.
 */
export class Mount {
  /**
   * A directory that the builder keeps for the next build.
   *
   * @param id all builds on one Engine that name it share it
   * @param target absolute path inside the stage
   */
  public static cache(id: string, target: string, options: CacheMountOptions = {}): Mount {
    return new Mount({ type: 'cache', id, target, sharing: options.sharing ?? 'shared' });
  }

  /**
   * A file or a directory of another stage, read-only.
   *
   * @param target absolute path inside the stage
   */
  public static bind(artefact: Artefact, target: string): Mount {
    return new Mount({ type: 'bind', from: artefact.stage, source: artefact.path, target });
  }

  /**
   * A file or a directory of the build context, read-only.
   *
   * @param source path relative to the build context; `.` is all of it
   * @param target absolute path inside the stage
   */
  public static bindContext(source: string, target: string): Mount {
    return new Mount({ type: 'bind', source, target });
  }

  /**
   * A file with a secret, from whoever starts the build; without the secret the build fails.
   *
   * @param target absolute path inside the stage
   */
  public static secret(id: string, target: string): Mount {
    return new Mount({ type: 'secret', id, target });
  }

  /**
   * An empty directory in memory.
   *
   * @param target absolute path inside the stage
   */
  public static tmpfs(target: string): Mount {
    return new Mount({ type: 'tmpfs', target });
  }

  private constructor(
    /** @internal */
    public readonly _data: MountData,
  ) {}
}
