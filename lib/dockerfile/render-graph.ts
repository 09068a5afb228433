import { type BaseData, nameOfBase } from './base-data';
import type { Stage } from './stage';
import { renderStep } from './render-step';

/**
 * The text of a Dockerfile with these stages, in this order.
 *
 * Written for the frontend 1.2 that Docker Engine 20.10 has built in: no `# syntax` line (which would pull a
 * frontend image first), no here-documents, no `--link`.
 */
export function renderGraph(stages: readonly Stage[]): string {
  return stages.map(renderStage).join('\n');
}

function renderStage(stage: Stage): string {
  const steps = stage._steps.map(({ _data }) => renderStep(_data));
  return [`FROM ${renderBase(stage._base)} AS ${stage.name}`, ...steps].join('\n') + '\n';
}

function renderBase(base: BaseData): string {
  const platform = base.kind === 'image' && base.onBuildPlatform ? '--platform=$BUILDPLATFORM ' : '';
  return `${platform}${nameOfBase(base)}`;
}
