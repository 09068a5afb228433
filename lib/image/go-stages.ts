import { Artefact } from '../dockerfile/artefact';
import { Stage } from '../dockerfile/stage';
import { Mount } from '../dockerfile/mount';
import { StageBase } from '../dockerfile/stage-base';
import { StageGraph } from '../dockerfile/stage-graph';
import { Step } from '../dockerfile/step';
import type { BuildPlan } from './build-plan';
import { assetsStep, compileStep, passedGate, sizeStep } from './build-steps';
import { CONTEXT, LIBRARIES, OUT, OWNED, PROGRAMS, ZONES } from './build-paths';
import { compilerSettings } from './compiler-options';
import { gateStages } from './gate-stages';
import { goBuild, goEnvironment } from './go-command';
import type { Hook } from './hook';
import {
  BUDGET_LABEL,
  buildEnvironment,
  builderBase,
  IMAGE_LABEL,
  moduleDirectory,
  PROBE_PATH,
  programPath,
  trustedAuthorities,
} from './stage-parts';

/**
 * The stages of a Go image: what is beside the programs, the programs, and the gates are made side by side and end up in the
 * runtime.
 *
 * One RUN compiles and downloads what it still needs. A download step of its own would cost 0.3 s per build and guard
 * nothing: both Go caches are mounts, so an edit never starts from an empty one.
 */
export function drawStages(plan: BuildPlan): StageGraph {
  const graph = drawn.get(plan) ?? draw(plan);
  drawn.set(plan, graph);
  return graph;
}

/** A plan never changes, and its graph is asked for by checks, by the context and by the facts. */
const drawn = new WeakMap<BuildPlan, StageGraph>();

function draw(plan: BuildPlan): StageGraph {
  const gates = gateStages(plan);
  const isMeasured = plan.maxBytes !== undefined;
  const graph = StageGraph.of({
    stages: [
      ...plan.stages,
      ...assetsStage(plan),
      sourcesStage(plan),
      buildStage(plan),
      ...gates.stages,
      runtimeStage(plan, gates.names),
      ...(isMeasured ? sizeStages(plan, plan.maxBytes) : []),
    ],
    target: isMeasured ? 'image' : 'runtime',
  });
  return hungOn(graph, plan.hooks);
}

/** The graph with the user's steps; those for steps that it does not have are left out. */
export function hungOn(graph: StageGraph, hooks: readonly Hook[]): StageGraph {
  const names = new Set(graph.stages.flatMap(({ _steps }) => _steps.map(({ name }) => name)));
  const found = hooks.filter(({ step }) => names.has(step));
  // What comes right after a step pushes away what was there: the last hook first, so that they run in their order.
  return [
    ...found.filter(({ isBefore }) => isBefore),
    ...found.filter(({ isBefore }) => !isBefore).reverse(),
  ].reduce(
    (drawn, { step, steps, isBefore }) =>
      isBefore ? drawn.before(step, [...steps]) : drawn.after(step, [...steps]),
    graph,
  );
}

/** Whether there is anything in the image beside its programs and its base. */
export function hasAssets({ assets }: BuildPlan): boolean {
  return (
    assets.probe || assets.zones || assets.certificates.inImage || assets.files || assets.owned.length > 0
  );
}

/** The stage with what is beside the programs; none when that is nothing. */
export function assetsStage(plan: BuildPlan): Stage[] {
  if (!hasAssets(plan)) {
    return [];
  }
  const { assets, settings } = plan;
  // The probe is Go alone, whatever the program is.
  const plain = { ...settings, tags: [], cgo: false, compiler: compilerSettings() };
  const probe = goBuild(plain, { output: `${OUT}${PROBE_PATH}`, packages: [CONTEXT.probe], stamp: {} });
  const copies: [boolean, string, string][] = [
    [assets.files, `${CONTEXT.files}/`, `${OUT}/`],
    [assets.owned.length > 0, `${CONTEXT.owned}/`, `${OWNED}/`],
    [assets.certificates.own.length > 0, `${CONTEXT.certificates}/`, `/${CONTEXT.certificates}/`],
    [assets.probe, CONTEXT.probe, './'],
  ];
  return [
    Stage.named('assets', {
      base: builderBase(plan),
      steps: [
        Step.workdir('/src'),
        Step.environment(goEnvironment(plain)),
        ...copies.filter(([isThere]) => isThere).map(([, from, to]) => Step.copy([from], to)),
        assetsStep(plan, assets.probe ? probe : []).named('assets'),
      ],
    }),
  ];
}

/** What the build and every gate start from. */
export function sourcesStage(plan: BuildPlan): Stage {
  return Stage.named('sources', {
    base: builderBase(plan),
    steps: [
      Step.workdir('/src'),
      Step.environment(buildEnvironment(plan)),
      ...trustedAuthorities(plan),
      Step.copy([`${CONTEXT.source}/`], './').named('sources'),
      ...moduleDirectory(plan),
    ],
  });
}

/** The stage that compiles. */
export function buildStage(plan: BuildPlan): Stage {
  const { programs } = plan.program;
  // Of several, Go itself chooses the names, and they are the ones that were read.
  const output = programs.length > 1 ? `${OUT}${PROGRAMS}/` : `${OUT}${programPath(plan)}`;
  const packages = programs.map((each) => each.package);
  return Stage.named('build', {
    base: StageBase.stage('sources'),
    steps: [
      compileStep(plan, goBuild(plan.settings, { output, packages, stamp: plan.stamp })).named('compile'),
    ],
  });
}

/** Stable layers first, the programs last; whole trees, so that no directory tells when it was made. */
function runtimeStage(plan: BuildPlan, gates: readonly string[]): Stage {
  const { assets, user } = plan;
  return Stage.named('runtime', {
    base:
      plan.base === 'scratch' ? StageBase.scratch() : StageBase.image(plan.base, { shell: plan.hasShell }),
    steps: [
      ...(assets.owned.length > 0
        ? [
            // Before the rest: directories above them are then given back to root.
            Step.copyFrom(Artefact.of('assets', `${OWNED}/`), '/', { owner: user.toNumbers() }),
          ]
        : []),
      ...(hasAssets(plan) ? [Step.copyFrom(Artefact.of('assets', `${OUT}/`), '/')] : []),
      ...(assets.zones ? [Step.environment({ ZONEINFO: ZONES })] : []),
      ...gates.map(passedGate),
      ...(plan.builderLibraries ? [Step.copyFrom(Artefact.of('build', `${LIBRARIES}/`), '/')] : []),
      Step.copyFrom(Artefact.of('build', `${OUT}/`), '/').named('program'),
      Step.labels({
        ...plan.labels,
        [IMAGE_LABEL]: plan.repository,
        ...(plan.maxBytes !== undefined && { [BUDGET_LABEL]: `${plan.maxBytes}` }),
      }).named('labels'),
      Step.user(user.toNumbers()),
      Step.workdir('/'),
      ...(plan.port === undefined ? [] : [Step.expose(plan.port)]),
      Step.entrypoint([programPath(plan)]),
      ...(plan.arguments.length > 0 ? [Step.command([...plan.arguments])] : []),
    ],
  });
}

/** The same image once more, for which its size is a gate. */
function sizeStages(plan: BuildPlan, bytes: number): Stage[] {
  const mount = Mount.bind(Artefact.of('runtime', '/'), '/image');
  return [
    Stage.named('size', { base: builderBase(plan), steps: [sizeStep(mount, '/image', bytes)] }),
    Stage.named('image', { base: StageBase.stage('runtime'), steps: [passedGate('size')] }),
  ];
}
