import { Image } from '@cdktf/provider-docker/lib/image';
import { Construct } from 'constructs';
import { quote } from '../core/errors';
import { BuiltImages } from '../provider/built-images';
import { isPort } from '../provider/ports';
import type { IContainerImage } from './container-image';
import { containerPathProblems } from './container-path';
import type { ImageContract } from './contract';
import { referenceProblems } from './image-reference';
import { Mirror } from './mirror';

/** An image that somebody else has built, and what cannot be seen without running it. */
export interface ImageReferenceProps {
  /** Name with a tag or a digest, such as `postgres:17`. A mirror of the app applies. */
  readonly reference: string;

  /**
   * Numbers of the user and the group that it runs as, such as `999:999`; never root. The image must be made for them.
   */
  readonly user: string;

  /**
   * Directories that the program writes to, absolute; in the image they belong to `user`.
   *
   * @default - none
   */
  readonly writable?: readonly string[];

  /**
   * The port that the program listens on.
   *
   * @default - none: each service says it
   */
  readonly port?: number;

  /**
   * Whether the image has `/bin/sh`.
   *
   * @default - not known
   */
  readonly shell?: boolean;

  /**
   * The Go version of the program, such as `1.26`, when it is one in Go: it is told its memory limit.
   *
   * @default - it is no Go program
   */
  readonly goVersion?: string;

  /**
   * Whether C code is in the Go program.
   *
   * @default - no
   */
  readonly cgo?: boolean;
}

const REFERENCED_IMAGE = Symbol.for('cdktf-go-containers/ReferencedImage');

/**
 * An image of somebody else, pulled by the stack's Engine if it does not have it yet.
 *
 * A tag that moves in its registry changes nothing here: an image that the Engine has is not pulled again.
 */
export class ReferencedImage extends Construct implements IContainerImage {
  /** Whether `value` is a ReferencedImage. */
  public static isReferencedImage(value: unknown): value is ReferencedImage {
    return typeof value === 'object' && value !== null && REFERENCED_IMAGE in value;
  }

  /** What the image needs to run. */
  public readonly contract: ImageContract;
  /** The `docker_image` below it, for everything that this class does not offer. */
  public readonly resource: Image;

  public constructor(scope: Construct, id: string, props: ImageReferenceProps) {
    super(scope, id);
    Object.defineProperty(this, REFERENCED_IMAGE, { value: true });
    const { reference, ...contract } = props;
    const mirror = Mirror.of(this);
    const problems = [...propsProblems(props), ...mirror.problems];
    this.node.addValidation({ validate: () => problems });

    this.contract = contract;
    this.resource = new Image(this, 'Resource', {
      name: mirror.apply(reference),
      // Other stacks and other tools may use it as well.
      keepLocally: true,
      lifecycle: { createBeforeDestroy: true },
    });
    BuiltImages.of(this).addPulled(this.resource);
  }

  /** The Engine's own id of the image (`sha256:...`), known after apply. */
  public get imageId(): string {
    return this.resource.imageId;
  }
}

function propsProblems({ reference, user, port, writable = [] }: ImageReferenceProps): string[] {
  return [
    ...referenceProblems('image', reference),
    ...(reference === 'scratch'
      ? ['image "scratch" is the empty one and cannot be pulled; name an image with a program']
      : []),
    ...userProblems(user),
    ...(port === undefined || isPort(port)
      ? []
      : [`port ${port} is not possible; give a whole number from 1 to 65535`]),
    ...writable.flatMap(containerPathProblems),
  ];
}

/** What is wrong with the user of an image that this library does not make. */
export function userProblems(user: string): string[] {
  const [, uid, gid] = /^(\d+)(?::(\d+))?$/.exec(user) ?? [];
  if (uid === undefined) {
    return [
      `user ${quote(user)} is not given by numbers, and a name means nothing before the image runs; write user and group as ` +
        'in the passwd file of the image, such as "999:999"',
    ];
  }
  if (Number(uid) === 0 || (gid !== undefined && Number(gid) === 0)) {
    return [
      `user ${quote(user)} is root, which a program in a container does not need; write the numbers of a user that the image ` +
        'is made for, such as "999:999"',
    ];
  }
  return gid === undefined ? [`user ${quote(user)} has no group; write ${quote(`${uid}:${uid}`)}`] : [];
}
