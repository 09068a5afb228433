import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TerraformStack } from 'cdktf';
import { ValidationError } from '../core/errors';

type Check = (stack: unknown) => readonly string[];

const checked = new WeakSet<TerraformStack>();

/**
 * Looks at what a stack has become, when everything has had its say: props, overrides, Aspects. When something is wrong with it, there is no
 * file of it that could be deployed.
 *
 * @param checks each gives one sentence for everything that is wrong
 */
export function checkSynthesized(stack: TerraformStack, checks: readonly Check[]): void {
  if (checked.has(stack)) {
    return;
  }
  checked.add(stack);
  const { synthesizer } = stack;
  stack.synthesizer = {
    synthesize: (session) => {
      synthesizer.synthesize(session);
      const path = join(session.outdir, session.manifest.forStack(stack).synthesizedStackPath);
      // HCL, which is written when the framework is asked for it, is not read again, nor what another synthesizer writes elsewhere.
      if (path.endsWith('.json') && existsSync(path)) {
        refuse(stack, path, checks);
      }
    },
  };
}

function refuse(stack: TerraformStack, path: string, checks: readonly Check[]): void {
  const written: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const problems = checks.flatMap((check) => check(written));
  if (problems.length > 0) {
    rmSync(path);
    throw new ValidationError(
      `stack ${stack.node.path} cannot be deployed like this:\n  ${problems.join('\n  ')}`,
    );
  }
}
