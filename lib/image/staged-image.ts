import { join } from 'node:path';
import { Image, type ImageBuild } from '@cdktf/provider-docker/lib/image';
import type { Construct } from 'constructs';
import { BuiltImages } from '../provider/built-images';
import { DockerHost } from '../provider/docker-host';
import { writeOnSynthesis } from '../provider/synthesis';
import { type StagedFiles, stage } from './staging';

/** An image that is built from files which are staged with its stack. */
export interface StagedImageProps {
  /** Repository and tag: the tag is a digest of all that goes in. */
  readonly imageName: string;
  /** Why it is built again, by cause. */
  readonly triggers: Readonly<Record<string, string>>;
  readonly context: StagedFiles;
  /** What else the build is told. */
  readonly build?: Omit<ImageBuild, 'context'>;
}

/** The `docker_image` of `owner`, and its build context in the stack's output folder. */
export function stagedImage(
  owner: Construct,
  { imageName, triggers, context, build }: StagedImageProps,
): Image {
  const resource = new Image(owner, 'Resource', {
    provider: DockerHost.find(owner)?._provider,
    name: imageName,
    // Older images stay: going back to one takes no build, and the running container is never in the way.
    keepLocally: true,
    triggers: { ...triggers },
    // Destroyed first, the old image would be gone from the state while its container still runs, for good if the build fails.
    lifecycle: { createBeforeDestroy: true },
  });
  const folder = BuiltImages.of(owner).add(resource);
  resource.putBuildAttribute({
    // Relative to Terraform's working directory and to the context: the only pair that means the same on every build path
    // of every provider release, and in every checkout.
    context: folder,
    dockerfile: 'Dockerfile',
    ...build,
    // Engines from 24 on give the image this time instead of their own.
    buildArgs: { ...build?.buildArgs, SOURCE_DATE_EPOCH: '0' },
  });
  writeOnSynthesis(owner, (stackFolder) => {
    stage(context, join(stackFolder, folder));
  });
  return resource;
}
