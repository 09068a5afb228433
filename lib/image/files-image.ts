import type { Image } from '@cdktf/provider-docker/lib/image';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { FramedHash } from '../core/hash';
import { sortedEntries } from '../core/names';
import { Stage } from '../dockerfile/stage';
import { StageBase } from '../dockerfile/stage-base';
import { StageGraph } from '../dockerfile/stage-graph';
import { Step } from '../dockerfile/step';
import { type SourceFile, textFile } from '../gomodule/source-file';
import type { IContainerImage } from './container-image';
import type { ImageContract } from './contract';
import { nameOf } from './image-name';
import { stagedImage } from './staged-image';

/** Where the files lie in the build context, each below the path that it has in the image. */
const FILES = 'files';

/** An image, and what is put into it. */
export interface FilesImageProps {
  readonly image: IContainerImage;
  /** Texts by their absolute paths; asked for when everything has been declared. */
  readonly files: () => Readonly<Record<string, string>>;
}

/**
 * The image of a service with its configuration files on top: one layer more.
 *
 * A read-only container takes no uploads, and a volume would keep files that are gone and change them under the version that runs.
 */
export class FilesImage extends Construct implements IContainerImage {
  public readonly contract: ImageContract;
  public readonly imageName: string;
  private readonly resource: Image;

  public constructor(scope: Construct, id: string, { image, files }: FilesImageProps) {
    super(scope, id);
    this.contract = image.contract;
    const dockerfile = dockerfileOn(image.imageName);
    const digest = Lazy.stringValue({ produce: () => digestOf(dockerfile, files()) });
    const repository = nameOf(image.imageName).split('/').at(-1);
    this.imageName = `${repository}-with-files:${digest}`;
    this.resource = stagedImage(this, {
      imageName: this.imageName,
      // Made after the image that it starts from, and made again when that has another id under the same name.
      triggers: { base: image.imageId, files: digest },
      context: {
        directories: [],
        get files(): SourceFile[] {
          return [
            textFile('Dockerfile', dockerfile),
            ...sortedEntries(files()).map(([path, text]) => textFile(`${FILES}${path}`, text)),
          ];
        },
      },
    });
  }

  public get imageId(): string {
    return this.resource.imageId;
  }
}

function dockerfileOn(base: string): string {
  const runtime = Stage.named('runtime', {
    base: StageBase.image(base),
    steps: [Step.copy([`${FILES}/`], '/')],
  });
  return StageGraph.of({ stages: [runtime], target: runtime.name }).toDockerfile();
}

function digestOf(dockerfile: string, files: Readonly<Record<string, string>>): string {
  const hash = new FramedHash().record('dockerfile', dockerfile);
  sortedEntries(files).forEach(([path, text]) => hash.record('file', path, text));
  return hash.digest();
}
