import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { quote, ValidationError } from '../core/errors';

/** The framework makes a construct of this id in every stack, for where its state is, and stops at one that is there already. */
const RESERVED = 'backend';

/** Refuses an id at once that would only fail while synthesizing, without a word of why. */
export function refuseReservedId(construct: Construct): void {
  if (construct.node.id === RESERVED && TerraformStack.isStack(construct.node.scope)) {
    throw new ValidationError(
      `${quote(construct.node.path)} is not possible: CDKTF keeps the id ${quote(RESERVED)} of every stack for its state; give it another ` +
        `id, and the name ${quote(RESERVED)} by name where there is one`,
    );
  }
}
