import { Token } from 'cdktf';
import { quote } from '../core/errors';
import { sortedEntries } from '../core/names';
import type { StageGraph } from '../dockerfile/stage-graph';
import type { GoProgram, GoReader } from '../gomodule/go-program';
import { stampVerdict } from '../gomodule/stamp-verdict';
import type { SourceFile } from '../gomodule/source-file';
import type { ContextParts } from './build-context';
import type { BuildPlan } from './build-plan';
import { PROGRAMS } from './build-paths';
import { builderProblems } from './builder-version';
import type { CacheScope } from './cache-scope';
import { cgoOnlyProblems } from './cgo-modules';
import { chosenRuntime } from './chosen-runtime';
import { compilerSettings, type CompilerSettings } from './compiler-options';
import { Context } from './context';
import { contextFiles } from './context-files';
import type { ImageContract } from './contract';
import { assetFiles, authorityFiles, extraFiles } from './copied-files';
import { GO_IMAGE_DEFAULTS, type GoImageProps } from './go-image-props';
import { drawStages } from './go-stages';
import { argumentProblems, programNameProblems, stampProblems } from './image-problems';
import type { Mirror } from './mirror';
import { ownStages } from './own-stages';
import { gatesOf, isVendored, planBuild, tagsOf } from './plan-build';
import { propsProblems } from './props-problems';
import { Runtime } from './runtime';
import { absoluteSource } from './source-path';
import { PROBE_PATH, programPath } from './stage-parts';
import { User } from './user';

/** What planning needs of the app. */
export interface PlanningPlace {
  readonly reader: GoReader;
  /** Absolute paths of directories that are written while synthesizing. */
  readonly leaveOut: readonly string[];
  readonly mirror: Mirror;
  /** Which builds share their caches; each module has its own when left out. */
  readonly cache?: CacheScope;
}

/** What an image will be, and all that is wrong with it. */
export interface PlannedImage {
  /** Nothing when there are problems. */
  readonly plan?: BuildPlan;
  readonly parts?: Omit<ContextParts, 'probe'>;
  readonly contract: ImageContract;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** Reads, decides and checks: everything of an image that is no construct. */
export function planImage(
  props: GoImageProps,
  { reader, leaveOut, mirror, cache }: PlanningPlace,
): PlannedImage {
  const source = absoluteSource(props.source);
  const compiler = compilerSettings(props.compiler);
  const read = readProgram(props, compiler, reader, source);
  const own = ownStages(props.stages ?? [], props.hooks ?? [], props.secrets ?? [], mirror);
  const authorities = authorityFiles(props.certificates ?? GO_IMAGE_DEFAULTS.certificates, source);
  const { program } = read;
  const chosen = chosenRuntime(props, compiler, program);
  const bases = [props.builder ?? GO_IMAGE_DEFAULTS.builder, chosen.runtime.base];
  const checked = [
    ...propsProblems(props, compiler),
    ...own.problems,
    ...authorities.problems,
    ...mirror.problems,
    ...(cache?.problems ?? []),
    ...bases.flatMap((base) => mirror.problemsOf(base)),
  ];
  const contract = contractOf(props, program, chosen.runtime);
  if (!program) {
    // Without a program, nothing can be said against a runtime that was not chosen by the user.
    const ofRuntime = props.runtime === undefined ? [] : chosen.problems;
    return { contract, problems: [...read.problems, ...checked, ...ofRuntime], warnings: [] };
  }

  const files = contextFiles(program, {
    isWholeModule: (props.context ?? Context.imports()).isWholeModule,
    include: props.include ?? GO_IMAGE_DEFAULTS.include,
    dockerignore: props.dockerignore ?? GO_IMAGE_DEFAULTS.dockerignore,
    alsoNeeded: read.tests,
    source,
    leaveOut,
  });
  const place = {
    source,
    leaveOut,
    dockerignore: props.dockerignore ?? GO_IMAGE_DEFAULTS.dockerignore,
  };
  const writable = props.writable ?? GO_IMAGE_DEFAULTS.writable;
  const assets = assetFiles(program, props.assets ?? {}, writable, place);
  const extra = extraFiles(program, own.copied, place);
  const known = new Set([...files.sources, ...files.modules].map(({ path }) => path));
  const tests = read.tests.filter(({ path }) => !known.has(path));
  const parts = {
    sources: files.sources,
    modules: files.modules,
    tests,
    copied: [...assets.files, ...extra.files],
    authorities: authorities.files,
  };
  const plan = planBuild(props, {
    program,
    name: props.name ?? defaultName(program.programName),
    runtime: chosen.runtime,
    compiler,
    own,
    mirror,
    cache: cache?.name,
    authorities: authorities.files.map(({ path }) => path),
    hasTests: tests.length > 0,
  });
  const stamps = stampVerdicts(program, props);
  const problems = [
    ...read.problems,
    ...files.problems,
    ...assets.problems,
    ...extra.problems,
    ...checked,
    ...program.programs.flatMap(({ programName }) => programNameProblems(programName)),
    ...argumentProblems(plan.arguments, programPath(plan)),
    ...builderProblems(props.builder ?? GO_IMAGE_DEFAULTS.builder, program.goLines),
    ...cgoModuleProblems(props, program),
    ...chosen.problems,
    ...stamps.problems,
  ];
  const graph = problems.length === 0 ? graphProblems(plan) : [];
  const isValid = problems.length + graph.length === 0;
  return {
    plan: isValid ? plan : undefined,
    parts: isValid ? parts : undefined,
    contract,
    problems: [...problems, ...graph],
    warnings: [...chosen.warnings, ...stamps.warnings, ...gateWarnings(props, program)],
  };
}

interface ReadProgram {
  readonly program?: GoProgram;
  /** What only gates read. */
  readonly tests: readonly SourceFile[];
  readonly problems: readonly string[];
}

/** The program, and once more with its tests for gates that read them. */
function readProgram(
  props: GoImageProps,
  compiler: CompilerSettings,
  reader: GoReader,
  source: string,
): ReadProgram {
  const gates = (props.gates ?? []).filter(({ _data }) => _data.kind !== 'verify');
  const cgo = props.cgo ?? GO_IMAGE_DEFAULTS.cgo;
  const ask = (tests: boolean, withCgo: boolean) =>
    reader.program({
      source,
      package: props.package ?? GO_IMAGE_DEFAULTS.package,
      alsoPackages: props.alsoPackages ?? GO_IMAGE_DEFAULTS.alsoPackages,
      generated: props.generated ?? GO_IMAGE_DEFAULTS.generated,
      workspace: props.workspace ?? GO_IMAGE_DEFAULTS.workspace,
      settings: {
        os: 'linux',
        architecture: props.platform?.architecture,
        tags: tagsOf(props, compiler),
        cgo: withCgo,
        tests,
      },
    });
  const { program, problems } = ask(false, cgo);
  if (!program || gates.length === 0) {
    return { program, tests: [], problems };
  }
  // The race detector turns cgo on, and with it files that the program's own build leaves out.
  const tested = ask(true, cgo || gates.some(({ _data }) => _data.race));
  const tests = tested.program ? [...tested.program.sources, ...tested.program.testFiles] : [];
  return { program, tests, problems: tested.problems };
}

function cgoModuleProblems(props: GoImageProps, program: GoProgram): string[] {
  const imports = [...program.localImports, ...program.outsideImports];
  return (props.cgo ?? GO_IMAGE_DEFAULTS.cgo) ? [] : cgoOnlyProblems(imports);
}

function stampVerdicts(program: GoProgram, props: GoImageProps): { problems: string[]; warnings: string[] } {
  const possible = sortedEntries(props.stamp ?? {}).filter(
    ([symbol, value]) => stampProblems(symbol, value).length === 0,
  );
  const verdicts = possible.map(([symbol]) => ({ symbol, verdict: stampVerdict(program, symbol) }));
  const told = (kind: string): string[] =>
    verdicts
      .filter(({ verdict }) => verdict.kind === kind)
      .map(({ symbol, verdict }) => `stamp ${quote(symbol)} ${verdict.reason}`);
  return { problems: told('wrong'), warnings: told('unknown') };
}

function gateWarnings(props: GoImageProps, program: GoProgram): string[] {
  const asked = (props.gates ?? []).length;
  return isVendored(program) && gatesOf(props, program).length < asked
    ? ['Gate.verify() has nothing to do: the modules are vendored, so none is downloaded; leave it out']
    : [];
}

function graphProblems(plan: BuildPlan): string[] {
  const graph = drawStages(plan);
  const steps = graph.stages.flatMap(({ _steps }) => _steps.flatMap(({ name }) => name ?? []));
  const unknown = plan.hooks.filter(({ step }) => !steps.includes(step));
  return unknown.length > 0
    ? unknown.map(
        ({ step }) =>
          `there is no step ${quote(step)} to hang a hook on; write one of ${steps.map(quote).join(', ')}`,
      )
    : [...graph.problems(), ...tokenProblems(graph)];
}

/** Such a value would get into the Dockerfile as the name that the framework has for it. */
function tokenProblems(graph: StageGraph): string[] {
  return graph.problems().length === 0 && Token.isUnresolved(graph.toDockerfile())
    ? [
        'a value in a step, a gate, a flag or a path is not known while synthesizing, and the image is named by a digest of it; give the text itself',
      ]
    : [];
}

/** What a service may rely on. */
function contractOf(props: GoImageProps, program: GoProgram | undefined, runtime: Runtime): ImageContract {
  return {
    user: (props.user ?? User.nonroot()).toNumbers(),
    program: program && `${PROGRAMS}/${program.programName}`,
    programs: program?.programs.map(({ programName }) => `${PROGRAMS}/${programName}`),
    probe: (props.probe ?? GO_IMAGE_DEFAULTS.probe) ? PROBE_PATH : undefined,
    goVersion: program?.goVersion,
    cgo: props.cgo ?? GO_IMAGE_DEFAULTS.cgo,
    writable: props.writable ?? GO_IMAGE_DEFAULTS.writable,
    port: props.port,
    shell: runtime.shell,
  };
}

/** The program's name, as far as an image can have it. */
function defaultName(programName: string): string {
  const name = programName.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return name.replace(/^-+|-+$/g, '') || 'program';
}
