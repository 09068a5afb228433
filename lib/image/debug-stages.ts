import { Artefact } from '../dockerfile/artefact';
import { Mount } from '../dockerfile/mount';
import { Stage } from '../dockerfile/stage';
import { StageBase } from '../dockerfile/stage-base';
import { StageGraph } from '../dockerfile/stage-graph';
import { Step } from '../dockerfile/step';
import { OUT } from './build-paths';
import type { BuildPlan } from './build-plan';
import { compilerSettings } from './compiler-options';
import { assetsStage, buildStage, hasAssets, hungOn, sourcesStage } from './go-stages';
import { builderBase, programPath, trustedAuthorities } from './stage-parts';

/** The debugger, by its exact version. */
const DELVE = 'github.com/go-delve/delve/cmd/dlv@v1.27.2';
/** Where the debugger waits for a client. */
export const DEBUG_PORT = 40_000;
/** On images that are for debugging. */
export const DEBUG_LABEL = 'cdktf-go-containers.debug';

/**
 * The twin of an image to debug: the same sources, tags and files, compiled without optimization and with symbols, under Delve, on
 * the builder with its shell and the sources. For the machine that builds, whatever the image is for.
 *
 * It is no construct, so that no stack can run it.
 */
export function drawDebugStages(image: BuildPlan): StageGraph {
  const plan: BuildPlan = {
    ...image,
    settings: {
      ...image.settings,
      platform: undefined,
      keepPaths: true,
      compiler: {
        ...compilerSettings(),
        strip: false,
        compilerFlags: ['all=-N', '-l'],
        staticLink: image.settings.compiler.staticLink,
        flags: image.settings.compiler.flags,
      },
    },
    gates: [],
    builderLibraries: false,
    maxBytes: undefined,
  };
  const stages = [
    ...plan.stages,
    ...assetsStage(plan),
    sourcesStage(plan),
    buildStage(plan),
    delveStage(plan),
    debugStage(plan),
  ];
  return hungOn(StageGraph.of({ stages, target: 'debug' }), plan.hooks).reachable();
}

/** The debugger knows nothing of the program, so it is compiled once, whatever is debugged. */
function delveStage(plan: BuildPlan): Stage {
  const scope = 'cdktf-go-containers/delve';
  return Stage.named('delve', {
    base: builderBase(plan),
    steps: [
      ...trustedAuthorities(plan),
      Step.run(['env', 'CGO_ENABLED=0', 'GOBIN=/delve', 'go', 'install', DELVE], {
        mounts: [
          Mount.cache(`${scope}/modules`, '/go/pkg/mod'),
          Mount.cache(`${scope}/build`, '/root/.cache/go-build'),
        ],
      }),
    ],
  });
}

function debugStage(plan: BuildPlan): Stage {
  return Stage.named('debug', {
    base: StageBase.stage('build'),
    steps: [
      Step.copyFrom(Artefact.of('delve', '/delve/'), '/usr/local/bin/'),
      ...(hasAssets(plan) ? [Step.copyFrom(Artefact.of('assets', `${OUT}/`), '/')] : []),
      Step.copyFrom(Artefact.of('build', `${OUT}/`), '/'),
      Step.labels({ [DEBUG_LABEL]: plan.repository }),
      Step.environment({ HOME: '/tmp' }),
      Step.user(plan.user.toNumbers()),
      Step.expose(DEBUG_PORT),
      Step.entrypoint([
        ...[
          'dlv',
          'exec',
          '--headless',
          `--listen=:${DEBUG_PORT}`,
          '--api-version=2',
          '--accept-multiclient',
        ],
        ...['--continue', programPath(plan), '--'],
      ]),
      ...(plan.arguments.length > 0 ? [Step.command([...plan.arguments])] : []),
    ],
  });
}
