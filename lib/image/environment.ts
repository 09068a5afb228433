import type { IConstruct } from 'constructs';
import { ValidationError } from '../core/errors';
import { PerScope } from '../provider/per-scope';
import { Gate } from './gate';

/** How careful an environment is. */
export interface EnvironmentProps {
  /**
   * Whether every base image, and every image of somebody else, is named by its digest, so that the same commit is the same program on every day.
   * `acceptFloatingTag` lets one through, with a reason.
   *
   * @default false
   */
  readonly requireDigests?: boolean;

  /**
   * Whether images that name no gates have the recommended ones: verify, vet and test.
   *
   * @default false
   */
  readonly recommendedGates?: boolean;

  /**
   * Whether volumes that do not say it are protected.
   *
   * @default false
   */
  readonly protectVolumes?: boolean;

  /**
   * Whether every service and job has to say what memory it needs, instead of getting the default.
   *
   * @default false
   */
  readonly requireMemory?: boolean;
}

const environments = new PerScope<Environment>();

/**
 * What a stack is for, and so what its constructs do where nothing is said: the same declaration is quick to try on one machine and strict
 * where it counts. Whatever a construct says itself goes first.
 */
export class Environment {
  /** Nothing but the documented defaults of the constructs. */
  public static development(): Environment {
    return new Environment({});
  }

  /** Recommended gates. */
  public static staging(): Environment {
    return new Environment({ recommendedGates: true });
  }

  /** Digests or an accepted tag, recommended gates, protected volumes, and memory that was thought about. */
  public static production(): Environment {
    return new Environment({
      requireDigests: true,
      recommendedGates: true,
      protectVolumes: true,
      requireMemory: true,
    });
  }

  /** An environment of your own. */
  public static of(props: EnvironmentProps): Environment {
    return new Environment(props);
  }

  /** The environment of the nearest scope around `construct`; development when there is none. */
  public static find(construct: IConstruct): Environment {
    return environments.nearest(construct) ?? Environment.development();
  }

  /** Whether every image is named by its digest. */
  public readonly requireDigests: boolean;
  /** Whether images have the recommended gates. */
  public readonly recommendedGates: boolean;
  /** Whether volumes are protected. */
  public readonly protectVolumes: boolean;
  /** Whether memory has to be said. */
  public readonly requireMemory: boolean;

  private constructor(props: EnvironmentProps) {
    this.requireDigests = props.requireDigests ?? ENVIRONMENT_DEFAULTS.requireDigests;
    this.recommendedGates = props.recommendedGates ?? ENVIRONMENT_DEFAULTS.recommendedGates;
    this.protectVolumes = props.protectVolumes ?? ENVIRONMENT_DEFAULTS.protectVolumes;
    this.requireMemory = props.requireMemory ?? ENVIRONMENT_DEFAULTS.requireMemory;
  }

  /** Makes this the environment of `scope`, a stack for example, and of everything below it. Comes before the constructs. */
  public applyTo(scope: IConstruct): void {
    if (environments.of(scope) !== undefined) {
      throw new ValidationError(`"${scope.node.path}" has an environment already; apply one of the two`);
    }
    if (environments.wasAskedIn(scope)) {
      throw new ValidationError(
        `the environment of "${scope.node.path}" comes after constructs that it is for; apply it first`,
      );
    }
    environments.say(scope, this);
  }

  /** @internal */
  public get _gates(): Gate[] {
    return this.recommendedGates ? Gate.recommended() : [];
  }
}

/** The documented defaults of `EnvironmentProps`. */
export const ENVIRONMENT_DEFAULTS = {
  requireDigests: false,
  recommendedGates: false,
  protectVolumes: false,
  requireMemory: false,
};
