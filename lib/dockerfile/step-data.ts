import type { Duration } from '../core/duration';

/** A mount of a `RUN`, as data. */
export type MountData =
  | { readonly type: 'cache'; readonly id: string; readonly target: string; readonly sharing: string }
  /** Without `from`, the source is in the build context. */
  | { readonly type: 'bind'; readonly from?: string; readonly source: string; readonly target: string }
  | { readonly type: 'secret'; readonly id: string; readonly target: string }
  | { readonly type: 'tmpfs'; readonly target: string };

/** One instruction of a stage, as data: what the renderer writes and the checker reads. */
export type StepData =
  | { readonly kind: 'run'; readonly command: readonly string[]; readonly mounts: readonly MountData[] }
  | { readonly kind: 'shell'; readonly script: string; readonly mounts: readonly MountData[] }
  | CopyData
  | { readonly kind: 'environment'; readonly variables: Readonly<Record<string, string>> }
  | { readonly kind: 'argument'; readonly name: string; readonly value?: string }
  | { readonly kind: 'workdir'; readonly path: string }
  | { readonly kind: 'user'; readonly user: string }
  | { readonly kind: 'labels'; readonly labels: Readonly<Record<string, string>> }
  | { readonly kind: 'expose'; readonly port: number; readonly protocol: string }
  | { readonly kind: 'entrypoint'; readonly command: readonly string[] }
  | { readonly kind: 'command'; readonly command: readonly string[] }
  | HealthcheckData
  | { readonly kind: 'noHealthcheck' };

/** A `COPY`. Without `from`, the sources are in the build context. */
export interface CopyData {
  readonly kind: 'copy';
  readonly from?: string;
  readonly sources: readonly string[];
  readonly destination: string;
  readonly owner?: string;
  readonly mode?: string;
}

/** A `HEALTHCHECK`. What is left out is the Engine's default. */
export interface HealthcheckData {
  readonly kind: 'healthcheck';
  readonly command: readonly string[];
  readonly interval?: Duration;
  readonly timeout?: Duration;
  readonly startPeriod?: Duration;
  readonly retries?: number;
}

/** The instruction that each kind of step is written as. */
const INSTRUCTIONS: Readonly<Record<StepData['kind'], string>> = {
  run: 'RUN',
  shell: 'RUN',
  copy: 'COPY',
  environment: 'ENV',
  argument: 'ARG',
  workdir: 'WORKDIR',
  user: 'USER',
  labels: 'LABEL',
  expose: 'EXPOSE',
  entrypoint: 'ENTRYPOINT',
  command: 'CMD',
  healthcheck: 'HEALTHCHECK',
  noHealthcheck: 'HEALTHCHECK',
};

/** The word that the instruction of a step begins with. */
export function instructionOf(step: StepData): string {
  return INSTRUCTIONS[step.kind];
}

/** Names of the stages that a step takes files from, in the order of its text. */
export function stagesReadBy(step: StepData): readonly StageRead[] {
  switch (step.kind) {
    case 'copy':
      return step.from === undefined ? [] : [{ stage: step.from, by: 'copy' }];
    case 'run':
    case 'shell':
      return step.mounts.flatMap((mount) =>
        mount.type === 'bind' && mount.from !== undefined
          ? [{ stage: mount.from, by: 'mount' } as const]
          : [],
      );
    default:
      return [];
  }
}

/** That one stage needs another, and why. */
export interface StageRead {
  readonly stage: string;
  readonly by: 'from' | 'copy' | 'mount';
}
