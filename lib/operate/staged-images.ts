import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A build context that a synthesized stack has on disk. */
export interface StagedImage {
  /** Name of the stack. */
  readonly stack: string;
  /** Name of the context's folder: the Terraform name of its `docker_image`. */
  readonly name: string;
  /** Absolute path of the folder, which holds the Dockerfile too. */
  readonly folder: string;
}

/** Every build context in the output folder of an app, in the order of their names. */
export function stagedImages(output: string): StagedImage[] {
  return foldersIn(join(output, 'stacks')).flatMap((stack) =>
    foldersIn(join(output, 'stacks', stack, 'images')).map((name) => ({
      stack,
      name,
      folder: join(output, 'stacks', stack, 'images', name),
    })),
  );
}

function foldersIn(directory: string): string[] {
  return existsSync(directory)
    ? readdirSync(directory)
        .filter((name) => statSync(join(directory, name)).isDirectory())
        .sort()
    : [];
}
