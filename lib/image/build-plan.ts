import type { Stage } from '../dockerfile/stage';
import type { GoProgram } from '../gomodule/go-program';
import type { BuildSecret } from './build-secret';
import type { GateData } from './gate';
import type { GoSettings } from './go-command';
import type { Hook } from './hook';
import type { PrivateModules } from './private-modules';
import type { User } from './user';

/** What an image has beside its programs and its base. */
export interface PlannedAssets {
  /** Whether the health probe is compiled. */
  readonly probe: boolean;
  /** Whether passwd and group are made. */
  readonly accounts: boolean;
  /** Whether `/tmp` is made. */
  readonly temporary: boolean;
  /** Whether there are staged files or directories, those two among them. */
  readonly files: boolean;
  readonly certificates: {
    /** Whether the image gets the builder's authorities. */
    readonly inImage: boolean;
    /** Names of staged files with further ones. */
    readonly own: readonly string[];
  };
  /** Whether it gets Go's archive of time zones. */
  readonly zones: boolean;
  /** Directories that belong to the image's user. */
  readonly owned: readonly string[];
}

/** Everything that decides what an image is, and nothing that does not. */
export interface BuildPlan {
  readonly program: GoProgram;
  /** Repository of the image, without a tag. */
  readonly repository: string;
  /** The image that compiles, as the Engine will pull it. */
  readonly builder: string;
  /** The image that the result stands on, as the Engine will pull it. */
  readonly base: string;
  /** Whether that one has a shell. */
  readonly hasShell: boolean;
  /** Whether shared libraries of the builder are copied into the image. */
  readonly builderLibraries: boolean;
  readonly settings: GoSettings;
  /** Values of string variables, by package and name. */
  readonly stamp: Readonly<Record<string, string>>;
  readonly assets: PlannedAssets;
  readonly user: User;
  readonly labels: Readonly<Record<string, string>>;
  readonly port?: number;
  readonly arguments: readonly string[];
  /** Name of the build caches: builds that have it share what they compile. */
  readonly cache: string;
  readonly gates: readonly GateData[];
  /** Whether there are files that only gates read. */
  readonly hasTests: boolean;
  /** What the files of the image may have together. */
  readonly maxBytes?: number;
  readonly privateModules?: PrivateModules;
  /** Secrets of the user's own steps. */
  readonly secrets: readonly BuildSecret[];
  /** GOPROXY. */
  readonly proxy?: string;
  /** The user's own stages and steps. */
  readonly stages: readonly Stage[];
  readonly hooks: readonly Hook[];
}
