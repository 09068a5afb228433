import { join } from 'node:path';
import { Aspects, TerraformStack } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { ValidationError } from '../core/errors';

/** What the framework hands to a construct that writes files of its own. */
interface SynthesisSession {
  readonly outdir: string;
  readonly skipValidation?: boolean;
  readonly manifest: { forStack(stack: TerraformStack): { readonly workingDirectory: string } };
}

/** The framework looks for this symbol; cdktf and cdktn share it. */
const CUSTOM_SYNTHESIS = Symbol.for('cdktf/customSynthesis');

const validated = new WeakSet<SynthesisSession>();

/**
 * Lets `construct` write into its stack's output folder, which `write` receives.
 *
 * Nothing is written, for any stack, before every stack of the app was found to be valid.
 */
export function writeOnSynthesis(construct: Construct, write: (stackFolder: string) => void): void {
  const stack = TerraformStack.of(construct);
  Object.defineProperty(construct, CUSTOM_SYNTHESIS, {
    value: {
      onSynthesize: (session: SynthesisSession): void => {
        if (!session.skipValidation && !validated.has(session)) {
          requireValid(construct.node.root, stack);
          validated.add(session);
        }
        write(join(session.outdir, session.manifest.forStack(stack).workingDirectory));
      },
    },
  });
}

/** The framework has validated `current` itself by now; the stacks after it come too late. */
function requireValid(root: IConstruct, current: TerraformStack): void {
  const problems = root.node
    .findAll()
    .filter(
      (each): each is TerraformStack => TerraformStack.isStack(each) && each !== current && !hasAspects(each),
    )
    .flatMap((stack) => stack.node.findAll())
    .flatMap((each) => each.node.validate().map((problem) => `[${each.node.path}] ${problem}`));
  if (problems.length > 0) {
    throw new ValidationError(`the app is not valid, nothing was written:\n  ${problems.join('\n  ')}`);
  }
}

function hasAspects(stack: IConstruct): boolean {
  return stack.node.findAll().some((each) => Aspects.of(each).all.length > 0);
}
