import type { Size } from '../core/size';
import type { IContainerImage } from '../image/container-image';
import type { IDependency } from './dependency';
import type { Logs } from './logs';
import type { Network } from './network';
import type { Rollout } from './rollout';
import type { TextFile } from './text-file';

/**
 * What services and jobs have in common. A job runs again when any of it changes, but for what it waits for, and for memory that its
 * program is not told (`GOMEMLIMIT`).
 */
export interface ContainerProps {
  /** The image to run. */
  readonly image: IContainerImage;

  /**
   * Name of the container on the Engine, under which others reach it. With `Rollout.overlap()` the time when it was made is written after
   * it, and the name alone is that of whichever runs.
   *
   * @default - the construct path: "dev/hello" becomes "dev-hello"
   */
  readonly name?: string;

  /**
   * Memory it may use, without swap. GOMEMLIMIT is set to 90 % of it for Go programs, to 70 % with cgo. An edit replaces the container,
   * unless its environment stays the same: then the limit changes in place.
   *
   * @default 256 MiB
   */
  readonly memory?: Size;

  /**
   * Processors it may use. GOMAXPROCS follows: by itself from Go 1.25 on, by an environment variable before.
   *
   * @default 1
   */
  readonly cpus?: number;

  /**
   * Arguments of the program. Addresses of services in them connect the two.
   *
   * @default []
   */
  readonly arguments?: readonly string[];

  /**
   * Environment variables. Addresses of services in them connect the two. Not for secrets: values are in the plan, the state and
   * `docker inspect`.
   *
   * @default {}
   */
  readonly environment?: { readonly [name: string]: string };

  /**
   * Name of the program to start, where the image has several (`alsoPackages`).
   *
   * @default - the one that the image starts by itself
   */
  readonly program?: string;

  /**
   * Where its output goes.
   *
   * @default Logs.jsonFile()
   */
  readonly logs?: Logs;

  /**
   * Addresses of further hosts by name, as in /etc/hosts; `host-gateway` stands for the Docker host.
   *
   * @default {}
   */
  readonly hosts?: { readonly [name: string]: string };

  /**
   * Addresses of name servers; those of the Docker host when there are none.
   *
   * @default []
   */
  readonly dns?: readonly string[];

  /**
   * Configuration files by their absolute paths in the container. An image of their own, on top of the other one: an edit replaces
   * exactly the containers that have the file. Not for secrets.
   *
   * @default {}
   */
  readonly files?: { readonly [path: string]: TextFile };

  /**
   * The network that it is on.
   *
   * @default - the stack's own
   */
  readonly network?: Network;

  /**
   * What must be there before it is made: services that are healthy, jobs that have ended well, or a `Dependency`. Only a deploy waits:
   * when the Engine starts again, it starts all containers at once.
   *
   * @default - none
   */
  readonly dependsOn?: readonly IDependency[];

  /**
   * How a new version takes the place of the old one. A job that an overlapping service waits for, such as a migration, has to overlap as
   * well.
   *
   * @default Rollout.replace()
   */
  readonly rollout?: Rollout;
}
