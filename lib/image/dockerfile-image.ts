import { Image } from '@cdktf/provider-docker/lib/image';
import { Annotations } from 'cdktf';
import { Construct } from 'constructs';
import { nameFromPath } from '../core/names';
import { refuseReservedId } from '../provider/reserved-id';
import { StackFacts } from '../provider/stack-facts';
import type { IContainerImage } from './container-image';
import type { ImageContract } from './contract';
import type { DockerfileImageProps } from './dockerfile-image-props';
import { type DockerfilePlan, planDockerfile } from './dockerfile-planning';
import { Environment } from './environment';
import { acceptedFacts } from './image-facts';
import { Mirror } from './mirror';
import { outputFolderOf } from './shared-reader';
import { IMAGE_LABEL } from './stage-parts';
import { stagedImage } from './staged-image';

const DOCKERFILE_IMAGE = Symbol.for('cdktf-go-containers/DockerfileImage');

/**
 * An image from a Dockerfile that somebody has written by hand, on the stack's Docker host.
 *
 * The tag is a digest of the Dockerfile, of the files that are sent and of the options, so that an edit of anything else changes
 * nothing in the plan. The Dockerfile is read before anything is built: what is wrong with it for sure is an error, what is
 * doubtful a warning, both with file, line and the number of a rule.
 *
 * A mirror of the app replaces the images of FROM.
 */
export class DockerfileImage extends Construct implements IContainerImage {
  /** Whether `value` is a DockerfileImage. */
  public static isDockerfileImage(value: unknown): value is DockerfileImage {
    return typeof value === 'object' && value !== null && DOCKERFILE_IMAGE in value;
  }

  /** What the image needs to run. */
  public readonly contract: ImageContract;
  /** The `docker_image` below it, for everything that this class does not offer. */
  public readonly resource: Image;

  private knownId?: string;

  public constructor(scope: Construct, id: string, props: DockerfileImageProps) {
    super(scope, id);
    refuseReservedId(this);
    Object.defineProperty(this, DOCKERFILE_IMAGE, { value: true });
    const { plan, contract, problems, warnings } = planDockerfile(props, {
      name: nameFromPath(id),
      leaveOut: outputFolderOf(this),
      mirror: Mirror.of(this),
      requireDigests: Environment.find(this).requireDigests,
    });
    this.node.addValidation({ validate: () => [...problems] });
    warnings.forEach((warning) => {
      Annotations.of(this).addWarning(warning);
    });

    this.contract = contract;
    if (plan) {
      this.resource = this.build(plan, props);
      StackFacts.of(this).add(this, () => ({
        kind: 'image',
        ...(props.goVersion !== undefined && { goVersion: props.goVersion }),
        bases: plan.bases,
        user: props.user,
        dockerfile: plan.text,
        ...acceptedFacts(props.acceptFloatingTag, props.accept),
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

  private build({ context, dockerfile }: DockerfilePlan, props: DockerfileImageProps): Image {
    const [repository = ''] = context.imageName.split(':');
    return stagedImage(this, {
      imageName: context.imageName,
      triggers: { ...context.digests },
      context,
      build: {
        dockerfile,
        buildArgs: literals(props.buildArguments ?? {}),
        target: props.target,
        platform: props.platform?.toDockerText(),
        labels: { [IMAGE_LABEL]: repository },
      },
    });
  }
}

/** The same values with what Terraform would take for an expression of its own written so that it does not. */
function literals(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value.replace(/[$%](?=\{)/g, '$&$&')]),
  );
}
