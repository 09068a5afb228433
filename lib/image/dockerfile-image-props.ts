import type { Platform } from './platform';

/** An image from a Dockerfile that somebody has written by hand, and what cannot be seen in it. */
export interface DockerfileImageProps {
  /**
   * The build context: the directory that COPY takes files from.
   *
   * A relative path counts from the directory of cdktf.json.
   */
  readonly directory: string;

  /**
   * The Dockerfile, relative to `directory` and below it.
   *
   * @default "Dockerfile"
   */
  readonly dockerfile?: string;

  /**
   * Repository name of the image, without a tag: the tag is a digest of everything that goes in.
   *
   * @default - the id of the construct, in lower case
   */
  readonly name?: string;

  /**
   * Files and directories that the build gets, relative to `directory`. What is named by itself is sent in any case; of a
   * directory what no `.dockerignore` leaves out. Empty directories are not sent.
   *
   * An edit of any of them is a new image.
   *
   * @default ["."]
   */
  readonly include?: string[];

  /**
   * Values of ARGs. They are in the plan and in the history of the image, so never a secret.
   *
   * @default {}
   */
  readonly buildArguments?: { readonly [name: string]: string };

  /**
   * Name of the stage that becomes the image.
   *
   * @default - the last one
   */
  readonly target?: string;

  /**
   * The machine that the image is for.
   *
   * @default - that of the Docker host
   */
  readonly platform?: Platform;

  /**
   * Rules that need not hold for this Dockerfile, each with the reason: `{ 'E-10': 'the modules are in the proxy next door' }`.
   *
   * Messages end in the number of their rule. The reasons are in the facts of the stack, for whoever reviews a plan.
   *
   * @default {}
   */
  readonly accept?: { readonly [rule: string]: string };

  /**
   * Why its bases may be named by tags in an environment that requires digests, for whoever reviews the stack.
   *
   * @default - they may not
   */
  readonly acceptFloatingTag?: string;

  /** Numbers of the user and the group that it runs as, as its USER has them: `65532:65532`; never root. */
  readonly user: string;

  /**
   * Directories that the program writes to, absolute; in the image they belong to `user`.
   *
   * @default []
   */
  readonly writable?: string[];

  /**
   * The port that the program listens on.
   *
   * @default - none: each service says it
   */
  readonly port?: number;

  /**
   * Whether the image has `/bin/sh`.
   *
   * @default - what is known of the base of its last stage
   */
  readonly shell?: boolean;

  /**
   * The Go version of the program, such as `1.26`, when it is one in Go: it is told its memory limit.
   *
   * @default - it is no Go program
   */
  readonly goVersion?: string;

  /**
   * Whether C code is in the Go program.
   *
   * @default - no
   */
  readonly cgo?: boolean;
}

/** The documented defaults of `DockerfileImageProps`. */
export const DOCKERFILE_IMAGE_DEFAULTS = {
  dockerfile: 'Dockerfile',
  include: ['.'],
  buildArguments: {},
  accept: {},
  writable: [],
} as const;
