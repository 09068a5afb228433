import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { quote, ValidationError } from '../core/errors';
import { buildKitCommand } from './docker-command';
import { type StagedImage, stagedImages } from './staged-images';

/** What to build, and where to find it. */
export interface BuildRequest {
  /** Output folder of the app, `cdktf.out` for most. */
  readonly output: string;
  /** `stack` or `stack/image`; everything that is staged when left out. */
  readonly selection?: string;
}

/**
 * Builds staged images with the Engine's own progress and the compiler's own messages.
 *
 * Terraform shows of a failed build no more than which step failed. This builds the same folder and lets everything
 * through; a build that works leaves only the Engine's cache warm.
 *
 * @returns the exit status of the first build that failed, or 0
 */
export function buildStagedImages(request: BuildRequest): number {
  const images = select(request);
  const command = buildKitCommand();
  if (command === undefined) {
    throw new ValidationError(
      'no docker command on the PATH can build with BuildKit; install Docker with its buildx plugin',
    );
  }
  process.stderr.write('building the files of the last synthesis; after an edit, run "cdktf synth" first\n');
  for (const { stack, name, folder } of images) {
    process.stderr.write(`${stack}/${name}\n`);
    const { status } = spawnSync(command, ['build', '--progress', 'plain', folder], {
      stdio: 'inherit',
      env: { ...process.env, DOCKER_BUILDKIT: '1' },
    });
    if (status !== 0) {
      return status ?? 1;
    }
  }
  return 0;
}

function select({ output, selection }: BuildRequest): StagedImage[] {
  const all = stagedImages(resolve(output));
  if (all.length === 0) {
    throw new ValidationError(`no staged image in ${quote(output)}; run "cdktf synth" first`);
  }
  if (selection === undefined) {
    return all;
  }
  const [stack, name] = selection.split('/');
  // Terraform's names end in a digest, which nobody wants to type.
  const isMeant = (image: StagedImage): boolean =>
    name === undefined || image.name === name || image.name.replace(/_[0-9A-F]{8}$/, '') === name;
  const found = all.filter((image) => image.stack === stack && isMeant(image));
  if (found.length === 0) {
    const names = all.map((image) => `${image.stack}/${image.name}`).join(', ');
    throw new ValidationError(`nothing staged is called ${quote(selection)}; there is ${names}`);
  }
  return found;
}
