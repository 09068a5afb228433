import { Network } from '@cdktf/provider-docker/lib/network';
import { TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { nameFromPath } from '../core/names';

const ID = 'go-containers-network';
const STACK_NETWORK = Symbol.for('cdktf-go-containers/StackNetwork');

/** The private network of a stack's services: nothing of another stack is on it. */
export class StackNetwork extends Construct {
  /** The network of the stack that `construct` is in; made by whoever asks first. */
  public static of(construct: IConstruct): StackNetwork {
    const stack = TerraformStack.of(construct);
    const existing = stack.node.tryFindChild(ID);
    return StackNetwork.isStackNetwork(existing) ? existing : new StackNetwork(stack);
  }

  /** Whether `value` is the network of a stack. */
  public static isStackNetwork(value: unknown): value is StackNetwork {
    return typeof value === 'object' && value !== null && STACK_NETWORK in value;
  }

  /** The `docker_network` below it. */
  public readonly resource: Network;

  private constructor(stack: TerraformStack) {
    super(stack, ID);
    Object.defineProperty(this, STACK_NETWORK, { value: true });
    this.resource = new Network(this, 'Resource', {
      name: nameFromPath(`${stack.node.path}/network`),
      driver: 'bridge',
    });
  }
}
