import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TerraformStack } from 'cdktf';
import { DockerHost, GoImage, type GoImageProps } from '../../../lib';
import { stagedImages } from '../../../lib/operate/staged-images';
import { buildKitCommand } from '../../../lib/operate/docker-command';
import { synthesizeToFolder } from '../../support/stack';
import type { Said } from './checkout';

/** How a staged context is built, beyond what every build of the library has. */
export interface BuildOptions {
  /** Arguments of `docker build`; by default nothing but the cache is kept. */
  readonly arguments?: readonly string[];
  /** What becomes of the Dockerfile, for this build only. */
  readonly dockerfile?: (text: string) => string;
}

/** A build context that a synthesis wrote, to be built again and again with the Engine's own progress. */
export class StagedContext {
  /**
   * The one of an image.
   *
   * @param output output folder of the app
   * @param image id of the construct
   */
  public static of(output: string, image: string): StagedContext {
    const found = stagedImages(output).filter(({ name }) => name.replace(/_[0-9A-F]{8}$/, '') === image);
    expect(found).toHaveLength(1);
    return new StagedContext(found[0]!.folder);
  }

  private constructor(public readonly folder: string) {}

  /** `docker build`, with plain progress. */
  public build({ arguments: args = CACHE_ONLY, dockerfile }: BuildOptions = {}): Said {
    const input = dockerfile && { input: dockerfile(this.read('Dockerfile')) };
    const { status, stdout, stderr } = spawnSync(
      buildKitCommand()!,
      [
        ...['build', '--progress', 'plain', '--build-arg', 'SOURCE_DATE_EPOCH=0'],
        ...(input ? ['--file', '-'] : []),
        ...args,
        this.folder,
      ],
      {
        encoding: 'utf8',
        env: { ...process.env, ...PLAIN },
        maxBuffer: 64 * 1024 * 1024,
        ...input,
      },
    );
    return { status, text: stdout + stderr };
  }

  /** A build that has to succeed; gives its progress. */
  public progress(options: BuildOptions = {}): string {
    const { status, text } = this.build(options);
    if (status !== 0) {
      throw new Error(text);
    }
    return text;
  }

  /** Changes a file, and makes sure that it did change. */
  public edit(path: string, change: (text: string) => string): void {
    const before = this.read(path);
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(join(this.folder, path), after);
  }

  private read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }
}

/** The context of an image that is not deployed. */
export function stagedImage(props: GoImageProps): StagedContext {
  const output = synthesizeToFolder((app) => {
    const stack = new TerraformStack(app, 'staged');
    new DockerHost(stack, 'docker');
    new GoImage(stack, 'image', props);
  });
  return StagedContext.of(output, 'image');
}

/** BuildKit, and no record of how the image was built beside it: Terraform asks for none. */
const PLAIN = { DOCKER_BUILDKIT: '1', BUILDX_NO_DEFAULT_ATTESTATIONS: '1' };
/** No image without a name is left behind. */
const CACHE_ONLY = ['--output', 'type=cacheonly'];

/** Stages of which the progress of a build shows a RUN, by whether it ran or was cached. */
export function runs(progress: string): { readonly ran: string[]; readonly cached: string[] } {
  const steps = [...progress.matchAll(/^(#\d+) \[(?:\S+ )?([a-z][a-z0-9-]*) +\d+\/\d+\] RUN /gm)];
  const stages = new Map(steps.map(([, number, stage]) => [number!, stage!]));
  const cached = new Set([...progress.matchAll(/^(#\d+) CACHED$/gm)].map(([, number]) => number!));
  const those = (isCached: boolean): string[] =>
    [...stages].flatMap(([number, stage]) => (cached.has(number) === isCached ? stage : [])).sort();
  return { ran: those(false), cached: those(true) };
}
