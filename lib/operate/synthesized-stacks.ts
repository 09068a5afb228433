import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { quote, ValidationError } from '../core/errors';
import { at } from '../core/json';
import { fields, text } from './json-fields';

/** A stack that a synthesis wrote. */
export interface SynthesizedStack {
  /** What `cdktf deploy` calls it. */
  readonly name: string;
  /** Its construct path, with which the paths of all its constructs begin. */
  readonly path: string;
  /** Its folder below the output folder, which Terraform works in. */
  readonly folder: string;
}

/** What the framework writes of an app. */
const MANIFEST = 'manifest.json';

/**
 * Every stack of the app in an output folder.
 *
 * @param output as the user wrote it
 */
export function synthesizedStacks(output: string): SynthesizedStack[] {
  const file = join(output, MANIFEST);
  if (!existsSync(file)) {
    throw new ValidationError(`no app is synthesized in ${quote(output)}; run "cdktf synth" first`);
  }
  return readManifest(readFileSync(file, 'utf8'));
}

/** The stacks that the text of a manifest names. */
export function readManifest(manifest: string): SynthesizedStack[] {
  const stacks = fields(at(fields(parsed(manifest), MANIFEST), 'stacks'), `stacks in ${MANIFEST}`);
  return Object.entries(stacks).map(([name, value]) => {
    const what = `stack ${quote(name)} in ${MANIFEST}`;
    const stack = fields(value, what);
    return {
      name,
      path: text(at(stack, 'constructPath'), `constructPath of ${what}`),
      folder: text(at(stack, 'workingDirectory'), `workingDirectory of ${what}`),
    };
  });
}

function parsed(manifest: string): unknown {
  try {
    return JSON.parse(manifest);
  } catch {
    throw new ValidationError(`${MANIFEST} is not JSON; run "cdktf synth" again`);
  }
}

/** The stack of that name. */
export function stackNamed(stacks: readonly SynthesizedStack[], name: string): SynthesizedStack {
  const found = stacks.find((stack) => stack.name === name);
  if (found === undefined) {
    const names = stacks.map((stack) => stack.name).join(', ');
    throw new ValidationError(`no synthesized stack is called ${quote(name)}; there is ${names || 'none'}`);
  }
  return found;
}

/** The stack that the construct of a path is in: of stacks in stacks the innermost. */
export function stackAround(stacks: readonly SynthesizedStack[], path: string): SynthesizedStack | undefined {
  return stacks
    .filter((stack) => path.startsWith(`${stack.path}/`))
    .reduce<SynthesizedStack | undefined>(
      (inner, stack) => (inner === undefined || stack.path.length > inner.path.length ? stack : inner),
      undefined,
    );
}
