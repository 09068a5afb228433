import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { quote, ValidationError } from '../core/errors';
import { type BuildRequest, STALE_HINT } from './build';
import { debugInstructions } from './debug-instructions';
import { build, knownImages } from './engine';
import { debugName } from './image-build';
import { displayName, selectImages, stagedImages } from './staged-images';

/** Name of the file that describes the twin to debug, beside the Dockerfile. */
const DEBUG_DOCKERFILE = 'debug.Dockerfile';

/**
 * Builds the twin to debug of one staged image, names it, and says how to run it and how to attach a debugger.
 *
 * @returns the exit status of the build
 */
export function buildDebugImage({ output, selection }: BuildRequest): number {
  const [staged, ...others] = selectImages(stagedImages(resolve(output)), output, selection);
  if (staged === undefined || others.length > 0) {
    const names = [staged, ...others].flatMap((each) => (each ? [displayName(each)] : [])).join(', ');
    throw new ValidationError(`debug takes one image, and there are ${names}; write STACK/IMAGE`);
  }
  if (!existsSync(join(staged.folder, DEBUG_DOCKERFILE))) {
    throw new ValidationError(
      `${quote(displayName(staged))} has no twin to debug: its Dockerfile was written by hand, or a stage of its own needs a gate, which no twin ` +
        'has; take a GoImage whose own stages need no gate',
    );
  }
  const [image] = knownImages([staged]);
  if (image === undefined) {
    return 1;
  }
  // Whatever the image is for, its twin is for the machine that builds.
  const twin = { ...image, build: { ...image.build, platform: undefined } };
  const name = debugName(image.build.name);
  process.stderr.write(STALE_HINT);
  const status = build(twin, DEBUG_DOCKERFILE, ['--tag', name]);
  if (status === 0) {
    process.stdout.write(debugInstructions(name, image.build.engine.host));
  }
  return status;
}
