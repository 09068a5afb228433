import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ValidationError } from '../core/errors';
import type { BuildRequest } from './build';
import { answer, build, type Engine, type KnownImage, knownImages } from './engine';
import { readSavedImage, type SavedImage } from './saved-image';
import { isOverBudget, type SizeReport, sizeReport } from './size-report';
import { sizeText, verdict } from './size-text';
import { displayName, selectImages, stagedImages } from './staged-images';

/** What to report on. */
export interface SizeRequest extends BuildRequest {
  /** Whether to write JSON instead of tables. */
  readonly json: boolean;
}

const HISTORY = ['image', 'history', '--no-trunc', '--human=false', '--format', '{{json .}}'];

/**
 * Says what images are made of, in bytes, against their budgets.
 *
 * An image that is not on the Engine is built first, so that its size is known before it is deployed; nothing is left of it
 * but the cache.
 *
 * @returns 0, 1 for an image over its budget, or the exit status of a build that failed
 */
export async function reportSizes({ output, selection, json }: SizeRequest): Promise<number> {
  const reports: SizeReport[] = [];
  for (const image of knownImages(selectImages(stagedImages(resolve(output)), output, selection))) {
    const isThere = answer(image.engine, ['image', 'inspect', image.build.name]) !== undefined;
    const built = isThere ? { id: image.build.name, status: 0 } : buildWithoutName(image);
    if (built.status !== 0) {
      return built.status;
    }
    try {
      reports.push(await measure(image, built.id));
    } finally {
      if (!isThere) {
        removeUnnamed(image.engine, built.id);
      }
    }
  }
  process.stdout.write(
    json ? `${JSON.stringify(reports, undefined, 2)}\n` : reports.map(sizeText).join('\n'),
  );
  const over = reports.filter(isOverBudget);
  over.forEach((report) => process.stderr.write(`${verdict(report)}\n`));
  return over.length > 0 ? 1 : 0;
}

function buildWithoutName(image: KnownImage): { readonly id: string; readonly status: number } {
  process.stderr.write(
    `${displayName(image.staged)} is not on the Engine as ${image.build.name} yet, so it is built from the files of the last synthesis\n`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'go-containers-size-'));
  try {
    const file = join(folder, 'id');
    const status = build(image, image.build.dockerfile, ['--iidfile', file]);
    return { id: status === 0 ? readFileSync(file, 'utf8').trim() : '', status };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  { staged, build: { name, dockerfile }, engine }: KnownImage,
  id: string,
): Promise<SizeReport> {
  const history = answer(engine, [...HISTORY, id]);
  if (history === undefined) {
    throw new ValidationError(`the image ${id} is no longer on the Engine; try again`);
  }
  return sizeReport({
    image: displayName(staged),
    name,
    dockerfile: readFileSync(join(staged.folder, dockerfile), 'utf8'),
    history,
    saved: await save(engine, id),
  });
}

async function save({ command, environment }: Engine, id: string): Promise<SavedImage> {
  const child = spawn(command, ['image', 'save', id], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: environment,
  });
  const [saved, closed] = await Promise.allSettled([readSavedImage(child.stdout), once(child, 'close')]);
  if (saved.status === 'fulfilled') {
    return saved.value;
  }
  const failed = closed.status === 'rejected' || closed.value[0] === 1;
  throw failed
    ? new ValidationError(`the image ${id} cannot be read from the Engine; try again`)
    : saved.reason;
}

/** The same image may have a name: equal files have equal ids, and removing the id would take the only name away. */
function removeUnnamed(engine: Engine, id: string): void {
  if (answer(engine, ['image', 'inspect', '--format', '{{len .RepoTags}}', id])?.trim() === '0') {
    answer(engine, ['image', 'rm', id]);
  }
}
