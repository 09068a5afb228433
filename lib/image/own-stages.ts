import { quote } from '../core/errors';
import { Stage } from '../dockerfile/stage';
import { StageBase } from '../dockerfile/stage-base';
import type { Step } from '../dockerfile/step';
import type { StepData } from '../dockerfile/step-data';
import { CONTEXT } from './build-paths';
import type { Hook } from './hook';
import { referenceProblems } from './image-reference';
import type { Mirror } from './mirror';

/** The user's own part of a stage graph, made to fit into the build context. */
export interface OwnStages {
  readonly stages: readonly Stage[];
  readonly hooks: readonly Hook[];
  /** What it copies from the context, as the user wrote it: relative to `source`. */
  readonly copied: readonly string[];
  readonly problems: readonly string[];
}

/** Stages that an image has, or its twin to debug. */
const LIBRARY_STAGES = ['assets', 'sources', 'build', 'tests', 'runtime', 'size', 'image', 'delve', 'debug'];

/** Stages and hooks with base images from the mirror, and with the paths that copied files have in the context. */
export function ownStages(stages: readonly Stage[], hooks: readonly Hook[], mirror: Mirror): OwnStages {
  const steps = [...stages.flatMap(({ _steps }) => _steps), ...hooks.flatMap((hook) => hook.steps)];
  return {
    stages: stages.map((stage) =>
      Stage.named(stage.name, { base: mirrored(stage, mirror), steps: stage._steps.map(inContext) }),
    ),
    hooks: hooks.map((hook) => hook._with(hook.steps.map(inContext))),
    copied: [...new Set(steps.flatMap(({ _data }) => copiedBy(_data)))],
    problems: [
      ...stages
        .filter(({ name }) => LIBRARY_STAGES.includes(name))
        .map(({ name }) => `stage ${quote(name)} is one of the library's own; give yours another name`),
      ...stages.flatMap(({ _base }) =>
        _base.kind === 'image'
          ? [...referenceProblems('base of a stage', _base.reference), ...mirror.problemsOf(_base.reference)]
          : [],
      ),
      ...steps.flatMap(({ _data }) => flagProblems(_data)),
    ],
  };
}

function mirrored({ _base }: Stage, mirror: Mirror): StageBase {
  switch (_base.kind) {
    case 'image':
      return StageBase.image(mirror.apply(_base.reference), _base);
    case 'stage':
      return StageBase.stage(_base.stage);
    case 'scratch':
      return StageBase.scratch();
  }
}

function copiedBy(data: StepData): string[] {
  switch (data.kind) {
    case 'copy':
      return data.from === undefined ? [...data.sources] : [];
    case 'run':
    case 'shell':
      return data.mounts.flatMap((mount) =>
        mount.type === 'bind' && mount.from === undefined ? [mount.source] : [],
      );
    default:
      return [];
  }
}

function inContext(step: Step): Step {
  const place = (path: string): string => `${CONTEXT.extra}/${path.replace(/^(\.\/)+/, '')}`;
  const { _data: data } = step;
  switch (data.kind) {
    case 'copy':
      return data.from === undefined ? step._with({ ...data, sources: data.sources.map(place) }) : step;
    case 'run':
    case 'shell':
      return step._with({
        ...data,
        mounts: data.mounts.map((mount) =>
          mount.type === 'bind' && mount.from === undefined
            ? { ...mount, source: place(mount.source) }
            : mount,
        ),
      });
    default:
      return step;
  }
}

/** The Go command splits the variable at blanks, and what comes after the first flag is lost without a word. */
function flagProblems(data: StepData): string[] {
  const flags = data.kind === 'environment' ? data.variables.GOFLAGS : undefined;
  return flags === undefined || !/\s/.test(flags.trim())
    ? []
    : [
        `GOFLAGS=${quote(flags)} in a step has blanks, at which the Go command splits it; use tags, compiler and stamp instead`,
      ];
}
