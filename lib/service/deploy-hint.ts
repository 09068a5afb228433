import { Annotations, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';

const hinted = new WeakSet<TerraformStack>();

/**
 * Tells once per stack what to ask when a deploy of it fails.
 *
 * What Terraform says then is the provider's own sentence on a container that did not become healthy, after which nothing else of the stack has
 * its turn. So it is said before, in the same output.
 */
export function hintAtWhy(construct: IConstruct): void {
  const stack = TerraformStack.of(construct);
  if (hinted.has(stack)) {
    return;
  }
  hinted.add(stack);
  Annotations.of(stack).addInfo(
    `when a service does not become healthy: npx --no go-containers why ${stack.node.id}`,
  );
}
