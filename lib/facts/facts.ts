/**
 * What a reviewer must know of an image, and cannot see in a Terraform plan.
 *
 * Plain data, no secret, ever. Kept in one resource per stack, by construct path. What the plan shows by itself is not here.
 */
export interface ImageFacts {
  readonly kind: 'image';
  /** Path of the Go module; nothing of a hand-written Dockerfile, which may build anything. */
  readonly module?: string;
  /** The `go` line of its go.mod, or what is declared; nothing when it is no Go program. */
  readonly goVersion?: string;
  /** The package that is built, relative to the module. */
  readonly package?: string;
  /** The images that the build starts from. */
  readonly bases: readonly string[];
  /** `uid:gid` that the image runs as. */
  readonly user: string;
  /** Text of the Dockerfile. */
  readonly dockerfile: string;
  /** Rules that do not hold for it, each with the reason that was given. */
  readonly accepted?: Readonly<Record<string, string>>;
}

/** What a reviewer must know of any container. Texts by name are only there when there are any. */
export interface ContainerFacts {
  /** Construct path of its image. */
  readonly image: string;
  /** Names of the environment variables: a plan hides all of them when one value is sensitive. */
  readonly environment: readonly string[];
  /** Digests of its configuration files, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** How it gets secrets: by path or by variable, with the reason where that is a risk. Never a value. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** What of the host it reads, by path in the container, with the reason. */
  readonly hostPaths?: Readonly<Record<string, string>>;
  /** Rights of root that it has, each with the reason. */
  readonly capabilities?: Readonly<Record<string, string>>;
  /** Why two versions of it may use a volume at once, by path in the container. */
  readonly sharing?: Readonly<Record<string, string>>;
  /** How a new version takes its place, where the old one is not stopped first. */
  readonly rollout?: 'overlap';
}

/** What a reviewer must know of a service. */
export interface ServiceFacts extends ContainerFacts {
  readonly kind: 'service';
  /** Words of the command that tells whether it is healthy, divided by blanks; empty when there is none. */
  readonly health: string;
}

/** What a reviewer must know of a job. */
export interface JobFacts extends ContainerFacts {
  readonly kind: 'job';
}

/** What a reviewer must know of an edge: which of its containers carries the traffic, and which only brings it a configuration. */
export interface EdgeFacts {
  readonly kind: 'edge';
  /** Construct path of the service that carries all traffic. */
  readonly service: string;
  /** Construct path of the job that brings it another configuration without a pause. */
  readonly configuration: string;
}

/** What is known of one construct. */
export type Facts = ImageFacts | ServiceFacts | JobFacts | EdgeFacts;
