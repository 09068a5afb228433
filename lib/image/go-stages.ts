import type { Stage } from '../dockerfile/stage';
import type { CacheMount, Step } from '../dockerfile/steps';
import { type BuildPlan, PROBE_PATH } from './build-plan';

/** Directories of the build context, and the one file of the probe. */
export const CONTEXT = { source: 'src', files: 'files', probe: 'probe.go' } as const;

/** Where the program is in the image. */
export function programPath(plan: BuildPlan): string {
  return `/usr/local/bin/${plan.program.programName}`;
}

/**
 * The stages of a Go image: the probe and the program are compiled side by side and end up in the runtime.
 *
 * One RUN compiles and downloads what it still needs. A download step of its own would cost 0.3 s per build and guard
 * nothing: both Go caches are mounts, so an edit never starts from an empty one.
 */
export function drawStages(plan: BuildPlan): Stage {
  const probe = probeStage(plan);
  const build = buildStage(plan);
  const contents: Step[] = plan.baseIsComplete
    ? []
    : [
        { kind: 'copy', sources: [`${CONTEXT.files}/`], destination: '/' },
        { kind: 'copy', from: build, sources: [CERTIFICATES], destination: CERTIFICATES },
      ];
  return {
    name: 'runtime',
    base: plan.base,
    steps: [
      ...contents,
      { kind: 'copy', from: probe, sources: ['/out/probe'], destination: PROBE_PATH },
      { kind: 'copy', from: build, sources: ['/out/program'], destination: programPath(plan) },
      { kind: 'label', labels: { [IMAGE_LABEL]: plan.repository } },
      { kind: 'user', user: plan.user },
      { kind: 'workdir', path: '/' },
      { kind: 'entrypoint', command: [programPath(plan)] },
    ],
  };
}

/** On every image of this library, with the image's name as its value. */
export const IMAGE_LABEL = 'cdktf-go-containers.image';

/** First in the list of places where Go looks for roots. */
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

/**
 * Terraform shows of a failed build only the text of the step that failed, without a word of the compiler's. So the step
 * says where those words are to be had.
 */
const HINT = 'COMPILER_MESSAGES=[to see them: npx --no go-containers build]';

/** No toolchain other than the builder's, no C compiler: the result is one static file on any machine. */
const GO_ENVIRONMENT = { CGO_ENABLED: '0', GOTOOLCHAIN: 'local' };

function probeStage(plan: BuildPlan): Stage {
  return {
    name: 'probe',
    base: plan.builder,
    steps: [
      { kind: 'workdir', path: '/src' },
      { kind: 'env', variables: GO_ENVIRONMENT },
      { kind: 'copy', sources: [CONTEXT.probe], destination: './' },
      { kind: 'run', caches: caches(plan), command: goBuild('-s -w', '/out/probe', CONTEXT.probe) },
    ],
  };
}

function buildStage(plan: BuildPlan): Stage {
  return {
    name: 'build',
    base: plan.builder,
    steps: [
      { kind: 'workdir', path: '/src' },
      { kind: 'env', variables: GO_ENVIRONMENT },
      { kind: 'copy', sources: [`${CONTEXT.source}/`], destination: './' },
      ...moduleDirectory(plan),
      {
        kind: 'run',
        caches: caches(plan),
        command: ['env', HINT, ...goBuild(plan.linkerFlags, '/out/program', plan.program.package)],
      },
    ],
  };
}

/** Where the Go command has to be started when modules beside the program's own take part. */
function moduleDirectory({ program: { directory } }: BuildPlan): Step[] {
  return directory === '' ? [] : [{ kind: 'workdir', path: `/src/${directory}` }];
}

/** `-trimpath` and no version control stamp: equal sources give equal bytes in every directory. */
function goBuild(linkerFlags: string, output: string, packagePath: string): string[] {
  return ['go', 'build', '-trimpath', '-buildvcs=false', '-ldflags', linkerFlags, '-o', output, packagePath];
}

/** Scoped to the module: a build of another project neither fills nor poisons these caches. */
function caches(plan: BuildPlan): CacheMount[] {
  const scope = `cdktf-go-containers/${plan.program.module}`;
  return [
    { id: `${scope}/modules`, target: '/go/pkg/mod' },
    { id: `${scope}/build`, target: '/root/.cache/go-build' },
  ];
}
