import { ValidationError } from '../core/errors';

/** The arguments of a restart policy; the provider changes both in place. */
export interface RestartArguments {
  readonly restart: string;
  readonly maxRetryCount?: number;
}

/** When the Engine starts a container again that has ended. */
export class Restart {
  /** Whenever it ends, and when the Engine starts, unless somebody has stopped it: the default. */
  public static unlessStopped(): Restart {
    return new Restart({ restart: 'unless-stopped' });
  }

  /** Whenever it ends, and when the Engine starts, also after somebody has stopped it. */
  public static always(): Restart {
    return new Restart({ restart: 'always' });
  }

  /**
   * When it ends with another exit code than 0, at most `tries` times in a row; not when the Engine starts again.
   *
   * What CIS Docker Benchmark 5.15 asks for. The default of this library is another one, because a service has to come back with its
   * host.
   */
  public static onFailure(tries: number): Restart {
    if (!Number.isInteger(tries) || tries < 1) {
      throw new ValidationError(`${tries} restarts are not possible; give a whole number from 1 up`);
    }
    return new Restart({ restart: 'on-failure', maxRetryCount: tries });
  }

  /** Never. A service that has ended is made anew by the next apply. */
  public static never(): Restart {
    return new Restart({ restart: 'no' });
  }

  private constructor(private readonly policy: RestartArguments) {}

  /** @internal */
  public _render(): RestartArguments {
    return this.policy;
  }
}
