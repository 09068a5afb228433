import { sortedEntries } from '../core/names';
import type { GoProgram } from '../gomodule/go-program';
import type { BuildPlan, PlannedAssets } from './build-plan';
import { buildTags, type CompilerSettings } from './compiler-options';
import type { Gate } from './gate';
import type { GoImageProps } from './go-image-props';
import { GO_IMAGE_DEFAULTS } from './go-image-props';
import { imageLabels } from './image-labels';
import type { Mirror } from './mirror';
import type { OwnStages } from './own-stages';
import type { Runtime } from './runtime';
import { TimeZones } from './time-zones';
import { User } from './user';

/** Tag of Go's own copy of the time zones. */
const EMBED_ZONES = 'timetzdata';

/** What was found and decided before a plan can be made. */
export interface PlanParts {
  readonly program: GoProgram;
  readonly name: string;
  readonly runtime: Runtime;
  readonly compiler: CompilerSettings;
  readonly own: OwnStages;
  readonly mirror: Mirror;
  /** Name of the build caches; that of the module when left out. */
  readonly cache?: string;
  /** Names of staged files with certificate authorities. */
  readonly authorities: readonly string[];
  readonly hasTests: boolean;
}

/** The tags of the build, those of other properties among them. */
export function tagsOf(props: GoImageProps, compiler: CompilerSettings): string[] {
  const zones = (props.timeZones ?? TimeZones.ofRuntime()).inProgram ? [EMBED_ZONES] : [];
  return buildTags([...(props.tags ?? GO_IMAGE_DEFAULTS.tags), ...zones], compiler);
}

/** The gates that have something to look at: what is vendored is not downloaded, so there is nothing to verify. */
export function gatesOf(props: GoImageProps, program: GoProgram): Gate[] {
  const gates = props.gates ?? [...GO_IMAGE_DEFAULTS.gates];
  return isVendored(program) ? gates.filter(({ _data }) => _data.kind !== 'verify') : gates;
}

/** Whether the modules of the program are in its repository. */
export function isVendored({ modules }: GoProgram): boolean {
  return modules.some(({ path }) => /(^|\/)vendor\/modules\.txt$/.test(path));
}

/** One plan from the program and the user's properties; the mirror is applied last. */
export function planBuild(props: GoImageProps, parts: PlanParts): BuildPlan {
  const { program, name, runtime, compiler, own, mirror, hasTests } = parts;
  return {
    program,
    repository: name,
    builder: mirror.apply(props.builder ?? GO_IMAGE_DEFAULTS.builder),
    base: mirror.apply(runtime.base),
    hasShell: runtime.shell,
    builderLibraries: runtime.builderLibraries,
    settings: {
      tags: tagsOf(props, compiler),
      cgo: props.cgo ?? GO_IMAGE_DEFAULTS.cgo,
      platform: props.platform,
      compiler,
    },
    stamp: props.stamp ?? {},
    assets: plannedAssets(props, parts),
    user: props.user ?? User.nonroot(),
    labels: imageLabels({
      name,
      version: props.version?.text,
      base: runtime.base,
      own: props.labels ?? {},
    }),
    port: props.port,
    arguments: props.arguments ?? GO_IMAGE_DEFAULTS.arguments,
    cache: parts.cache ?? program.module,
    gates: gatesOf(props, program).map(({ _data }) => _data),
    hasTests,
    maxBytes: props.maxSize?.toBytes(),
    privateModules: props.privateModules,
    secrets: props.secrets ?? GO_IMAGE_DEFAULTS.secrets,
    proxy: props.proxy,
    stages: own.stages,
    hooks: own.hooks,
  };
}

function plannedAssets(props: GoImageProps, { runtime, authorities }: PlanParts): PlannedAssets {
  const user = props.user ?? User.nonroot();
  const isStandardUser = user.toNumbers() === User.nonroot().toNumbers() && user.name === User.nonroot().name;
  // With a shell there is a distribution, whose accounts are its own.
  const accounts = !runtime.accounts || (!runtime.shell && !isStandardUser);
  const temporary = !runtime.temporaryDirectory;
  const owned = [...(props.writable ?? GO_IMAGE_DEFAULTS.writable)].sort();
  const hasFiles = sortedEntries(props.assets ?? {}).length > 0;
  return {
    probe: props.probe ?? GO_IMAGE_DEFAULTS.probe,
    accounts,
    temporary,
    files: accounts || temporary || hasFiles || owned.some((path) => path.lastIndexOf('/') > 0),
    certificates: { inImage: !runtime.certificates || authorities.length > 0, own: authorities },
    zones: (props.timeZones ?? TimeZones.ofRuntime()).inFile,
    owned,
  };
}
