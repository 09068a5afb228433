import { join } from 'node:path';
import { Construct } from 'constructs';
import { quote } from '../core/errors';
import type { IContainerImage } from '../image/container-image';
import type { ImageContract } from '../image/contract';
import { GoImage } from '../image/go-image';
import { Libc } from '../image/libc';
import { Runtime } from '../image/runtime';

/** The agent's own source, beside this file in the sources and in the package. */
const AGENT = join(__dirname, 'agent');

/** Where an edge keeps its configuration, certificates with keys, and the socket of HAProxy's master process. */
export const STATE = '/state';

/** HAProxy's own way to end gently: at SIGTERM it would cut what is under way. */
const SOFT_STOP = 'SIGUSR1';

/** What an edge is built from. */
export interface EdgeImageProps {
  /** HAProxy. */
  readonly base: string;
  readonly builder: string;
  readonly acceptFloatingTag?: string;
}

/** HAProxy, and the agent that starts it and brings it other configurations. */
export class EdgeImage extends Construct implements IContainerImage {
  /** As HAProxy needs it, not the agent. */
  public readonly contract: ImageContract;
  /** The same image, for the agent alone. */
  public readonly agent: GoImage;

  public constructor(scope: Construct, id: string, { base, builder, acceptFloatingTag }: EdgeImageProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => releaseProblems(base) });
    this.agent = new GoImage(this, 'agent', {
      source: AGENT,
      name: 'go-containers-edge',
      builder,
      // The agent is linked statically, so it runs on HAProxy's images of Debian and of Alpine.
      runtime: Runtime.custom({
        reference: base,
        libc: Libc.none(),
        accounts: true,
        temporaryDirectory: true,
      }),
      writable: [STATE],
      acceptFloatingTag,
      // It was tested where it was made, and whatever is around the installed package has nothing to do with it.
      gates: [],
      workspace: false,
      dockerignore: false,
    });
    // The program that stays is HAProxy: a limit for Go in its environment would only be a reason to replace it.
    this.contract = { ...this.agent.contract, goVersion: undefined, stopSignal: SOFT_STOP };
  }

  public get imageName(): string {
    return this.agent.imageName;
  }

  public get imageId(): string {
    return this.agent.imageId;
  }
}

/** The first release that sends nobody to a new address before its checks have passed. */
const LEAST = { major: 3, minor: 1 };

/** What is wrong with a release of the official image; of others nothing is known. */
function releaseProblems(base: string): string[] {
  const [, major, minor] = /(?:^|\/)haproxy:(\d+)\.(\d+)/.exec(base)?.map(Number) ?? [];
  return major === undefined ||
    minor === undefined ||
    major > LEAST.major ||
    (major === LEAST.major && minor >= LEAST.minor)
    ? []
    : [
        `image ${quote(base)} is HAProxy ${major}.${minor}, which sends requests to a container before that has passed a check; write ` +
          '"haproxy:3.2", or 3.1 at least',
      ];
}
