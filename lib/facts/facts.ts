/**
 * What a reviewer and an operator must know of an image, and cannot see in a Terraform plan.
 *
 * Plain data, no secret, ever. Kept in one resource per stack, by construct path.
 */
export interface ImageFacts {
  readonly kind: 'image';
  /** Repository and tag on the Engine. */
  readonly name: string;
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
  /** How many files the build receives. */
  readonly files: number;
}

/** What a reviewer and an operator must know of a service. */
export interface ServiceFacts {
  readonly kind: 'service';
  /** Name of the container on the Engine. */
  readonly name: string;
  /** Construct path of its image. */
  readonly image: string;
  readonly user: string;
  /** Names of the environment variables, without their values. */
  readonly environment: readonly string[];
  /** The command that tells whether it is healthy; empty when there is none. */
  readonly healthTest: readonly string[];
  readonly healthInterval: string;
  /** What the provider hides or ignores on edit. */
  readonly temporaryFilesystems: Readonly<Record<string, string>>;
  /** Processors it may use. */
  readonly cpus: number;
}
