import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { quote, ValidationError } from '../core/errors';
import type { BuildRequest } from './build';
import { type BuiltImage, builtImages, imageNames } from './built-images';
import { type EngineAddress, isSameAddress } from './engine-address';
import { generationsOn, removeImage, usedImages } from './engine-images';
import { generationLines } from './generation-text';
import { countedLine, type PruneDecision, prunePlan } from './prune-plan';
import { readStackFile, STACK_FILE } from './stack-file';
import { stackNamed, synthesizedStacks } from './synthesized-stacks';

/** What to remove. */
export interface PruneRequest extends BuildRequest {
  /** How many generations of every image stay, beside those in use: `5`. */
  readonly keep?: string;
  /** Whether to say only what would be removed. */
  readonly dryRun: boolean;
}

const KEEP_DEFAULT = '5';
/** What an image of a service is called that has the service's configuration files on top. */
const WITH_FILES = '-with-files';

/**
 * Removes old images of a stack from its Engines, by name and never by force.
 *
 * They are counted per repository on the Engine: images of all stacks that use the repository, such as the development and production of one app.
 * What a container is made of, running or not, and what any synthesized stack of the app names stays, however old it is.
 *
 * @returns 1 when an image could not be removed, else 0
 */
export function pruneImages({ output, selection, keep = KEEP_DEFAULT, dryRun }: PruneRequest): number {
  if (selection === undefined) {
    throw new ValidationError('prune takes one stack; write STACK');
  }
  if (!/^\d{1,6}$/.test(keep)) {
    throw new ValidationError(`--keep ${quote(keep)} is not possible; give a number of images, such as 5`);
  }
  const root = resolve(output);
  const stacks = synthesizedStacks(root);
  const read = (folder: string): ReturnType<typeof readStackFile> =>
    readStackFile(readFileSync(join(root, folder, STACK_FILE), 'utf8'));
  const stack = stackNamed(stacks, selection);
  const built = builtImages(read(stack.folder), join(root, stack.folder));
  const declared = new Set(stacks.flatMap(({ folder }) => imageNames(read(folder))));
  if (built.length === 0) {
    process.stderr.write(`${stack.name} builds no image\n`);
    return 0;
  }
  const statuses = enginesOf(built).map((engine) => {
    const images = generationsOn(engine, repositoriesOn(engine, built));
    const used = usedImages(engine);
    return remove(engine, prunePlan(images, { keep: Number(keep), declared, used }), dryRun);
  });
  return Math.max(...statuses);
}

function enginesOf(built: readonly BuiltImage[]): EngineAddress[] {
  return built
    .map(({ engine }) => engine)
    .filter((engine, index, all) => all.findIndex((other) => isSameAddress(engine, other)) === index);
}

/** Repositories of the images that are built there, and of those with files on top that services had once. */
function repositoriesOn(engine: EngineAddress, built: readonly BuiltImage[]): ReadonlySet<string> {
  return new Set(
    built
      .filter((image) => isSameAddress(image.engine, engine))
      .flatMap(({ repository }) => [repository, `${repository.split('/').at(-1) ?? ''}${WITH_FILES}`]),
  );
}

function remove(engine: EngineAddress, plan: readonly PruneDecision[], isDry: boolean): number {
  const failed = new Map<string, string>();
  const going = plan.filter(({ reason }) => reason === undefined);
  for (const { image } of isDry ? [] : going) {
    const complaint = removeImage(engine, image.name);
    if (complaint !== undefined) {
      failed.set(image.name, complaint);
    }
  }
  const reasons = new Map(plan.map(({ image, reason }) => [image.name, reason]));
  const images = plan.map(({ image }) => image);
  const lines = generationLines(images, ({ name }) => wordOf(reasons.get(name), failed.has(name), isDry));
  const gone = going.length - failed.size;
  const where = engine.host === undefined ? '' : ` on ${engine.host}`;
  const summary = `${isDry ? `${gone} would be removed` : `${gone} removed`}${where}, ${plan.length - gone} kept; layers that they share with others stay`;
  process.stdout.write(`${[...lines, countedLine(images) ?? [], summary].flat().join('\n')}\n`);
  failed.forEach((complaint, name) => {
    process.stderr.write(`${name} was not removed: ${complaint}\n`);
  });
  return failed.size > 0 ? 1 : 0;
}

function wordOf(reason: string | undefined, isFailed: boolean, isDry: boolean): string {
  if (reason !== undefined) {
    return `kept: ${reason}`;
  }
  return isFailed ? 'kept: the Engine refused' : isDry ? 'would be removed' : 'removed';
}
