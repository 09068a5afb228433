import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Lazy, type TerraformResource, TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { dataResource } from './data-resource';
import { onePerStack } from './per-stack';
import { writeOnSynthesis } from './synthesis';

const ID = 'go-containers-built';
/** Where a stack keeps the build contexts of its images, relative to its output folder. */
const CONTEXTS = 'images';
const OFF = 'disableDockerDaemonCheck';

/**
 * The point in an apply at which every image of the stack is built or pulled.
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
  private readonly contexts = new Set<string>();

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
    writeOnSynthesis(this, (stackFolder) => {
      this.removeStaleContexts(join(stackFolder, CONTEXTS));
    });
  }

  /**
   * Counts `image` among those that have to be built first.
   *
   * @returns where its build context belongs, relative to the output folder of the stack: every other folder there is removed
   */
  public add(image: TerraformResource): string {
    this.images.push(image);
    // Not its friendlyUniqueId, which nobody could override after this.
    const folder = TerraformStack.of(image).getLogicalId(image);
    this.contexts.add(folder);
    return `${CONTEXTS}/${folder}`;
  }

  /** Counts `image` among those that have to be there first; it has no build context. */
  public addPulled(image: TerraformResource): void {
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

  private removeStaleContexts(folder: string): void {
    const isThere = lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
    const found = isThere ? readdirSync(folder) : [];
    found
      .filter((name) => !this.contexts.has(name))
      .forEach((name) => {
        rmSync(join(folder, name), { recursive: true, force: true });
      });
  }
}
