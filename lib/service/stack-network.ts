import { Network } from '@cdktf/provider-docker/lib/network';
import type { TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { nameFromPath } from '../core/names';
import { onePerStack } from '../provider/per-stack';

const ID = 'go-containers-network';

/** The private network of a stack's services: nothing of another stack is on it. */
export class StackNetwork extends Construct {
  /** The network of the stack that `construct` is in; made by whoever asks first. */
  public static of(construct: IConstruct): StackNetwork {
    return onePerStack(construct, ID, (stack) => new StackNetwork(stack));
  }

  /** The `docker_network` below it. */
  public readonly resource: Network;

  private constructor(stack: TerraformStack) {
    super(stack, ID);
    this.resource = new Network(this, 'Resource', {
      name: nameFromPath(`${stack.node.path}/network`),
      driver: 'bridge',
    });
  }
}
