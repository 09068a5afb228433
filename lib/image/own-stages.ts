import { quote } from '../core/errors';
import { hasPassword } from '../core/passwords';
import { Stage } from '../dockerfile/stage';
import { StageBase } from '../dockerfile/stage-base';
import type { Step } from '../dockerfile/step';
import type { StepData } from '../dockerfile/step-data';
import { CONTEXT } from './build-paths';
import type { BuildSecret } from './build-secret';
import { OF_THE_BUILD } from './gate';
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
export function ownStages(
  stages: readonly Stage[],
  hooks: readonly Hook[],
  secrets: readonly BuildSecret[],
  mirror: Mirror,
): OwnStages {
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
      ...hooks.flatMap((hook) => hook.steps.flatMap(({ _data }) => settingProblems(_data))),
      ...steps.flatMap(({ _data }) => passwordProblems(_data)),
      ...secretProblems(secrets, steps),
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

/** In a stage of the library they would make another program than the one that was read and checked. */
function settingProblems(data: StepData): string[] {
  return data.kind !== 'environment'
    ? []
    : Object.keys(data.variables)
        .filter((name) => OF_THE_BUILD.test(name) && name !== 'GOFLAGS')
        .map(
          (name) =>
            `environment variable ${quote(name)} in a hook would make another program than the one that was read; use the properties of ` +
            'the image, such as tags, cgo and platform',
        );
}

function passwordProblems(data: StepData): string[] {
  const values = data.kind === 'environment' ? Object.entries(data.variables) : [];
  return values
    .filter(([, value]) => hasPassword(value))
    .map(
      ([name]) =>
        `environment variable ${quote(name)} of a step has an address with a password in it, which would be in the image; use a ` +
        'BuildSecret and Mount.secret',
    );
}

/** A secret that nobody gives fails the build; one that nobody takes is a mistake in a name. */
function secretProblems(secrets: readonly BuildSecret[], steps: readonly Step[]): string[] {
  const taken = new Set(steps.flatMap(({ _data }) => secretsOf(_data)));
  const given = new Set(secrets.map(({ id }) => id));
  return [
    ...[...taken]
      .filter((id) => !given.has(id))
      .map(
        (id) =>
          `build secret ${quote(id)} is mounted, but nobody gives it; add it to secrets, such as BuildSecret.variable(${quote(id)}, "NPMRC")`,
      ),
    ...[...given]
      .filter((id) => !taken.has(id))
      .map(
        (id) =>
          `build secret ${quote(id)} is given, but no step mounts it; add Mount.secret to one, or leave it out`,
      ),
    ...(given.size < secrets.length ? ['two build secrets have one id; give each an id of its own'] : []),
  ];
}

function secretsOf(data: StepData): string[] {
  return data.kind === 'run' || data.kind === 'shell'
    ? data.mounts.flatMap((mount) => (mount.type === 'secret' ? [mount.id] : []))
    : [];
}
