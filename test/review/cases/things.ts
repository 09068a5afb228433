import { Container, type ContainerConfig } from '@cdktf/provider-docker/lib/container';
import type { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { Image, type ReferencedImage, Service, type ServiceProps } from '../../../lib';
import { named, plainImage } from '../recording/plain-stack';

/** A program that does nothing, and has a shell around it. */
export const SLEEP = ['sleep', 'infinity'];

/** The image of services that do nothing. */
export function sleeper(stack: TerraformStack): ReferencedImage {
  return Image.reference(stack, 'debian', { reference: 'debian:trixie-slim', user: '65534:65534' });
}

/** A service that does nothing. */
export function service(
  scope: Construct,
  id: string,
  props: Partial<ServiceProps> & Pick<ServiceProps, 'image'>,
): Service {
  return new Service(scope, id, { arguments: SLEEP, ...props });
}

/** A container as somebody writes it who has never heard of the library; it is made and never started. */
export function bare(stack: TerraformStack, id: string, config: Partial<ContainerConfig> = {}): Container {
  return named(
    id,
    new Container(stack, id, {
      name: `${stack.node.id}-${id}`,
      image: plainImage(stack),
      command: SLEEP,
      start: false,
      mustRun: false,
      ...config,
    }),
  );
}
