/**
 * What a reviewer must know of an image, and cannot see in a Terraform plan.
 *
 * Plain data, no secret, ever. Kept in one resource per stack, by construct path. What the plan shows by itself is not here.
 */
export interface ImageFacts {
  readonly kind: 'image';
  /** Path of the Go module. */
  readonly module: string;
  /** The `go` line of its go.mod. */
  readonly goVersion: string;
  /** The package that is built, relative to the module. */
  readonly package: string;
  /** The images that the build starts from. */
  readonly bases: readonly string[];
  /** `uid:gid` that the image runs as. */
  readonly user: string;
  /** Text of the Dockerfile. */
  readonly dockerfile: string;
}

/** What a reviewer must know of a service. */
export interface ServiceFacts {
  readonly kind: 'service';
  /** Construct path of its image. */
  readonly image: string;
  /** Names of the environment variables: a plan hides all of them when one value is sensitive. */
  readonly environment: readonly string[];
  /** Words of the command that tells whether it is healthy, divided by blanks; empty when there is none. */
  readonly health: string;
}
