import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ValidationError } from '../core/errors';
import { buildKitCommand } from './docker-command';
import { dockerEnvironment } from './engine-address';
import { buildCommand, readImageBuild, type ImageBuild } from './image-build';
import { STACK_FILE } from './stack-file';
import type { StagedImage } from './staged-images';

/** The Docker command, and the Engine that an image belongs to. */
export interface Engine {
  readonly command: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** A staged image with what its stack says of it. */
export interface KnownImage {
  readonly staged: StagedImage;
  readonly build: ImageBuild;
  readonly engine: Engine;
}

/** Reads what the stacks of images say of them, and finds the command for their Engines. */
export function knownImages(images: readonly StagedImage[]): KnownImage[] {
  const command = buildKitCommand();
  if (command === undefined) {
    throw new ValidationError(
      'no docker command on the PATH can build with BuildKit; install Docker with its buildx plugin',
    );
  }
  return images.map((staged) => {
    const text = readFileSync(join(staged.stackFolder, STACK_FILE), 'utf8');
    const build = readImageBuild(text, staged.name, staged.stackFolder);
    const environment = { ...process.env, DOCKER_BUILDKIT: '1', ...dockerEnvironment(build.engine) };
    return { staged, build, engine: { command, environment } };
  });
}

/**
 * Builds an image as Terraform would, with the Engine's own progress on the standard error.
 *
 * @param dockerfile name of the Dockerfile in the context
 * @param result arguments that say what becomes of the result
 * @returns the exit status
 */
export function build(
  { staged, build: values, engine }: KnownImage,
  dockerfile: string,
  result: readonly string[],
): number {
  const context = resolve(staged.stackFolder, values.context);
  const args = buildCommand(values, {
    context,
    dockerfile: join(context, dockerfile),
    resolve: (path) => resolve(staged.stackFolder, path),
    result,
  });
  const { status } = spawnSync(engine.command, args, { stdio: ['inherit', 2, 2], env: engine.environment });
  return status ?? 1;
}

/** Standard output of `docker`; nothing when it fails. */
export function answer({ command, environment }: Engine, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(command, [...args], {
    encoding: 'utf8',
    env: environment,
    maxBuffer: 64 * 1024 * 1024,
  });
  return status === 0 ? stdout : undefined;
}
