import { posix } from 'node:path';
import { Artefact } from '../dockerfile/artefact';
import { Mount } from '../dockerfile/mount';
import { Stage } from '../dockerfile/stage';
import { StageBase } from '../dockerfile/stage-base';
import { Step } from '../dockerfile/step';
import type { BuildPlan } from './build-plan';
import { CONTEXT } from './build-paths';
import { gateStep, installStep } from './build-steps';
import { type GateData, programOf } from './gate';
import { goEnvironment, tagFlags } from './go-command';
import { buildEnvironment, builderBase, moduleDirectory, trustedAuthorities } from './stage-parts';

/** Stages of gates, and which of them an image waits for. */
export interface GateStages {
  readonly stages: readonly Stage[];
  readonly names: readonly string[];
}

/** A stage per gate; those that read Go files start from one that has the tests as well. */
export function gateStages(plan: BuildPlan): GateStages {
  const named = withUniqueNames(plan.gates);
  const readsTests = plan.hasTests && named.some(({ kind }) => kind !== 'verify');
  const from = StageBase.stage(readsTests ? 'tests' : 'sources');
  const tests = Stage.named('tests', {
    base: StageBase.stage('sources'),
    steps: [Step.copy([`${CONTEXT.tests}/`], '/src/')],
  });
  return {
    stages: [...(readsTests ? [tests] : []), ...named.flatMap((gate) => stagesOf(plan, gate, from))],
    names: named.map(({ stage }) => stage),
  };
}

/** Two test gates are `test` and `test-2`. */
function withUniqueNames(gates: readonly GateData[]): GateData[] {
  return gates.map((gate, index) => {
    const before = gates.slice(0, index).filter(({ stage }) => stage === gate.stage).length;
    return before === 0 ? gate : { ...gate, stage: `${gate.stage}-${before + 1}` };
  });
}

function stagesOf(plan: BuildPlan, gate: GateData, from: StageBase): Stage[] {
  switch (gate.kind) {
    case 'verify':
      return [verifyStage(plan, gate)];
    case 'vet':
      return [checkStage(plan, gate, VET, from)];
    case 'test':
      return [checkStage(plan, gate, ['go', 'test'], from)];
    case 'tool':
      return toolStages(plan, gate, from);
  }
}

/** Module files alone, so that an edit of a Go file does not verify again. */
function verifyStage(plan: BuildPlan, { stage }: GateData): Stage {
  return Stage.named(stage, {
    base: builderBase(plan),
    steps: [
      Step.workdir('/src'),
      Step.environment(buildEnvironment(plan)),
      ...trustedAuthorities(plan),
      ...moduleFileCopies(plan),
      ...moduleDirectory(plan),
      gateStep(plan, stage, ['go', 'mod', 'verify'], { before: 'go mod download; ' }),
    ],
  });
}

function moduleFileCopies({ program: { modules } }: BuildPlan): Step[] {
  const byDirectory = new Map<string, string[]>();
  for (const { path } of modules) {
    if (MODULE_FILES.has(posix.basename(path)) && !/(^|\/)vendor\//.test(path)) {
      const directory = posix.dirname(path);
      byDirectory.set(directory, [...(byDirectory.get(directory) ?? []), `${CONTEXT.source}/${path}`]);
    }
  }
  return [...byDirectory].map(([directory, files]) =>
    Step.copy(files, directory === '.' ? './' : `/src/${directory}/`),
  );
}

const MODULE_FILES = new Set(['go.mod', 'go.sum', 'go.work', 'go.work.sum']);

/**
 * With the build's own flag, vet takes what the build compiled from the cache: with nothing there, both together need half the
 * time. Tests go without, since some find their files by the path that it takes away.
 */
const VET = ['go', 'vet', '-trimpath'];

function checkStage(plan: BuildPlan, gate: GateData, command: readonly string[], from: StageBase): Stage {
  const { stage, args } = gate;
  const words = [...command, ...tagFlags(plan.settings), ...args, './...'];
  return Stage.named(stage, {
    base: from,
    steps: [...environmentOf(plan, gate), gateStep(plan, stage, words)],
  });
}

function environmentOf({ settings }: BuildPlan, gate: GateData): Step[] {
  const variables = {
    ...(gate.race && !settings.cgo ? goEnvironment({ ...settings, cgo: true }) : {}),
    ...gate.environment,
  };
  return Object.keys(variables).length === 0 ? [] : [Step.environment(variables)];
}

/** Where a tool is, in the stage that compiles it and in the one that runs it. */
const TOOL = '/tool';

/**
 * The tool is compiled in a stage of its own, so that no edit links it again, and then looks at the sources as the build does:
 * tools that load packages take the tags from GOFLAGS.
 */
function toolStages(plan: BuildPlan, { stage, tool, args }: GateData, from: StageBase): Stage[] {
  const installed = `${stage}-program`;
  const plain = { ...plan.settings, cgo: false, platform: undefined };
  const [flag] = tagFlags(plan.settings);
  const command = [
    ...(flag === undefined ? [] : ['env', `GOFLAGS=${flag}`]),
    `${TOOL}/${programOf(tool)}`,
    ...args,
  ];
  const mounts = [Mount.bind(Artefact.of(installed, TOOL), TOOL)];
  return [
    Stage.named(installed, {
      base: builderBase(plan),
      steps: [
        Step.environment(buildEnvironment({ ...plan, settings: plain })),
        ...trustedAuthorities(plan),
        installStep(plan, installed, tool, TOOL),
      ],
    }),
    Stage.named(stage, { base: from, steps: [gateStep(plan, stage, command, { mounts })] }),
  ];
}
