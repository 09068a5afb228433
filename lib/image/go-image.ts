import { join } from 'node:path';
import { Image } from '@cdktf/provider-docker/lib/image';
import { Annotations } from 'cdktf';
import { Construct } from 'constructs';
import { SourceTree } from '../gomodule/source-tree';
import { DockerHost, NO_HOST } from '../provider/docker-host';
import { refuseReservedId } from '../provider/reserved-id';
import { StackFacts } from '../provider/stack-facts';
import { buildContext, type BuildContext } from './build-context';
import type { BuildPlan } from './build-plan';
import { NETRC } from './build-steps';
import { cacheScopeOf } from './cache-scope';
import type { IContainerImage } from './container-image';
import type { ImageContract } from './contract';
import type { GoImageProps } from './go-image-props';
import { drawStages } from './go-stages';
import { Environment } from './environment';
import { acceptedFacts, factsOf } from './image-facts';
import { planImage } from './image-planning';
import { Mirror } from './mirror';
import { goReaderOf, outputFolderOf } from './shared-reader';
import { stagedImage } from './staged-image';

const GO_IMAGE = Symbol.for('cdktf-go-containers/GoImage');

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
  private readonly plan?: BuildPlan;
  private knownId?: string;

  public constructor(scope: Construct, id: string, props: GoImageProps) {
    super(scope, id);
    refuseReservedId(this);
    Object.defineProperty(this, GO_IMAGE, { value: true });
    const environment = Environment.find(this);
    const careful = {
      ...props,
      gates: props.gates ?? environment._gates,
      strict: environment.requireDigests ? true : props.strict,
    };
    const { plan, parts, contract, problems, warnings } = planImage(careful, {
      reader: goReaderOf(this),
      leaveOut: outputFolderOf(this),
      mirror: Mirror.of(this),
      cache: cacheScopeOf(this),
    });
    const noHost = DockerHost.find(this) === undefined ? [NO_HOST] : [];
    this.node.addValidation({ validate: () => [...noHost, ...problems] });
    warnings.forEach((warning) => {
      Annotations.of(this).addWarning(warning);
    });

    this.contract = contract;
    this.plan = plan;
    if (plan && parts) {
      const context = buildContext(plan, { ...parts, probe: probe.file('probe.go') });
      this.resource = this.build(context, plan);
      StackFacts.of(this).add(this, () => ({
        ...factsOf(plan, context),
        ...acceptedFacts(props.acceptFloatingTag),
      }));
    } else {
      // Lets the rest of the stack be checked as well. Who skips validations gets a name that no registry can have.
      this.resource = new Image(this, 'Resource', { name: 'not-valid.invalid/see-validation' });
    }
  }

  /** Name with tag or digest under which the Engine has it. */
  public get imageName(): string {
    return this.resource.nameInput ?? '';
  }

  /** The Engine's own id of the image (`sha256:...`), known after apply. */
  public get imageId(): string {
    // Once: the framework remembers where each of its tokens was made, which costs time in every service of the image.
    this.knownId ??= this.resource.imageId;
    return this.knownId;
  }

  /** A picture of the stages in the Mermaid language; empty when the image is not valid. */
  public toMermaid(): string {
    return this.plan ? drawStages(this.plan).toMermaid() : '';
  }

  private build(context: BuildContext, { settings, privateModules, secrets }: BuildPlan): Image {
    const given = [
      ...(privateModules
        ? [{ id: NETRC, src: privateModules.netrcFile, env: privateModules.netrcVariable }]
        : []),
      ...secrets.map(({ id, path, variableName }) => ({ id, src: path, env: variableName })),
    ];
    return stagedImage(this, {
      imageName: context.imageName,
      triggers: { ...context.digests },
      context,
      build: {
        platform: settings.platform?.toDockerText(),
        secrets: given.length > 0 ? given : undefined,
      },
    });
  }
}
