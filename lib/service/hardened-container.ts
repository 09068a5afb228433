import { Container } from '@cdktf/provider-docker/lib/container';
import { Lazy } from 'cdktf';
import type { Construct } from 'constructs';
import type { Size } from '../core/size';
import type { IContainerImage } from '../image/container-image';
import { DockerHost, NO_HOST } from '../provider/docker-host';
import { PATH_LABEL } from '../provider/path-label';
import { SPEC_LABEL, specDigest, unnoticedArguments } from '../provider/spec-label';
import { StackClaims } from '../provider/stack-claims';
import { containerArguments, type LifeCycle } from './container-arguments';
import type { ContainerSpec } from './container-spec';
import { dependencyProblems } from './dependencies';
import { type Mount, mountProblems, TEMPORARY_DEFAULTS, temporaryFilesystems, volumeBlocks } from './mounts';
import type { Service } from './service';
import { StackNetwork } from './stack-network';
import type { Volume } from './volume';

/** What becomes a container. */
export interface HardenedContainerProps {
  readonly spec: ContainerSpec;
  readonly image: IContainerImage;
  readonly lifeCycle: LifeCycle;
  readonly dependsOn: readonly Service[];
}

/** What services and jobs have in common: one container, its name, its labels, and what is mounted into it. */
export class HardenedContainer {
  public readonly resource: Container;
  private readonly mounts: Mount[] = [];

  public constructor(
    private readonly owner: Construct,
    private readonly props: HardenedContainerProps,
  ) {
    const { spec, image, lifeCycle, dependsOn } = props;
    StackClaims.of(owner).add(owner, this.claim);
    this.resource = new Container(owner, 'Resource', {
      ...containerArguments(spec, lifeCycle, {
        provider: DockerHost.find(owner)?.containers,
        imageId: image.imageId,
        networkId: StackNetwork.of(owner).resource.id,
      }),
      tmpfs: temporaryFilesystems([], spec.user),
      dependsOn: dependsOn.length > 0 ? dependsOn.map(({ resource }) => resource) : undefined,
    });
    this.resource.putLabels([
      { label: PATH_LABEL, value: owner.node.path },
      // Lazy: what is changed on the resource itself counts too.
      {
        label: SPEC_LABEL,
        value: Lazy.stringValue({ produce: () => specDigest(unnoticedArguments(this.resource)) }),
      },
    ]);
    const noHost = DockerHost.find(owner) === undefined ? [NO_HOST] : [];
    owner.node.addValidation({ validate: () => [...noHost, ...this.problems()] });
  }

  /** Keeps what is written to `path` in `volume`. */
  public mount(path: string, volume: Volume): void {
    // By name, which is known before the volume is: a volume that has to be replaced is still in use then, so that this fails
    // instead of losing data.
    this.add({ path, volume: volume.resource.name, size: TEMPORARY_DEFAULTS.size });
  }

  /** Keeps what is written to `path` in memory. */
  public mountTemporary(path: string, size: Size = TEMPORARY_DEFAULTS.size): void {
    this.add({ path, size });
  }

  private add(mount: Mount): void {
    this.mounts.push(mount);
    const volumes = volumeBlocks(this.mounts);
    if (volumes.length > 0) {
      this.resource.putVolumes(volumes);
    }
    this.resource.tmpfs = temporaryFilesystems(this.mounts, this.props.spec.user);
  }

  private get claim(): string {
    return `container ${this.props.spec.name}`;
  }

  private problems(): string[] {
    const { spec, image, dependsOn } = this.props;
    const other = StackClaims.of(this.owner).claimedBefore(this.owner, this.claim);
    return [
      ...(other === undefined
        ? []
        : [`container name "${spec.name}" is taken by ${other} already; give one of the two a name`]),
      ...mountProblems(this.mounts, image.contract.writable ?? [], image.contract.program !== undefined),
      ...dependencyProblems(this.owner, dependsOn),
    ];
  }
}
