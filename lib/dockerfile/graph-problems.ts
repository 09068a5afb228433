import { quote } from '../core/errors';
import type { BaseData } from './base-data';
import type { Stage } from './stage';
import { baseChain, byName, circles, inTextOrder } from './stage-walk';
import type { Step } from './step';
import { instructionOf, stagesReadBy, type StepData } from './step-data';
import { type Place, stepProblems } from './step-problems';
import { when } from './value-problems';

/** Instructions that only the last one of a stage counts of. */
const ONCE = ['ENTRYPOINT', 'CMD', 'HEALTHCHECK'];

/** Instructions that change nothing but the image, and are lost in a stage that does not become it. */
const OF_THE_IMAGE = [...ONCE, 'LABEL', 'EXPOSE'];

/** What a registry calls an image: host, path, tag and digest. */
const REFERENCE =
  /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d+)?\/)?[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;

/** All that keeps a graph from being built as it is meant, a sentence each. */
export function graphProblems(stages: readonly Stage[], target: string): string[] {
  const graph: Graph = { stages, target, named: byName(stages), needed: inTextOrder(stages, target) };
  return [
    ...targetProblems(graph),
    ...repeated(stages.map(({ name }) => name)).map(
      (name) => `stage ${quote(name)} is there more than once; give each stage a name of its own`,
    ),
    ...repeated(stages.flatMap(({ _steps }) => _steps.flatMap(({ name }) => name ?? []))).map(
      (name) => `step ${quote(name)} is there more than once; give each step a name of its own`,
    ),
    ...circles(stages).map(
      (circle) =>
        `stages ${circle.map(quote).join(' -> ')} need one another in a circle; take one of these needs away`,
    ),
    ...stages.flatMap((stage) => stageProblems(stage, graph)),
  ];
}

interface Graph {
  readonly stages: readonly Stage[];
  readonly target: string;
  readonly named: ReadonlyMap<string, Stage>;
  readonly needed: readonly Stage[];
}

function targetProblems({ stages, target, named, needed }: Graph): string[] {
  if (!named.has(target)) {
    return [`target ${quote(target)} is no stage; ${oneOf(named)}`];
  }
  const names = needed.map(({ name }) => name);
  return stages
    .filter(({ name }) => !names.includes(name))
    .map(
      ({ name }) =>
        `stage ${quote(name)} is not needed by the target ${quote(target)}, and BuildKit would skip it without a word; begin with it, copy or mount from it, or leave it out`,
    );
}

function stageProblems(stage: Stage, graph: Graph): string[] {
  const instructions = stage._steps.map(({ _data }) => instructionOf(_data));
  return [
    ...baseProblems(stage._base, graph).map((problem) => `stage ${quote(stage.name)} (FROM): ${problem}`),
    ...repeated(instructions.filter((each) => ONCE.includes(each))).map(
      (each) =>
        `stage ${quote(stage.name)}: there is more than one ${each}, of which only the last would count; keep one`,
    ),
    ...stage._steps.flatMap((step, index) => {
      const place = placeOf(stage, index, graph);
      return [
        ...stepProblems(step._data, place),
        ...readProblems(step._data, graph),
        ...lostProblems(stage, step._data, graph),
      ].map((problem) => `${titleOf(stage, step, index)}: ${problem}`);
    }),
  ];
}

function titleOf(stage: Stage, step: Step, index: number): string {
  const name = step.name === undefined ? '' : ` ${quote(step.name)}`;
  return `stage ${quote(stage.name)}, step ${index + 1}${name} (${instructionOf(step._data)})`;
}

function placeOf(stage: Stage, index: number, { named }: Graph): Place {
  const [, ...bases] = baseChain(stage, named);
  const first = (bases.at(-1) ?? stage)._base;
  const inherited = bases.flatMap(({ _steps }) => _steps);
  const has = (kind: StepData['kind'], steps: readonly Step[]): boolean =>
    steps.some(({ _data }) => _data.kind === kind);
  return {
    // Of a stage that is not there nothing is known, and that it is not there is told anyway.
    shell: first.kind === 'image' ? first.shell : first.kind === 'stage',
    workdir: has('workdir', [...inherited, ...stage._steps.slice(0, index)]),
    entrypoint: has('entrypoint', [...inherited, ...stage._steps]),
  };
}

function baseProblems(base: BaseData, { named }: Graph): string[] {
  switch (base.kind) {
    case 'scratch':
      return [];
    case 'stage':
      return when(!named.has(base.stage), unknownStage(base.stage, named));
    case 'image':
      if (base.reference === 'scratch') {
        return ['"scratch" is no image; write StageBase.scratch()'];
      }
      return [
        ...when(
          !REFERENCE.test(base.reference),
          `${quote(base.reference)} is not the reference of an image; write one such as "docker.io/library/golang:1.27"`,
        ),
        ...when(
          named.has(base.reference),
          `image ${quote(base.reference)} has the name of a stage, which BuildKit would take instead; give the stage another name, or write StageBase.stage`,
        ),
      ];
  }
}

function readProblems(step: StepData, { named }: Graph): string[] {
  const unknown = stagesReadBy(step).filter(({ stage }) => !named.has(stage));
  return [...new Set(unknown.map(({ stage }) => stage))].map((stage) => unknownStage(stage, named));
}

/** Only the target becomes the image, with what it has from the stages that it begins with. */
function lostProblems(stage: Stage, step: StepData, { target, named, needed }: Graph): string[] {
  const last = named.get(target);
  return when(
    last !== undefined &&
      needed.includes(stage) &&
      OF_THE_IMAGE.includes(instructionOf(step)) &&
      !baseChain(last, named).includes(stage),
    `it would be lost, for the image is made of stage ${quote(target)}; put it there`,
  );
}

function unknownStage(name: string, named: ReadonlyMap<string, Stage>): string {
  return `there is no stage ${quote(name)}; ${oneOf(named)}`;
}

function oneOf(named: ReadonlyMap<string, Stage>): string {
  return named.size > 0 ? `write one of ${[...named.keys()].map(quote).join(', ')}` : 'add a stage';
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
