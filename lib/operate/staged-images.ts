import { readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { quote, ValidationError } from '../core/errors';
import { SIDE_FOLDER } from './side-folder';
import { STACK_FILE } from './stack-file';

/** A build context that a synthesized stack has on disk. */
export interface StagedImage {
  /** Name of the stack. */
  readonly stack: string;
  /** Name of the context's folder: the Terraform name of its `docker_image`. */
  readonly name: string;
  /** Absolute path of the stack's output folder, which Terraform works in. */
  readonly stackFolder: string;
  /** Absolute path of the context's folder, which holds the Dockerfile too. */
  readonly folder: string;
}

/** Every build context in the output folder of an app, in the order of their names. What is no stack is passed over. */
export function stagedImages(output: string): StagedImage[] {
  const stacks = foldersIn(join(output, 'stacks')).filter((name) => !name.startsWith(SIDE_FOLDER));
  return stacks.flatMap((stack) => {
    const stackFolder = join(output, 'stacks', stack);
    if (!statOf(join(stackFolder, STACK_FILE))?.isFile()) {
      return [];
    }
    return foldersIn(join(stackFolder, 'images')).map((name) => ({
      stack,
      name,
      stackFolder,
      folder: join(stackFolder, 'images', name),
    }));
  });
}

/**
 * Those of `all` that are meant by `selection`: `stack`, `stack/image` as the construct path has it, or everything when it is left out.
 *
 * @param output the folder that they were looked for in, as the user wrote it
 */
export function selectImages(all: readonly StagedImage[], output: string, selection?: string): StagedImage[] {
  if (all.length === 0) {
    throw new ValidationError(`no staged image in ${quote(output)}; run "cdktf synth" first`);
  }
  if (selection === undefined) {
    return [...all];
  }
  const [stack, ...path] = selection.split('/');
  // Terraform's names are construct paths in another spelling.
  const name = path.join('_');
  const found = all.filter(
    (image) => image.stack === stack && (path.length === 0 || [image.name, shortName(image)].includes(name)),
  );
  if (found.length === 0) {
    const names = all.map(displayName).join(', ');
    throw new ValidationError(`nothing staged is called ${quote(selection)}; there is ${names}`);
  }
  return found;
}

/** `stack/image`, as a user can write it. */
export function displayName(image: StagedImage): string {
  return `${image.stack}/${shortName(image)}`;
}

/** Terraform's names end in a digest, which nobody wants to type. */
function shortName({ name }: StagedImage): string {
  return name.replace(/_[0-9A-F]{8}$/, '');
}

function foldersIn(directory: string): string[] {
  return isFolder(directory)
    ? readdirSync(directory)
        .filter((name) => isFolder(join(directory, name)))
        .sort()
    : [];
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() ?? false;
}

/** What is at a path, behind all links; nothing when they lead nowhere. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
