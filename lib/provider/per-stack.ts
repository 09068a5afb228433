import { TerraformStack } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';

/**
 * The construct of which a stack has one, made by whoever asks first.
 *
 * @param id of this library's own, so that nothing else has it
 */
export function onePerStack<T extends Construct>(
  construct: IConstruct,
  id: string,
  make: (stack: TerraformStack) => T,
): T {
  const stack = TerraformStack.of(construct);
  return (stack.node.tryFindChild(id) as T | undefined) ?? make(stack);
}
