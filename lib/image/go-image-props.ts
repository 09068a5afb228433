import type { Size } from '../core/size';
import type { Stage } from '../dockerfile/stage';
import type { BuildSecret } from './build-secret';
import type { CompilerOptions } from './compiler-options';
import type { Context } from './context';
import type { Gate } from './gate';
import type { Hook } from './hook';
import type { ImageVersion } from './image-version';
import type { Platform } from './platform';
import type { PrivateModules } from './private-modules';
import type { Runtime } from './runtime';
import type { TimeZones } from './time-zones';
import type { User } from './user';

/** How a Go program becomes an image. */
export interface GoImageProps {
  /**
   * Directory of the Go module, or one inside it: the module is the nearest go.mod at it or above.
   *
   * A relative path counts from the directory of cdktf.json.
   */
  readonly source: string;

  /**
   * Directory of the main package, relative to `source`: the program that the image starts.
   *
   * @default "."
   */
  readonly package?: string;

  /**
   * Directories of further main packages of the module, whose programs are beside the first one in `/usr/local/bin`.
   *
   * @default []
   */
  readonly alsoPackages?: string[];

  /**
   * Repository name of the image, without a tag: the tag is a digest of everything that goes in.
   *
   * @default - the last word of the package's import path
   */
  readonly name?: string;

  /**
   * The image that compiles: a Go toolchain on a Linux with a shell, `env`, `find`, `touch` and certificates.
   *
   * @default "golang:1.27-trixie"
   */
  readonly builder?: string;

  /**
   * What the program stands on in its image.
   *
   * @default - Runtime.distrolessStatic(); with cgo the smallest distroless base that has the libraries which the sources link
   */
  readonly runtime?: Runtime;

  /**
   * The glibc version that the program really needs, where that is older than the builder's: it is compared with the runtime's
   * instead.
   *
   * @default - that of the builder, with cgo
   */
  readonly assumeGlibc?: string;

  /**
   * The machine that the image is for.
   *
   * @default - that of the Docker host
   */
  readonly platform?: Platform;

  /**
   * Whether C code is compiled (cgo). The runtime then needs a C library.
   *
   * @default false
   */
  readonly cgo?: boolean;

  /**
   * Build tags, for the program and for its gates.
   *
   * @default []
   */
  readonly tags?: string[];

  /**
   * How it is compiled and linked, beyond that.
   *
   * @default {}
   */
  readonly compiler?: CompilerOptions;

  /**
   * Values for string variables of the program, by package and name: `{ 'main.version': '1.4.0' }`.
   *
   * They are part of the image: a new value is a new image. A variable that is not there is an error.
   *
   * @default {}
   */
  readonly stamp?: { readonly [name: string]: string };

  /**
   * What the release is called, for the label `org.opencontainers.image.version`.
   *
   * @default - none
   */
  readonly version?: ImageVersion;

  /**
   * Checks that the image has to pass before it exists.
   *
   * @default []
   */
  readonly gates?: Gate[];

  /**
   * Where the program has the rules of time zones from.
   *
   * @default TimeZones.ofRuntime()
   */
  readonly timeZones?: TimeZones;

  /**
   * Files with further certificate authorities (PEM), absolute or relative to `source`: trusted in the build and by the program.
   *
   * @default []
   */
  readonly certificates?: string[];

  /**
   * Access to modules that are not public.
   *
   * @default - none
   */
  readonly privateModules?: PrivateModules;

  /**
   * Where modules are downloaded from, as in GOPROXY: addresses, `direct` and `off`, divided by commas. Never with a password.
   *
   * @default - Go's own
   */
  readonly proxy?: string;

  /**
   * Files and directories of the image, by their absolute path there; values count from `source`. They belong to root and
   * cannot be written.
   *
   * @default {}
   */
  readonly assets?: { readonly [path: string]: string };

  /**
   * Directories that the program writes to. In the image they belong to its user, so that a named volume begins as theirs.
   *
   * @default []
   */
  readonly writable?: string[];

  /**
   * Who the program runs as.
   *
   * @default User.nonroot()
   */
  readonly user?: User;

  /**
   * The port that the program listens on: told by the image, and what a service takes when it names none.
   *
   * @default - none
   */
  readonly port?: number;

  /**
   * Arguments of the program when whoever runs it gives none.
   *
   * @default []
   */
  readonly arguments?: string[];

  /**
   * Labels of the image, beside those that it has anyway (title, version, base).
   *
   * @default {}
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Whether the health probe is in the image (1.3 MB).
   *
   * @default true
   */
  readonly probe?: boolean;

  /**
   * What the files of the image may have together; a bigger one is not built.
   *
   * @default - no limit
   */
  readonly maxSize?: Size;

  /**
   * Whether every base image has to be given by its digest. In an environment that requires digests it is so anyway.
   *
   * @default false
   */
  readonly strict?: boolean;

  /**
   * Why base images may be named by tags where digests are required, for whoever reviews the stack.
   *
   * @default - they may not
   */
  readonly acceptFloatingTag?: string;

  /**
   * Which files the build gets. A `.dockerignore` beside the go.mod or go.work applies on top.
   *
   * @default Context.imports()
   */
  readonly context?: Context;

  /**
   * More files for the build, and directories with all that is in them: what no Go file names and the build reads all the same.
   *
   * Paths count from `source` and stay in the modules that take part, or below the go.work. A file that is named here by itself may be called like a
   * secret; elsewhere that is refused.
   *
   * @default []
   */
  readonly include?: string[];

  /**
   * Directories, relative to `source`, that a hook after the step `sources` fills: packages and embedded files there need not exist
   * while synthesizing, and what is there already is not sent. What only generated code imports has to be named in `include`.
   *
   * @default []
   */
  readonly generated?: string[];

  /**
   * Stages of your own, which hooks take files from.
   *
   * @default []
   */
  readonly stages?: Stage[];

  /**
   * Steps of your own in the stages of the library.
   *
   * @default []
   */
  readonly hooks?: Hook[];

  /**
   * Secrets that steps of your own mount while they run.
   *
   * @default []
   */
  readonly secrets?: BuildSecret[];

  /**
   * Whether a `.dockerignore` beside the go.mod or go.work counts. Say no where it is meant for another Dockerfile.
   *
   * @default true
   */
  readonly dockerignore?: boolean;

  /**
   * Whether the nearest go.work at the module or above takes part, as for the Go command. One that does not list the module
   * never does.
   *
   * @default true
   */
  readonly workspace?: boolean;
}

/** The documented defaults of `GoImageProps`. */
export const GO_IMAGE_DEFAULTS = {
  package: '.',
  alsoPackages: [],
  builder: 'golang:1.27-trixie',
  cgo: false,
  tags: [],
  gates: [],
  certificates: [],
  writable: [],
  arguments: [],
  probe: true,
  strict: false,
  include: [],
  generated: [],
  stages: [],
  hooks: [],
  secrets: [],
  dockerignore: true,
  workspace: true,
} as const;
