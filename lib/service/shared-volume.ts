import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { reasonProblems } from './host-paths';
import { type MountOptions, MOUNT_DEFAULTS } from './mounts';
import type { Volume } from './volume';

/**
 * Lets the old and the new version of a container use a volume at once.
 *
 * Terraform replaces whatever an overlapping container depends on in its way: the new one first. Two volumes of one name are one
 * volume, and removing the old one would remove the data. So nothing of Terraform's may lead from the container to the volume, which has to be
 * there before: in a stack that is deployed first.
 *
 * @returns what is wrong with that
 */
export function shareVolume(owner: Construct, volume: Volume, options: MountOptions): string[] {
  const { readOnly = MOUNT_DEFAULTS.readOnly, sharing } = options;
  return [...writingProblems(volume, readOnly, sharing), ...orderProblems(owner, volume)];
}

function writingProblems(volume: Volume, readOnly: boolean, sharing: string | undefined): string[] {
  const { path } = volume.node;
  if (sharing !== undefined) {
    return reasonProblems(`sharing the volume ${path}`, sharing);
  }
  return readOnly
    ? []
    : [
        `with Rollout.overlap() two versions write to the volume ${path} at once; mount it with readOnly: true, say in "sharing" why the ` +
          'program can do that, or leave rollout out',
      ];
}

function orderProblems(owner: Construct, volume: Volume): string[] {
  const [here, there] = [TerraformStack.of(owner), TerraformStack.of(volume)];
  const { path } = volume.node;
  if (here === there) {
    return [
      `with Rollout.overlap() the volume ${path} has to be in another stack, since Terraform replaces what an overlapping container depends ` +
        'on the new one first, and a volume has its data once; move the volume into a stack that is deployed first',
    ];
  }
  try {
    here.addDependency(there);
    return [];
  } catch {
    return [
      `it needs the volume ${path}, whose stack depends on this one already, so that neither can be deployed first; move the volume into a ` +
        'stack of its own',
    ];
  }
}
