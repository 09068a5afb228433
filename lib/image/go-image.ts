import { join, resolve } from 'node:path';
import { Image } from '@cdktf/provider-docker/lib/image';
import { App } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import type { ImageFacts } from '../facts/facts';
import { type GoProgram, GoReader } from '../gomodule/go-program';
import { SourceTree } from '../gomodule/source-tree';
import { BuiltImages } from '../provider/built-images';
import { StackFacts } from '../provider/stack-facts';
import { writeOnSynthesis } from '../provider/synthesis';
import { buildContext, type BuildContext } from './build-context';
import {
  type BuildOptions,
  type BuildPlan,
  contractOf,
  optionProblems,
  planBuild,
  programProblems,
} from './build-plan';
import type { IContainerImage } from './container-image';
import { Context } from './context';
import { contextFiles } from './context-files';
import type { ImageContract } from './contract';
import { Mirror } from './mirror';
import { Runtime } from './runtime';
import { absoluteSource } from './source-path';
import { stage } from './staging';

/** How a Go program becomes an image. */
export interface GoImageProps {
  /**
   * Directory of the Go module, or one inside it: the module is the nearest go.mod at it or above.
   *
   * A relative path counts from the directory of cdktf.json.
   */
  readonly source: string;

  /**
   * Directory of the main package, relative to `source`.
   *
   * @default "."
   */
  readonly package?: string;

  /**
   * Repository name of the image, without a tag: the tag is a digest of everything that goes in.
   *
   * @default - the last word of the package's import path
   */
  readonly name?: string;

  /**
   * The image that compiles: a Go toolchain on a Linux with `env` and certificates.
   *
   * @default "golang:1.27-trixie"
   */
  readonly builder?: string;

  /**
   * What the program stands on in its image.
   *
   * @default Runtime.distrolessStatic()
   */
  readonly runtime?: Runtime;

  /**
   * Values for string variables of the program, by package and name: `{ 'main.version': '1.4.0' }`.
   *
   * They are part of the image: a new value is a new image.
   *
   * @default {}
   */
  readonly stamp?: { readonly [name: string]: string };

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
  builder: 'golang:1.27-trixie',
  include: [],
  dockerignore: true,
  workspace: true,
} as const;

/** The Docker host decides about the architecture, and is not asked while synthesizing. */
const SETTINGS = { os: 'linux', tags: [], cgo: false, tests: false };

const GO_IMAGE = Symbol.for('cdktf-go-containers/GoImage');
const readerOfApp = new WeakMap<IConstruct, GoReader>();

/** The health probe's own source, beside this file in the sources and in the package. */
const probe = new SourceTree(join(__dirname, 'probe'));

/**
 * A Go program as an image on the stack's Docker host.
 *
 * Only the files that the program's build reads are sent: the package, what it imports of modules that are here, embedded files,
 * and the module files. The image's tag is a digest of them and of the recipe, so an edit of anything else changes nothing
 * in the plan, and the image of an older state can be told apart and run again.
 */
export class GoImage extends Construct implements IContainerImage {
  /** Whether `value` is a GoImage. */
  public static isGoImage(value: unknown): value is GoImage {
    return typeof value === 'object' && value !== null && GO_IMAGE in value;
  }

  /** What the image needs to run. */
  public readonly contract: ImageContract;
  /** The `docker_image` below it, for everything that this class does not offer. */
  public readonly resource: Image;

  public constructor(scope: Construct, id: string, props: GoImageProps) {
    super(scope, id);
    Object.defineProperty(this, GO_IMAGE, { value: true });
    const mirror = Mirror.of(this);
    const source = absoluteSource(props.source);
    const { program, problems: sourceProblems } = this.reader().program({
      source,
      package: props.package ?? GO_IMAGE_DEFAULTS.package,
      workspace: props.workspace ?? GO_IMAGE_DEFAULTS.workspace,
      settings: SETTINGS,
    });
    const options = optionsOf(props, program);
    const files =
      program &&
      contextFiles(program, {
        isWholeModule: (props.context ?? Context.imports()).isWholeModule,
        include: props.include ?? GO_IMAGE_DEFAULTS.include,
        dockerignore: props.dockerignore ?? GO_IMAGE_DEFAULTS.dockerignore,
        source,
        leaveOut: this.outputFolder(),
      });
    const problems = [
      ...sourceProblems,
      ...(program ? programProblems(program, options) : []),
      ...(files?.problems ?? []),
      ...optionProblems(options),
      ...mirror.problems,
    ];
    this.node.addValidation({ validate: () => problems });

    this.contract = contractOf(program);
    if (program && files && problems.length === 0) {
      const plan = planBuild(program, options, mirror);
      const context = buildContext(plan, files, probe.file('probe.go'));
      this.resource = this.build(context);
      StackFacts.of(this).add(this, factsOf(plan, context));
    } else {
      // Lets the rest of the stack be checked as well. Who skips validations gets a name that no registry can have.
      this.resource = new Image(this, 'Resource', { name: 'not-valid.invalid/see-validation' });
    }
  }

  /** The Engine's own id of the image (`sha256:...`), known after apply. */
  public get imageId(): string {
    return this.resource.imageId;
  }

  private build(context: BuildContext): Image {
    const resource = new Image(this, 'Resource', {
      name: context.imageName,
      // Older images stay: going back to one takes no build, and the running container is never in the way.
      keepLocally: true,
      triggers: { ...context.digests },
      // Destroyed first, the old image would be gone from the state while its container still runs, for good if the build fails.
      lifecycle: { createBeforeDestroy: true },
    });
    const folder = BuiltImages.of(this).add(resource);
    // Relative to Terraform's working directory and to the context: the only pair that means the same on every build path
    // of every provider release, and in every checkout.
    resource.putBuildAttribute({ context: folder, dockerfile: 'Dockerfile' });
    writeOnSynthesis(this, (stackFolder) => {
      stage(context, join(stackFolder, folder));
    });
    return resource;
  }

  /** One for the app, so that its images share what is read. */
  private reader(): GoReader {
    const reader = readerOfApp.get(this.node.root) ?? new GoReader();
    readerOfApp.set(this.node.root, reader);
    return reader;
  }

  /** A module that holds the app must not get what the app writes: each synthesis would change the next one. */
  private outputFolder(): string[] {
    const { root } = this.node;
    return App.isApp(root) ? [resolve(root.outdir)] : [];
  }
}

function optionsOf(props: GoImageProps, program: GoProgram | undefined): BuildOptions {
  return {
    name: props.name ?? defaultName(program?.programName),
    builder: props.builder ?? GO_IMAGE_DEFAULTS.builder,
    runtime: props.runtime ?? Runtime.distrolessStatic(),
    stamp: props.stamp ?? {},
  };
}

/** The program's name, as far as an image can have it. */
function defaultName(programName = ''): string {
  const name = programName.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return name.replace(/^-+|-+$/g, '') || 'program';
}

function factsOf({ program, builder, base, user }: BuildPlan, { dockerfile }: BuildContext): ImageFacts {
  const { module, goVersion, package: packagePath } = program;
  return { kind: 'image', module, goVersion, package: packagePath, bases: [builder, base], user, dockerfile };
}
