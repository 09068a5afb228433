import { Lazy, type TerraformResource, type TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { dataResource } from './data-resource';
import { onePerStack } from './per-stack';

const ID = 'go-containers-built';
const OFF = 'disableDockerDaemonCheck';

/**
 * The point in an apply at which every image of the stack is built.
 *
 * Terraform orders the making of a container after the making of its image, but not the destruction of the old container,
 * which it starts at once: a slow build means a long gap, and a failed one leaves nothing running. What a destruction does
 * wait for is the configuration of its provider. So containers have a provider of their own, and one of its arguments comes
 * from this resource, which depends on all images.
 */
export class BuiltImages extends Construct {
  /** The point of the stack that `construct` is in; made by whoever asks first. */
  public static of(construct: IConstruct): BuiltImages {
    return onePerStack(construct, ID, (stack) => new BuiltImages(stack));
  }

  private readonly resource: TerraformResource;
  private readonly images: TerraformResource[] = [];

  private constructor(stack: TerraformStack) {
    super(stack, ID);
    this.resource = dataResource(this, 'Resource', { [OFF]: false });
    this.resource.addOverride(
      'depends_on',
      Lazy.listValue(
        { produce: () => this.images.map((image) => `docker_image.${image.friendlyUniqueId}`) },
        { omitEmpty: true },
      ),
    );
  }

  /** Counts `image` among those that have to be built first. */
  public add(image: TerraformResource): void {
    this.images.push(image);
  }

  /**
   * The provider's own default for `disable_docker_daemon_check`, known only when every image is built.
   *
   * Of all its arguments the one that does the least: unknown, as in the plan of a first deploy, it counts as false.
   */
  public get daemonCheckDisabled(): string {
    return `\${terraform_data.${this.resource.friendlyUniqueId}.output.${OFF}}`;
  }
}
