import type { IConstruct } from 'constructs';
import { DockerHost } from './docker-host';

/**
 * Whether two constructs are made on one Docker host. Hosts of two stacks that nobody has named may be one or two: whoever runs Terraform
 * decides that.
 */
export function hostsOf(one: IConstruct, other: IConstruct): 'the same' | 'others' | 'not known' {
  const [first, second] = [DockerHost.find(one), DockerHost.find(other)];
  if (first === second) return 'the same';
  const [here, there] = [first?.host, second?.host];
  if (here === undefined && there === undefined) return 'not known';
  return here === there ? 'the same' : 'others';
}
