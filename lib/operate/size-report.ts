import { ValidationError } from '../core/errors';
import { imageRecipe } from './dockerfile-layers';
import { type FileGroup, fileGroups } from './file-groups';
import { imageFiles } from './image-files';
import { imageLayers, type ImageLayer, readHistory } from './image-layers';
import type { SavedImage } from './saved-image';

/** What the stages of a Dockerfile brought into an image. */
export interface StageSize {
  readonly stage: string;
  readonly bytes: number;
}

/** What an image is made of, in bytes. */
export interface SizeReport {
  /** `stack/image`. */
  readonly image: string;
  /** `repository:tag`. */
  readonly name: string;
  /** What the Engine counts: the sum of the layers, and of the stages; also of the files, the hidden ones and `besideFiles`. */
  readonly bytes: number;
  /** What the files that a container sees have together: what the budget is for. */
  readonly fileBytes: number;
  /** Files that a later layer replaces or removes. */
  readonly hiddenBytes: number;
  /** What the Engine counts beside the bytes of files: the texts of symbolic links, say. */
  readonly besideFiles: number;
  /** What the files may have together. */
  readonly budget?: number;
  readonly layers: readonly ImageLayer[];
  readonly stages: readonly StageSize[];
  readonly files: readonly FileGroup[];
}

/** What a report is made from. */
export interface SizeSource {
  readonly image: string;
  readonly name: string;
  /** Text of the Dockerfile. */
  readonly dockerfile: string;
  /** Lines of the image's history. */
  readonly history: string;
  readonly saved: SavedImage;
}

/** On an image that has a budget, with the bytes that its files may have. */
export const BUDGET_LABEL = 'cdktf-go-containers.max-size';

export function sizeReport({ image, name, dockerfile, history, saved }: SizeSource): SizeReport {
  const layers = imageLayers(readHistory(history), saved.isEmpty, imageRecipe(dockerfile));
  const { visible, hiddenBytes } = imageFiles(saved.layers);
  // An image that was imported can have layers that its history does not know: those are at the bottom.
  const shift = layers.length - saved.layers.length;
  const files = fileGroups(visible, (layer) => layers[layer + shift]?.isBase ?? shift < 0);
  const bytes = sum(layers);
  const fileBytes = sum(files);
  return {
    image,
    name,
    bytes,
    fileBytes,
    hiddenBytes,
    besideFiles: bytes - fileBytes - hiddenBytes,
    budget: budgetOf(saved.labels),
    layers,
    stages: stageSizes(layers),
    files,
  };
}

/** Whether the files have more than they may. */
export function isOverBudget({ fileBytes, budget }: SizeReport): boolean {
  return budget !== undefined && fileBytes > budget;
}

function budgetOf(labels: Readonly<Record<string, string>>): number | undefined {
  const label = Object.hasOwn(labels, BUDGET_LABEL) ? labels[BUDGET_LABEL] : undefined;
  if (label !== undefined && !/^[1-9]\d{0,14}$/.test(label)) {
    throw new ValidationError(
      `the label ${BUDGET_LABEL} is ${JSON.stringify(label)}, which is no number of bytes; use the property maxSize`,
    );
  }
  return label === undefined ? undefined : Number(label);
}

function stageSizes(layers: readonly ImageLayer[]): StageSize[] {
  const stages = [...new Set(layers.map(({ stage }) => stage))];
  return stages.map((stage) => ({ stage, bytes: sum(layers.filter((layer) => layer.stage === stage)) }));
}

function sum(parts: readonly { readonly bytes: number }[]): number {
  return parts.reduce((total, { bytes }) => total + bytes, 0);
}
