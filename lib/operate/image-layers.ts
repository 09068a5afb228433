import { ValidationError } from '../core/errors';
import { at, isMap } from '../core/json';
import type { ImageRecipe, Instruction } from './dockerfile-layers';

/** What `docker image history` says of one step of an image. */
export interface HistoryStep {
  /** The instruction in the Engine's words. */
  readonly createdBy: string;
  /** What the Engine counts for it. */
  readonly bytes: number;
}

/** A layer of an image. */
export interface ImageLayer {
  /** The instruction that made it; of the base, the base's name. */
  readonly instruction: string;
  /** The stage that its files come from; `base` below the first instruction of ours. */
  readonly stage: string;
  readonly isBase: boolean;
  /** What the Engine counts for it. */
  readonly bytes: number;
}

/** The stage of what the base image brings. */
export const BASE = 'base';

/**
 * Reads the lines of `docker image history --no-trunc --human=false --format '{{json .}}'`.
 *
 * @returns the steps from the base up
 */
export function readHistory(text: string): HistoryStep[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(historyStep)
    .reverse();
}

function historyStep(line: string): HistoryStep {
  const step = parsed(line);
  const createdBy = isMap(step) ? at(step, 'CreatedBy') : undefined;
  const size = isMap(step) ? at(step, 'Size') : undefined;
  if (typeof createdBy !== 'string' || typeof size !== 'string' || !/^\d+$/.test(size)) {
    throw new ValidationError(
      `the history of the image has the line ${JSON.stringify(line)}, which is not one of a Docker Engine; use Docker 20.10 or newer`,
    );
  }
  return { createdBy, bytes: Number(size) };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/**
 * The layers of an image, from the base up, beside the instructions that made them.
 *
 * The top of the history has one step for each instruction. Where the two do not agree, because the image is not of this
 * Dockerfile, the layers keep the Engine's words, and nothing counts as base.
 *
 * @param isEmpty for each step of the history, whether it made no layer
 */
export function imageLayers(
  history: readonly HistoryStep[],
  isEmpty: readonly boolean[],
  recipe: ImageRecipe,
): ImageLayer[] {
  const ours = history.length - recipe.instructions.length;
  const agrees = recipe.instructions.every((instruction, index) => made(instruction, history[ours + index]));
  return history
    .map((step, index): ImageLayer => {
      const instruction = agrees ? recipe.instructions[index - ours] : undefined;
      const isBase = agrees && instruction === undefined;
      return {
        instruction: instruction?.text ?? (isBase ? `FROM ${recipe.base}` : step.createdBy),
        stage: instruction ? (instruction.from ?? instruction.stage) : isBase ? BASE : '?',
        isBase,
        bytes: step.bytes,
      };
    })
    .filter(({ bytes }, index) => bytes > 0 || isEmpty[index] !== true);
}

function made({ keyword }: Instruction, step: HistoryStep | undefined): boolean {
  return step !== undefined && (step.createdBy === keyword || step.createdBy.startsWith(`${keyword} `));
}
