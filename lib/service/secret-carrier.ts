import { Container } from '@cdktf/provider-docker/lib/container';
import { Volume } from '@cdktf/provider-docker/lib/volume';
import { Fn, Lazy, type TerraformResource, Token } from 'cdktf';
import { Construct } from 'constructs';
import { byCodeUnit } from '../core/hash';
import type { IContainerImage } from '../image/container-image';
import { dataResource } from '../provider/data-resource';
import { DockerHost } from '../provider/docker-host';
import { PATH_LABEL } from '../facts/labels';
import { CONTAINER_DEFAULTS } from './container-spec';
import { memoryLimit } from '../provider/limits';
import { Logs } from './logs';
import type { Rollout } from './rollout';

/** A file that the carrier brings: its name in the directory, and its text. */
export interface CarriedFile {
  readonly name: string;
  readonly value: string;
}

/** Whose secrets it carries, and where they are to lie. */
export interface SecretCarrierProps {
  readonly image: IContainerImage;
  /** Name of the service's container. */
  readonly name: string;
  /** How a new version of the service takes the place of the old one. */
  readonly rollout: Rollout;
  /** Absolute directory in the container. */
  readonly directory: string;
}

/**
 * Brings secrets into a container whose files are read-only.
 *
 * The provider cannot mount secrets, and refuses uploads to a read-only container. So a second container, which is never started, gets
 * the upload into a volume that the service mounts read-only. Both have the name of a generation: other texts make another generation,
 * with that another volume, and with that another container of the service. Removed by hand (`docker container prune` does that), the
 * carrier is made anew by the next apply.
 */
export class SecretCarrier extends Construct {
  /** Name of the volume, known after apply. */
  public readonly volumeName: string;
  /** What the service has to wait for, as Terraform calls it. */
  public readonly address: string;
  private readonly files: CarriedFile[] = [];

  public constructor(scope: Construct, id: string, { image, name, rollout, directory }: SecretCarrierProps) {
    super(scope, id);
    const generation = this.generation();
    const generationName = `${name}-secrets-${Token.asString(Fn.substr(generation, 0, 8))}`;
    const volume = new Volume(this, 'volume', {
      provider: DockerHost.find(this)?._provider,
      name: generationName,
      labels: [{ label: PATH_LABEL, value: this.node.path }],
      lifecycle: { ignoreChanges: ['labels'] },
    });
    this.volumeName = volume.name;
    const resource = new Container(this, 'Resource', {
      provider: DockerHost.find(this)?.containers,
      // Any image will do: the one of a new version is no reason to write to a volume that the old version still reads.
      ...rollout._succession(generationName, undefined, ['image']),
      image: image.imageId,
      mustRun: false,
      start: false,
      restart: 'no',
      networkMode: 'none',
      init: false,
      ...memoryLimit(CONTAINER_DEFAULTS.memory),
      ...Logs.jsonFile()._render(),
      volumes: [{ containerPath: directory, volumeName: volume.name, readOnly: false }],
      labels: [{ label: PATH_LABEL, value: this.node.path }],
    });
    this.address = `docker_container.${resource.friendlyUniqueId}`;
    resource.addOverride(
      'upload',
      Lazy.anyValue({
        produce: () =>
          this.sorted().map(({ name: file, value }) => ({
            file: `${directory}/${file}`,
            content: value,
            permissions: '0444',
          })),
      }),
    );
  }

  /** Adds a file. */
  public add(file: CarriedFile): void {
    this.files.push(file);
  }

  /** Changes with the texts, tells nothing of them, and is as long as they are the same. */
  private generation(): string {
    const resource = dataResource(this, 'generation', undefined);
    resource.addOverride(
      'triggers_replace',
      Lazy.anyValue({
        produce: () => this.sorted().map(({ name, value }) => Fn.sha256(`${name}\n${value}`)),
      }),
    );
    return idOf(resource);
  }

  private sorted(): CarriedFile[] {
    return [...this.files].sort((left, right) => byCodeUnit(left.name, right.name));
  }
}

function idOf(resource: TerraformResource): string {
  return resource.getStringAttribute('id');
}
