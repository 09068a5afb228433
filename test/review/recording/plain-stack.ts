import { Image } from '@cdktf/provider-docker/lib/image';
import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import type { TerraformElement, TerraformStack } from 'cdktf';
import { DockerHost } from '../../../lib';
import { requireProviderVersion } from '../../../lib/provider/provider-version';
import type { Declare } from './review-case';

/** A stack of the library's constructs. */
export function hosted(declare: Declare): Declare {
  return (stack) => {
    new DockerHost(stack, 'docker');
    declare(stack);
  };
}

/** A stack as somebody writes it who has never heard of the library. */
export function plain(declare: Declare): Declare {
  return (stack) => {
    new DockerProvider(stack, 'docker');
    requireProviderVersion(stack);
    declare(stack);
  };
}

/** Gives a resource the name that somebody would write by hand. */
export function named<T extends TerraformElement>(name: string, element: T): T {
  element.overrideLogicalId(name);
  return element;
}

/** Id of the image of plain containers; it has a shell and `sleep`. */
export function plainImage(stack: TerraformStack): string {
  const known = stack.node.tryFindChild('debian') as Image | undefined;
  return (
    known ??
    named('debian', new Image(stack, 'debian', { name: mirrored('debian:trixie-slim'), keepLocally: true }))
  ).imageId;
}

/** An official image as the library would name it on this machine. */
export function mirrored(reference: string): string {
  const mirror = process.env.GO_CONTAINERS_MIRROR ?? '';
  return mirror === '' ? reference : `${mirror}/docker.io/library/${reference}`;
}
