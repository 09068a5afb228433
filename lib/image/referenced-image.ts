import { Image } from '@cdktf/provider-docker/lib/image';
import { Construct } from 'constructs';
import { quote } from '../core/errors';
import { BuiltImages } from '../provider/built-images';
import { DockerHost } from '../provider/docker-host';
import { refuseReservedId } from '../provider/reserved-id';
import { isPort } from '../provider/ports';
import type { IContainerImage } from './container-image';
import { containerPathProblems } from './container-path';
import type { ImageContract } from './contract';
import { referenceProblems } from './image-reference';
import { Environment } from './environment';
import { Mirror } from './mirror';
import { floatingProblems } from './runtime-warnings';

/** An image that somebody else has built, and what cannot be seen without running it. */
export interface ImageReferenceProps {
  /** Name with a tag or a digest, such as `postgres:17`. A mirror of the app applies. */
  readonly reference: string;

  /**
   * Numbers of the user and the group that it runs as, such as `999:999`. The image must be made for them. Root, `0:0`, only with
   * `acceptRoot`.
   */
  readonly user: string;

  /**
   * Why the program has to run as root, for whoever reviews the stack. It still has no capability but those that are added.
   *
   * @default - it must not
   */
  readonly acceptRoot?: string;

  /**
   * Why it may be named by a tag in an environment that requires digests, for whoever reviews the stack.
   *
   * @default - it may not
   */
  readonly acceptFloatingTag?: string;

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
   * The signal that asks the program to end, such as `SIGQUIT` for nginx.
   *
   * @default - SIGTERM
   */
  readonly stopSignal?: string;

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

  private knownId?: string;

  public constructor(scope: Construct, id: string, props: ImageReferenceProps) {
    super(scope, id);
    refuseReservedId(this);
    Object.defineProperty(this, REFERENCED_IMAGE, { value: true });
    const { reference, acceptRoot, acceptFloatingTag, ...contract } = props;
    const needsDigest = Environment.find(this).requireDigests && acceptFloatingTag === undefined;
    const mirror = Mirror.of(this);
    const problems = [
      ...propsProblems(props),
      ...userProblems(props.user, acceptRoot),
      ...mirror.problems,
      ...(needsDigest ? floatingProblems('image', reference) : []),
    ];
    this.node.addValidation({ validate: () => problems });

    this.contract = contract;
    this.resource = new Image(this, 'Resource', {
      provider: DockerHost.find(this)?._provider,
      name: mirror.apply(reference),
      // Other stacks and other tools may use it as well.
      keepLocally: true,
      lifecycle: { createBeforeDestroy: true },
    });
    BuiltImages.of(this).addPulled(this.resource);
  }

  /** Name with tag or digest under which the Engine has it. */
  public get imageName(): string {
    return this.resource.nameInput ?? '';
  }

  /** The Engine's own id of the image (`sha256:...`), known after apply. */
  public get imageId(): string {
    // Once: the framework remembers where each of its tokens was made, which costs time in every service of the image.
    this.knownId ??= this.resource.imageId;
    return this.knownId;
  }
}

function propsProblems({ reference, port, stopSignal, writable = [] }: ImageReferenceProps): string[] {
  return [
    ...referenceProblems('image', reference),
    ...(reference === 'scratch'
      ? ['image "scratch" is the empty one and cannot be pulled; name an image with a program']
      : []),
    ...(port === undefined || isPort(port)
      ? []
      : [`port ${port} is not possible; give a whole number from 1 to 65535`]),
    ...writable.flatMap(containerPathProblems),
    ...(stopSignal === undefined || /^SIG[A-Z]+[0-9]*([+-][0-9]+)?$/.test(stopSignal)
      ? []
      : [`stop signal ${quote(stopSignal)} is no signal; write it like "SIGTERM"`]),
  ];
}

/** What is wrong with the user of an image that this library does not make. */
export function userProblems(user: string, acceptRoot?: string): string[] {
  const [, uid, gid] = /^(\d+)(?::(\d+))?$/.exec(user) ?? [];
  if (uid === undefined) {
    return [
      `user ${quote(user)} is not given by numbers, and a name means nothing before the image runs; write user and group as ` +
        'in the passwd file of the image, such as "999:999"',
    ];
  }
  const isRoot = Number(uid) === 0 || (gid !== undefined && Number(gid) === 0);
  if (isRoot && acceptRoot === undefined) {
    return [
      `user ${quote(user)} is root, which a program in a container does not need; write the numbers of a user that the image ` +
        'is made for, such as "999:999"',
    ];
  }
  if (acceptRoot !== undefined && (!isRoot || acceptRoot.trim().length < 8)) {
    return [
      isRoot
        ? `acceptRoot ${quote(acceptRoot)} is no reason that a reviewer can judge; write one sentence`
        : `acceptRoot is given, and user ${quote(user)} is not root; leave it out`,
    ];
  }
  return gid === undefined ? [`user ${quote(user)} has no group; write ${quote(`${uid}:${uid}`)}`] : [];
}
