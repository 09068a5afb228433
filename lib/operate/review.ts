import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { quote, ValidationError } from '../core/errors';
import { withoutSecrets } from '../review/format/last-scan';
import { renderJson } from '../review/format/render-json';
import { renderMarkdown } from '../review/format/render-markdown';
import { renderSarif } from '../review/format/render-sarif';
import { renderText } from '../review/format/render-text';
import { resourceLines } from '../review/plan/resource-lines';
import { type ReviewedPlan, reviewPlan } from '../review/review';
import type { ReviewOptions } from '../review/review-options';
import { NO_SETTINGS, readReviewSettings, type ReviewSettings } from '../review/review-settings';
import { SecretIndex } from '../review/secret-index';
import { unplannedReview } from '../review/unplanned';
import type { Rendered } from '../review/format/written';
import { planStack, type PlannedStack } from './plan-stack';
import { planWithoutState } from './plan-without-state';
import { readPlanFile, readSettingsFile, writeReviewFile } from './review-files';
import {
  choice,
  FAIL_ON,
  FORMATS,
  readBudget,
  readHash,
  readReviewFile,
  REQUIRE_APPROVAL,
  type ReviewFormat,
  type ReviewRequest,
} from './review-request';
import { readStackFile, STACK_FILE } from './stack-file';
import { stackNamed, type SynthesizedStack, synthesizedStacks } from './synthesized-stacks';

/** Where a project keeps what it tells its reviews. */
const SETTINGS_FILE = 'go-containers.review.json';

const CLEAN = 0;
const FAILED = 1;
const BLOCKED = 2;

/** A plan to look at. */
interface Reviewable extends Pick<ReviewOptions, 'stack' | 'configuration' | 'lines'> {
  /** File of the stack, for those who want to jump there. */
  readonly file?: string;
  /** Nothing where Terraform could make none. */
  readonly plan?: string;
}

/**
 * Says what a plan does to running containers: of a plan that is given, or of stacks that are planned for it.
 *
 * @returns 0 when nothing blocks, 2 when something does, 1 when a stack could not be planned
 */
export function reviewStacks(request: ReviewRequest): number {
  // V8 compiles what runs hot, which pays off later than a review ends: without this, one of 1,000 resources takes 1.4 s of processor time instead of 1.0.
  setFlagsFromString('--interrupt-budget=2000000');
  const format = choice('format', FORMATS, request.format);
  const budget = readBudget(request.budget);
  const files = request.also.map(readReviewFile);
  const options = {
    settings: settingsOf(request.settings),
    failOn: choice('fail-on', FAIL_ON, request.failOn),
    requireApproval: choice('require-approval', REQUIRE_APPROVAL, request.requireApproval),
    approved: readHash(request.approved),
    today: new Date().toISOString().slice(0, 'yyyy-mm-dd'.length),
    isWithoutRefresh: request.noRefresh,
    isWithoutState: request.withoutState,
  };
  checkCombination(request);
  const reviewables = plansOf(request);
  const reviewed = reviewables.map((each) => reviewOf(each, options));
  const write = (into: ReviewFormat, isTerminal: boolean): string =>
    written(reviewed, reviewables, { format: into, budget, isTerminal });
  // Everything is made before anything is written: a text that must not be seen is an error of all.
  const texts = files.map(({ file, format: into }) => ({ file, text: write(into, false) }));
  const shown = write(format, process.stdout.isTTY);
  // Files first: who reads the output of a command that fails may take it for all.
  texts.forEach(({ file, text }) => {
    writeReviewFile(file, text);
  });
  process.stdout.write(shown);
  if (reviewables.some(({ plan }) => plan === undefined)) {
    return FAILED;
  }
  return reviewed.some(({ review }) => review.verdict === 'blocked') ? BLOCKED : CLEAN;
}

function reviewOf({ plan, stack, configuration, lines }: Reviewable, options: ReviewOptions): ReviewedPlan {
  return plan === undefined
    ? { review: unplannedReview(stack ?? ''), secrets: new SecretIndex([]) }
    : reviewPlan(plan, { ...options, stack, configuration, lines });
}

function checkCombination({ plan, withoutState, approved, selection }: ReviewRequest): void {
  if (plan !== undefined && withoutState) {
    throw new ValidationError('--without-state makes a plan of its own; give either that or --plan');
  }
  if (approved !== undefined && plan === undefined && selection === undefined) {
    throw new ValidationError('--approved is for the review of one stack; write STACK');
  }
}

function settingsOf(file: string | undefined): ReviewSettings {
  if (file === undefined && !existsSync(SETTINGS_FILE)) {
    return NO_SETTINGS;
  }
  const path = file ?? SETTINGS_FILE;
  return readReviewSettings(readSettingsFile(path), path);
}

function plansOf(request: ReviewRequest): Reviewable[] {
  const { plan, selection, output } = request;
  if (plan !== undefined) {
    const about =
      selection === undefined
        ? {}
        : stackOf(resolve(output), stackNamed(synthesizedStacks(output), selection));
    return [{ ...about, plan: readPlanFile(plan) }];
  }
  const stacks = synthesizedStacks(output);
  if (stacks.length === 0) {
    throw new ValidationError(`the app in ${quote(output)} has no stack; run "cdktf synth" again`);
  }
  const selected = selection === undefined ? stacks : [stackNamed(stacks, selection)];
  return selected.map((stack) => {
    const { plan: made, complaint } = planOf(request, stack);
    if (complaint !== '') {
      const what = made === undefined ? 'could not be planned' : 'was planned half way';
      process.stderr.write(`${stack.name} ${what}; Terraform says:\n${complaint}\n`);
    }
    return { ...stackOf(resolve(output), stack), plan: made };
  });
}

function planOf({ output, noRefresh, withoutState }: ReviewRequest, stack: SynthesizedStack): PlannedStack {
  process.stderr.write(`planning ${stack.name} ...\n`);
  const folder = join(resolve(output), stack.folder);
  return withoutState ? planWithoutState(folder) : planStack(folder, noRefresh);
}

function stackOf(output: string, { name, folder }: SynthesizedStack): Omit<Reviewable, 'plan'> {
  const file = join(output, folder, STACK_FILE);
  const text = readFileSync(file, 'utf8');
  return {
    stack: name,
    configuration: readStackFile(text),
    lines: resourceLines(text),
    file: relative(process.cwd(), file),
  };
}

interface Writing {
  readonly format: ReviewFormat;
  readonly budget?: number;
  readonly isTerminal: boolean;
}

function written(
  reviewed: readonly ReviewedPlan[],
  reviewables: readonly Reviewable[],
  { format, budget, isTerminal }: Writing,
): string {
  const reviews = reviewed.map(({ review }) => review);
  const files = Object.fromEntries(
    reviewables.flatMap(({ stack, file }) =>
      stack === undefined || file === undefined ? [] : [[stack, file]],
    ),
  ) as Record<string, string>;
  const rendered: Record<ReviewFormat, () => Rendered> = {
    text: () => renderText(reviews, { colour: isTerminal && process.env.NO_COLOR === undefined }),
    markdown: () => renderMarkdown(reviews, { budget }),
    json: () => renderJson(reviews),
    sarif: () => renderSarif(reviews, { files }),
  };
  return withoutSecrets(
    rendered[format](),
    reviewed.map(({ secrets }) => secrets),
  );
}
