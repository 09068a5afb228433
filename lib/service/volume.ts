import { Volume as VolumeResource } from '@cdktf/provider-docker/lib/volume';
import { Construct } from 'constructs';
import { nameFromPath } from '../core/names';
import { Environment } from '../image/environment';
import { DockerHost, NO_HOST } from '../provider/docker-host';
import { PATH_LABEL } from '../facts/labels';
import { claimName } from './engine-names';
import { VolumeOwner } from './volume-owner';

/** How a volume is kept. */
export interface VolumeProps {
  /**
   * Name of the volume on the Engine.
   *
   * @default - the construct path: "dev/data" becomes "dev-data"
   */
  readonly name?: string;

  /**
   * Whether Terraform refuses every plan that would remove it, `destroy` too, as long as it is declared. To be rid of it, deploy once with
   * `protect: false`.
   *
   * @default - what the environment says: false, in production true
   */
  readonly protect?: boolean;

  /**
   * Whose its files are, as numbers of user and group, where that is another one than the user of the first container that was deployed with
   * it: after somebody has given them to another user by hand. Terraform remembers the owner, as long as something mounts the volume, and
   * refuses a deploy with an image of another user, which could not write to them.
   *
   * @default - the user of the first container that was deployed with it
   */
  readonly owner?: string;
}

const VOLUME = Symbol.for('cdktf-go-containers/Volume');

/**
 * A named volume: data that outlives the containers that use it.
 *
 * Mounted for the first time, it takes over what the image has at that path, with its owner. So a directory that belongs to
 * the image's user is one that the program can write to.
 *
 * It lives as long as this construct is in the stack under the same path: with another path it is another volume, and the old
 * one is removed with its data. `terraform destroy` removes it too.
 */
export class Volume extends Construct {
  /** Whether `value` is a Volume. */
  public static isVolume(value: unknown): value is Volume {
    return typeof value === 'object' && value !== null && VOLUME in value;
  }

  /** The `docker_volume` below it, for everything that this class does not offer. */
  public readonly resource: VolumeResource;
  /** Name on the Engine. */
  public readonly name: string;
  /** @internal */
  public readonly _owner: VolumeOwner;

  public constructor(scope: Construct, id: string, props: VolumeProps = {}) {
    super(scope, id);
    Object.defineProperty(this, VOLUME, { value: true });
    const isProtected = props.protect ?? Environment.find(this).protectVolumes;
    const name = props.name ?? nameFromPath(this.node.path);
    this.name = name;
    const nameProblems = claimName(this, 'volume', name);
    const problems = DockerHost.find(this) === undefined ? [NO_HOST] : [];
    this.node.addValidation({
      validate: () => [...problems, ...nameProblems(), ...this._owner.problems()],
    });

    this.resource = new VolumeResource(this, 'Resource', {
      provider: DockerHost.find(this)?._provider,
      name,
      labels: [{ label: PATH_LABEL, value: this.node.path }],
      // A volume whose labels differ would be replaced, and its data with it.
      lifecycle: { ignoreChanges: ['labels'], ...(isProtected && { preventDestroy: true }) },
    });
    this._owner = new VolumeOwner(this, this.resource, props.owner);
  }
}
