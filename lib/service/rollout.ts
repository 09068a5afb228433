import type { ContainerConfig } from '@cdktf/provider-docker/lib/container';
import { Fn, Token } from 'cdktf';
import { quote } from '../core/errors';
import { LONGEST_NAME } from '../core/names';

const ROLLOUT = Symbol.for('cdktf-go-containers/Rollout');

/** Characters after the name of a service that overlaps: `-20260131-093000`. */
const STAMP_LENGTH = 16;
const STAMP_FORMAT = 'YYYYMMDD-hhmmss';

/** What of a container depends on how its versions follow each other. */
export type Succession = Pick<ContainerConfig, 'name' | 'lifecycle'>;

/** How a new version of a container takes the place of the old one. */
export class Rollout {
  /** Whether `value` is a Rollout. */
  public static isRollout(value: unknown): value is Rollout {
    return typeof value === 'object' && value !== null && ROLLOUT in value;
  }

  /** The old one is stopped, then the new one is started: nobody answers in between. The default. */
  public static replace(): Rollout {
    return new Rollout(false);
  }

  /**
   * The new one is started beside the old one, which is stopped when the new one is healthy. Where it does not become so, the deploy
   * fails, and the old one goes on.
   *
   * Both are reached under the one name of the service meanwhile; an `Edge` sends nobody to one that does not answer. So two versions run
   * at once for some seconds: no host ports, no volume that only one may write to, and nothing that it depends on may have to be stopped
   * first. The container's own name ends in the time when it was made.
   */
  public static overlap(): Rollout {
    return new Rollout(true);
  }

  private constructor(
    /** @internal */
    public readonly _overlaps: boolean,
  ) {
    Object.defineProperty(this, ROLLOUT, { value: true });
  }

  /**
   * What a container needs for it.
   *
   * @param name under which others reach it
   * @param ignored further arguments whose change is no reason for a new one
   * @internal
   */
  public _succession(
    name: string,
    lifecycle: ContainerConfig['lifecycle'],
    ignored: readonly string[] = [],
  ): Succession {
    if (!this._overlaps) {
      return { name, lifecycle };
    }
    return {
      // The time of the apply: a plan does not know it, so it does not depend on when it was made.
      name: `${name}-${Token.asString(Fn.formatdate(STAMP_FORMAT, Fn.timestamp()))}`,
      // Terraform ignores nothing when it makes a new one: every container gets a name of its own, whatever it is replaced for, also
      // after a deploy that failed, and keeps it when it changes in place.
      lifecycle: { ...lifecycle, createBeforeDestroy: true, ignoreChanges: ['name', ...ignored] },
    };
  }

  /**
   * Names on a network beside the container's own.
   *
   * @internal
   */
  public _aliases(name: string): readonly string[] {
    return this._overlaps ? [name] : [];
  }
}

/** What is wrong with what was given as a rollout, which without types may be anything, and with the name that the container is reached under. */
export function rolloutProblems(rollout: unknown, name: string): string[] {
  if (rollout !== undefined && !Rollout.isRollout(rollout)) {
    return ['rollout is no Rollout; write Rollout.overlap(), with its parentheses, or leave it out'];
  }
  const longest = longestName(rollout);
  return rollout?._overlaps !== true || name.length <= longest
    ? []
    : [
        `container name ${quote(name)} has ${name.length} characters, and with Rollout.overlap() the time is written after it; give a name ` +
          `of at most ${longest}`,
      ];
}

/** Most characters that the name of a container may have. */
export function longestName(rollout: Rollout | undefined): number {
  return rollout?._overlaps === true ? LONGEST_NAME - STAMP_LENGTH : LONGEST_NAME;
}
