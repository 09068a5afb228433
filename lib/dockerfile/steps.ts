import type { Stage } from './stage';

/** A build-time mount of a `RUN` step. */
export interface CacheMount {
  /** Shared by all builds on one Engine that name it. */
  readonly id: string;
  /** Absolute path inside the stage. */
  readonly target: string;
}

/** Sets the working directory of the steps after it, and creates it. */
export interface WorkdirStep {
  readonly kind: 'workdir';
  readonly path: string;
}

/** Sets environment variables of the steps after it and of the image. */
export interface EnvStep {
  readonly kind: 'env';
  readonly variables: Readonly<Record<string, string>>;
}

/** Copies files from the build context, or from an earlier stage. */
export interface CopyStep {
  readonly kind: 'copy';
  /** The stage to copy from; the build context when left out. */
  readonly from?: Stage;
  readonly sources: readonly string[];
  readonly destination: string;
  /** Octal mode of everything that is copied. */
  readonly mode?: string;
}

/** Runs a program, without a shell. */
export interface RunStep {
  readonly kind: 'run';
  readonly command: readonly string[];
  readonly caches: readonly CacheMount[];
}

/** Metadata of the image. */
export interface LabelStep {
  readonly kind: 'label';
  readonly labels: Readonly<Record<string, string>>;
}

/** The numeric user and group that the image runs as. */
export interface UserStep {
  readonly kind: 'user';
  readonly user: string;
}

/** The program that the image starts, without a shell. */
export interface EntrypointStep {
  readonly kind: 'entrypoint';
  readonly command: readonly string[];
}

/** One instruction of a stage. */
export type Step = WorkdirStep | EnvStep | CopyStep | RunStep | LabelStep | UserStep | EntrypointStep;
