import { Artefact } from '../dockerfile/artefact';
import { StageBase } from '../dockerfile/stage-base';
import { Step } from '../dockerfile/step';
import { CERTIFICATES, OUT, PROGRAMS } from './build-paths';
import type { BuildPlan } from './build-plan';
import { goEnvironment } from './go-command';

/** Where the health probe is in an image. */
export const PROBE_PATH = `${PROGRAMS}/go-containers-probe`;
/** On every image of this library, with the image's name as its value. */
export const IMAGE_LABEL = 'cdktf-go-containers.image';

/** On images with a budget: what their files may have together, in bytes. */
export const BUDGET_LABEL = 'cdktf-go-containers.max-size';

/** Where the first program is in the image. */
export function programPath({ program }: BuildPlan): string {
  return `${PROGRAMS}/${program.programName}`;
}

/**
 * Without cgo Go compiles for any machine on the one that builds; a C compiler only for its own, and tests have to run on the one
 * that they are for.
 */
export function builderBase({ builder, settings, gates }: BuildPlan): StageBase {
  const isCrossing = !settings.cgo && !gates.some(({ kind }) => kind === 'test');
  return StageBase.image(builder, { onBuildPlatform: settings.platform !== undefined && isCrossing });
}

/** What the Go command is told in the build and in every gate. */
export function buildEnvironment({ settings, privateModules, proxy }: BuildPlan): Record<string, string> {
  return {
    ...goEnvironment(settings),
    ...privateModules?._environment(),
    ...(proxy !== undefined && { GOPROXY: proxy }),
  };
}

/** Lets Go, git and every other program of the builder trust the user's own authorities. */
export function trustedAuthorities({ assets }: BuildPlan): Step[] {
  return assets.certificates.own.length > 0
    ? [Step.copyFrom(Artefact.of('assets', `${OUT}${CERTIFICATES}`), CERTIFICATES)]
    : [];
}

/** Where the Go command has to be started when modules beside the program's own take part. */
export function moduleDirectory({ program: { directory } }: BuildPlan): Step[] {
  return directory === '' ? [] : [Step.workdir(`/src/${directory}`)];
}
