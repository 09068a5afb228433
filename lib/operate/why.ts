import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { quote, ValidationError } from '../core/errors';
import type { BuildRequest } from './build';
import { builtImages } from './built-images';
import { type Role, declaredRoles } from './declared-roles';
import { readDeclaredStack } from './declared-stack';
import { lastOutput } from './last-output';
import { maskFor } from './masked-lines';
import { readStackFile, STACK_FILE } from './stack-file';
import { containersOfStack, type StackContainer } from './stack-containers';
import { stackAround, stackNamed, type SynthesizedStack, synthesizedStacks } from './synthesized-stacks';
import { readTerraformState, showTerraformState } from './terraform-state';
import { judge } from './why-judgement';
import { listed, wellText, whyText } from './why-text';

/** What to look at. */
export interface WhyRequest extends BuildRequest {
  /** Path of a service or a job, with or without the stack's own before it; all of them when left out. */
  readonly target?: string;
}

/** How many lines of a program's output are shown. */
const LINES = 20;

/**
 * Says why a container of a stack has failed: the one that was made last, and one line for each other.
 *
 * The environment of a container is never read. Lines of output with a secret of the stack in them are left out.
 *
 * @returns 1 when something has failed or is not there, else 0
 */
export function explainFailure(request: WhyRequest): number {
  const root = resolve(request.output);
  const stacks = synthesizedStacks(root);
  const { stack, target } = selected(stacks, request);
  const folder = join(root, stack.folder);
  const text = readFileSync(join(folder, STACK_FILE), 'utf8');
  const file = readStackFile(text);
  const roles = declaredRoles(file);
  const found = containersOfStack(
    readDeclaredStack(text, folder).engines,
    (path) => stackAround(stacks, path) === stack,
  );
  const about = narrowed(stack, found, roles, target);
  const judgement = judge(about.containers, about.roles, BigInt(Date.now()) * 1_000_000n);
  if (judgement.failed.length === 0 && judgement.missing.length === 0) {
    process.stdout.write(wellText(about.title, judgement));
    return 0;
  }
  const [first] = judgement.failed;
  const state = first === undefined ? undefined : stateOf(folder);
  process.stdout.write(
    whyText(judgement, {
      stack: stack.name,
      output:
        first === undefined ? { lines: [] } : lastOutput(first.container.engine, first.container.id, LINES),
      mask: maskFor(state, text),
      isKnown:
        first === undefined || state === undefined
          ? undefined
          : readTerraformState(state).containers.has(first.container.id),
      hasImages: builtImages(file, folder).length > 0,
    }),
  );
  return 1;
}

/** `dev`, `dev api`, `dev dev/api`, and `dev/api` as `logs` takes it. */
function selected(
  stacks: readonly SynthesizedStack[],
  { selection, target }: WhyRequest,
): { readonly stack: SynthesizedStack; readonly target?: string } {
  if (selection === undefined) {
    throw new ValidationError('why takes one stack; write STACK, or STACK SERVICE');
  }
  const around = stacks.some(({ name }) => name === selection) ? undefined : stackAround(stacks, selection);
  return around !== undefined && target === undefined
    ? { stack: around, target: selection }
    : { stack: stackNamed(stacks, selection), target };
}

interface Narrowed {
  readonly title: string;
  readonly containers: readonly StackContainer[];
  readonly roles: ReadonlyMap<string, Role>;
}

/** What of the stack is asked for. */
function narrowed(
  stack: SynthesizedStack,
  containers: readonly StackContainer[],
  roles: ReadonlyMap<string, Role>,
  target: string | undefined,
): Narrowed {
  if (target === undefined) {
    return { title: stack.name, containers, roles };
  }
  const paths = new Set([...roles.keys(), ...containers.map(({ path }) => path)]);
  const path = [target, `${stack.path}/${target}`].find((each) => paths.has(each));
  if (path === undefined || roles.get(path) === 'carrier') {
    const known = [...paths].filter((each) => roles.get(each) !== 'carrier').sort();
    throw new ValidationError(
      `no service or job of ${stack.name} is called ${quote(target)}; there is ${listed(known)}`,
    );
  }
  const role = roles.get(path);
  return {
    title: path,
    containers: containers.filter((each) => each.path === path),
    roles: new Map(role === undefined ? [] : [[path, role]]),
  };
}

/** What Terraform says of the stack's state. Without it the Engine's words are still worth something. */
function stateOf(folder: string): string | undefined {
  try {
    return showTerraformState(folder);
  } catch (error) {
    if (!ValidationError.isValidationError(error)) {
      throw error;
    }
    process.stderr.write(
      `${error.message}; until then only what looks like a secret is left out of the output\n`,
    );
    return undefined;
  }
}
