import { spawnSync } from 'node:child_process';
import { quote, ValidationError } from '../core/errors';
import { absoluteSource } from './source-path';

/**
 * What a release is called: in the program, in the image's label and in the tag that a registry gets.
 *
 * A version is part of the image: one that follows every commit makes every commit a new image.
 */
export class ImageVersion {
  /** The text that you give, such as `1.4.0`. */
  public static literal(text: string): ImageVersion {
    if (!/^[A-Za-z0-9][A-Za-z0-9._+~-]*$/.test(text) || text.length > LONGEST_TAG) {
      throw new ValidationError(
        `version ${quote(text)} is not possible: letters, digits and "._+~-", beginning with a letter or digit, at most ` +
          `${LONGEST_TAG} characters; write "1.4.0"`,
      );
    }
    return new ImageVersion(text);
  }

  /**
   * What `git describe --tags --always --dirty` says of a directory: `v1.4.0`, `v1.4.0-3-g1c2d3e4`, `1c2d3e4-dirty`.
   *
   * @param directory relative to the directory of cdktf.json
   */
  public static git(directory = '.'): ImageVersion {
    const cwd = absoluteSource(directory);
    const { status, stdout, stderr, error } = spawnSync(
      'git',
      ['describe', '--tags', '--always', '--dirty'],
      { cwd, encoding: 'utf8' },
    );
    if (error !== undefined || status !== 0) {
      throw new ValidationError(
        `git tells no version of ${quote(cwd)}: ${(error?.message ?? stderr).trim()}; make a commit, or give the text by ` +
          'ImageVersion.literal',
      );
    }
    return ImageVersion.literal(stdout.trim().replaceAll('/', '-'));
  }

  private constructor(
    /** As it was given: for `stamp`, and for the label. */
    public readonly text: string,
  ) {}

  /** As a tag can hold it: `+` and `~` become `-`. */
  public toTag(): string {
    return this.text.replace(/[+~]/g, '-');
  }
}

const LONGEST_TAG = 128;
