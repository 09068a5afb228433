import type { Duration } from '../core/duration';
import { ValidationError } from '../core/errors';
import type { Artefact } from './artefact';
import type { Mount } from './mount';
import type { StepData } from './step-data';

/** How a program runs during the build. */
export interface RunOptions {
  /**
   * What is there while the program runs, and in no layer afterwards.
   *
   * @default - nothing
   */
  readonly mounts?: Mount[];
}

/** How files are copied. */
export interface CopyOptions {
  /**
   * Numeric `uid` or `uid:gid` of everything that is copied.
   *
   * @default - root
   */
  readonly owner?: string;
  /**
   * Octal mode of everything that is copied, such as `0555`.
   *
   * @default - the mode of the source
   */
  readonly mode?: string;
}

/** How often a health check runs, and how long it may take. The shortest time that Docker takes is 1 ms. */
export interface HealthcheckOptions {
  /**
   * Time from the end of one check to the next.
   *
   * @default - the Engine's: 30 seconds
   */
  readonly interval?: Duration;
  /**
   * Time after which a check has failed.
   *
   * @default - the Engine's: 30 seconds
   */
  readonly timeout?: Duration;
  /**
   * Time after the start in which failures are not counted.
   *
   * @default - the Engine's: none
   */
  readonly startPeriod?: Duration;
  /**
   * Failures in a row that make a container unhealthy.
   *
   * @default - the Engine's: 3
   */
  readonly retries?: number;
}

/**
 * One instruction of a stage.
 *
 * A value arrives as it is given: nothing in it is expanded, split or taken for a pattern. What the language
 * cannot hold is told by `StageGraph.problems`.
 */
export class Step {
  /** `RUN` of a program and its arguments, without a shell. */
  public static run(command: string[], options: RunOptions = {}): Step {
    return new Step({ kind: 'run', command: [...command], mounts: mountsOf(options) });
  }

  /** `RUN` of a script, of one line or several, by `/bin/sh`. */
  public static shell(script: string, options: RunOptions = {}): Step {
    return new Step({ kind: 'shell', script, mounts: mountsOf(options) });
  }

  /**
   * `COPY` from the build context.
   *
   * @param sources paths relative to the build context, not patterns; of a directory, what is in it is copied
   * @param destination absolute, or relative to a workdir that was set before; ends in "/" for a directory
   */
  public static copy(sources: string[], destination: string, options: CopyOptions = {}): Step {
    return new Step({ kind: 'copy', sources: [...sources], destination, ...copyData(options) });
  }

  /**
   * `COPY` from another stage.
   *
   * @param destination absolute, or relative to a workdir that was set before; ends in "/" for a directory
   */
  public static copyFrom(artefact: Artefact, destination: string, options: CopyOptions = {}): Step {
    const { stage, path } = artefact;
    return new Step({ kind: 'copy', from: stage, sources: [path], destination, ...copyData(options) });
  }

  /** `ENV`: variables of the steps after it, and of the image. Never a secret: the image shows them. */
  public static environment(variables: { readonly [name: string]: string }): Step {
    return new Step({ kind: 'environment', variables: { ...variables } });
  }

  /**
   * `ARG`: a variable of the steps after it that whoever builds may set. Never a secret: the image shows it.
   *
   * @param value used when nobody sets it; without one it is unset
   */
  public static argument(name: string, value?: string): Step {
    return new Step({ kind: 'argument', name, value });
  }

  /** `WORKDIR`: the directory, made if it is missing, that steps after it and the image's program run in. */
  public static workdir(path: string): Step {
    return new Step({ kind: 'workdir', path });
  }

  /**
   * `USER` of the steps after it and of the image.
   *
   * @param user numeric `uid` or `uid:gid`; a name could not be checked by who runs the image
   */
  public static user(user: string): Step {
    return new Step({ kind: 'user', user });
  }

  /** `LABEL`: metadata of the image. */
  public static labels(labels: { readonly [key: string]: string }): Step {
    return new Step({ kind: 'labels', labels: { ...labels } });
  }

  /**
   * `EXPOSE`: a port that the image's program listens on.
   *
   * @param protocol `tcp` or `udp`
   */
  public static expose(port: number, protocol = 'tcp'): Step {
    return new Step({ kind: 'expose', port, protocol });
  }

  /** `ENTRYPOINT`: the program that the image starts and its first arguments, without a shell. */
  public static entrypoint(command: string[]): Step {
    return new Step({ kind: 'entrypoint', command: [...command] });
  }

  /** `CMD`: the arguments after the entry point that a container may replace, without a shell. */
  public static command(command: string[]): Step {
    return new Step({ kind: 'command', command: [...command] });
  }

  /** `HEALTHCHECK` by a program, without a shell: healthy when it exits with 0. */
  public static healthcheck(command: string[], options: HealthcheckOptions = {}): Step {
    const { interval, timeout, startPeriod, retries } = options;
    return new Step({
      kind: 'healthcheck',
      command: [...command],
      interval,
      timeout,
      startPeriod,
      retries,
    });
  }

  /** `HEALTHCHECK NONE`: not even the health check of the base image. */
  public static noHealthcheck(): Step {
    return new Step({ kind: 'noHealthcheck' });
  }

  private constructor(
    /** @internal */
    public readonly _data: StepData,
    /**
     * What `StageGraph.before` and `StageGraph.after` find the step by.
     *
     * @default - the step cannot be found
     */
    public readonly name?: string,
  ) {}

  /** The same step under a name that others can be hung before or after; unique in its graph. */
  public named(name: string): Step {
    if (name.trim() === '') {
      throw new ValidationError('the name of a step must not be empty; write what the step does');
    }
    return new Step(this._data, name);
  }

  /** @internal */
  public _with(data: StepData): Step {
    return new Step(data, this.name);
  }
}

function mountsOf({ mounts = [] }: RunOptions) {
  return mounts.map(({ _data }) => _data);
}

function copyData({ owner, mode }: CopyOptions) {
  return { owner, mode };
}
