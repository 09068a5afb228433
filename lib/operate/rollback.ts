import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ValidationError } from '../core/errors';
import type { Fields } from '../core/json';
import type { BuildRequest } from './build';
import { type BuiltImage, builtImages, generationOf, otherBuilds } from './built-images';
import { type DeployedImage, deployedImages } from './deployed-images';
import { type Generation, generationsOn, namesOn, usedImages } from './engine-images';
import { readFilesContext } from './files-context';
import { generationLines } from './generation-text';
import { initialize } from './plan-stack';
import { isBelowUsed } from './prune-plan';
import { chooseGeneration, earlierGenerations, type RollbackImage } from './rollback-choice';
import { type ImageUse, type PlannedImage, rollbackPlan } from './rollback-plan';
import { rolledBackStack } from './rolled-back-stack';
import { inSideFolder, type OwnFiles } from './side-folder';
import { readStackFile, STACK_FILE } from './stack-file';
import { stackNamed, synthesizedStacks } from './synthesized-stacks';
import { attachTerraform, firstError, terraformBinary, throughSignals } from './terraform';
import { showTerraformState, wholeResources } from './terraform-state';
import { variableArguments, type VariableValues } from './variable-arguments';

/** What to go back to. */
export interface RollbackRequest extends BuildRequest, VariableValues {
  /** A tag, or repository and tag; the one before the deployed one when left out. */
  readonly target?: string;
  /** Whether to say only what there is. */
  readonly list: boolean;
  /** Whether to deploy exactly what is synthesized, from images that are there. */
  readonly asSynthesized: boolean;
  /** Whether Terraform is not to ask. */
  readonly autoApprove: boolean;
}

/** A stack with all that a rollback has to know of it. */
interface KnownStack {
  readonly name: string;
  /** Absolute path of its output folder. */
  readonly folder: string;
  readonly root: Fields;
  readonly images: readonly PlannedImage[];
  readonly choices: readonly RollbackImage[];
  readonly deployed: ReadonlyMap<string, DeployedImage>;
  /** Addresses of the resources that are there, and are not marked as broken. */
  readonly whole: ReadonlySet<string>;
}

/**
 * Deploys an image that an Engine has already: nothing is built. Terraform shows its own plan and asks.
 *
 * Other images stay what is deployed; all else is as it was synthesized.
 *
 * @returns the exit status of Terraform
 */
export async function rollBack(request: RollbackRequest): Promise<number> {
  const { target, list, asSynthesized, autoApprove } = request;
  if ([asSynthesized, list, target !== undefined].filter(Boolean).length > 1) {
    throw new ValidationError('GENERATION, --as-synthesized and --list exclude each other; give one of them');
  }
  const args = [...variableArguments(request), ...(autoApprove ? ['-auto-approve'] : [])];
  const stack = knownStack(request);
  if (list) {
    process.stdout.write(listOf(stack));
    return 0;
  }
  const name = asSynthesized ? undefined : chosenName(stack, target);
  const uses = usesFor(stack, name);
  const status = await throughSignals(() => applied(stack, uses, args));
  process.stderr.write(status === 0 ? endText(stack, uses, name) : failureText(stack.name));
  return status;
}

function knownStack({ output, selection }: RollbackRequest): KnownStack {
  if (selection === undefined) {
    throw new ValidationError('rollback takes one stack; write STACK, or STACK GENERATION');
  }
  const root = resolve(output);
  const { name, folder: relative } = stackNamed(synthesizedStacks(root), selection);
  const folder = join(root, relative);
  const file = readStackFile(readFileSync(join(folder, STACK_FILE), 'utf8'));
  const built = builtImages(file, folder);
  if (built.length === 0) {
    throw new ValidationError(`${name} builds no image of this library, so there is nothing to roll back`);
  }
  const complaint = initialize(folder);
  if (complaint !== undefined) {
    throw new ValidationError(
      `Terraform cannot be made ready in ${folder} (${firstError(complaint)}); run "${terraformBinary()} init" there`,
    );
  }
  const state = showTerraformState(folder);
  const deployed = deployedImages(state);
  const images = built.map((each) => ({
    built: each,
    deployed: deployed.get(each.resource),
    context: readFilesContext(join(folder, each.context)),
  }));
  const choices = images
    .filter(({ context }) => context === undefined)
    .map((image) => ({
      ...image,
      generations: generationsOn(image.built.engine, new Set([image.built.repository])),
    }));
  return { name, folder, root: file, images, choices, deployed, whole: wholeResources(state) };
}

function listOf({ choices }: KnownStack): string {
  const parts = choices.map(({ built, deployed, generations }) => {
    const used = usedImages(built.engine);
    const wordsOf = (image: Generation): string =>
      [
        ...(image.name === deployed?.name ? ['deployed'] : []),
        ...(image.name === built.name ? ['as synthesized'] : []),
        ...(used.ids.has(image.id) || isBelowUsed(image, used) ? ['a container uses it'] : []),
      ].join(', ');
    const lines = generationLines(generations, wordsOf).map((line) => `  ${line}`);
    return [built.path, ...(lines.length > 0 ? lines : ['  its Engine has none'])].join('\n');
  });
  return `${parts.join('\n')}\n`;
}

function chosenName(stack: KnownStack, target: string | undefined): string {
  const withEarlier = stack.choices.filter((each) => earlierGenerations(each).length > 0);
  if (target === undefined && new Set(withEarlier.map(({ built }) => built.repository)).size > 1) {
    process.stdout.write(listOf(stack));
  }
  return chooseGeneration(stack.name, stack.choices, target);
}

function usesFor(
  { name: stack, root, images, deployed }: KnownStack,
  name: string | undefined,
): ReadonlyMap<string, ImageUse> {
  const has = (image: BuiltImage, each: string): boolean => namesOn(image.engine, [each]).has(each);
  const repository = name === undefined ? undefined : generationOf(name)?.repository;
  const uses = rollbackPlan(images, { name, repository, has });
  const missing = [
    ...[...uses.values()].flatMap((use) => (use.kind === 'missing' ? [use.name] : [])),
    ...[...otherBuilds(root)].flatMap(([resource, other]) => {
      const known = deployed.get(resource);
      return known?.isBuilt === true && known.name === other ? [] : [other];
    }),
  ];
  if (missing.length > 0) {
    throw new ValidationError(
      `${missing.join(', ')} would have to be built, so nothing is done; run "cdktf deploy ${stack}" for that`,
    );
  }
  return uses;
}

function applied(
  { name, folder, root, images, whole }: KnownStack,
  uses: ReadonlyMap<string, ImageUse>,
  args: readonly string[],
): Promise<number> {
  const others = images.filter(({ built }) => isOther(built, uses)).map(({ built }) => built);
  const contextOf = (resource: string): string => `rollback-contexts/${resource}`;
  const stack = rolledBackStack(root, {
    uses,
    stack: name,
    whole,
    contextOf,
    others: new Set(others.map(({ resource }) => resource)),
    otherPaths: new Set(others.map(({ path }) => path)),
  });
  const contexts = [...uses].flatMap(([resource, use]): [string, string | Buffer][] =>
    use.kind === 'files'
      ? [
          [`${contextOf(resource)}/Dockerfile`, use.context.dockerfile],
          ...Object.entries(use.context.files).map(([path, bytes]): [string, Buffer] => [
            `${contextOf(resource)}/files${path}`,
            bytes,
          ]),
        ]
      : [],
  );
  const own: OwnFiles = { [STACK_FILE]: JSON.stringify(stack), ...Object.fromEntries(contexts) };
  return inSideFolder(folder, own, (side) => attachTerraform(side, ['apply', ...args]));
}

/** Whether an image is another than the declared one. */
function isOther({ resource, name }: BuiltImage, uses: ReadonlyMap<string, ImageUse>): boolean {
  const use = uses.get(resource);
  return use !== undefined && use.kind !== 'as-declared' && use.name !== name;
}

function endText(
  { name, images }: KnownStack,
  uses: ReadonlyMap<string, ImageUse>,
  wanted: string | undefined,
): string {
  if (wanted === undefined) {
    return `${name} is deployed as it was synthesized\n`;
  }
  const others = images.filter(({ built }) => isOther(built, uses)).map(({ built }) => built.name);
  return others.length === 0
    ? `${wanted} is deployed, which is what ${name} declares\n`
    : `${wanted} is deployed; the next "cdktf deploy ${name}" brings the checked-out version again (${others.join(', ')})\n`;
}

function failureText(stack: string): string {
  return `Terraform did not deploy all of it; where a container has failed, "npx --no go-containers why ${stack}" says why\n`;
}
