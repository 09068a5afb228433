import { resolve } from 'node:path';
import { build, knownImages } from './engine';
import { displayName, selectImages, stagedImages } from './staged-images';

/** What to build, and where to find it. */
export interface BuildRequest {
  /** Output folder of the app, `cdktf.out` for most. */
  readonly output: string;
  /** `stack` or `stack/image`; everything that is staged when left out. */
  readonly selection?: string;
}

/** Files are staged by a synthesis, and an edit after it is not in them. */
export const STALE_HINT =
  'these are the files of the last synthesis; after an edit, run "cdktf synth" first\n';

/** Builds everything and keeps nothing but the Engine's cache: no image without a name is left behind. */
const CACHE_ONLY = ['--output', 'type=cacheonly'];

/**
 * Builds staged images with the Engine's own progress and the compiler's own messages.
 *
 * Terraform shows of a failed build no more than which step failed. This builds the same folder with the same arguments and
 * lets everything through; a build that works leaves the Engine's cache warm for Terraform's own.
 *
 * @returns the exit status of the first build that failed, or 0
 */
export function buildStagedImages({ output, selection }: BuildRequest): number {
  const images = selectImages(stagedImages(resolve(output)), output, selection);
  const known = knownImages(images);
  process.stderr.write(STALE_HINT);
  for (const image of known) {
    process.stderr.write(`${displayName(image.staged)}\n`);
    const status = build(image, image.build.dockerfile, CACHE_ONLY);
    if (status !== 0) {
      return status;
    }
  }
  return 0;
}
