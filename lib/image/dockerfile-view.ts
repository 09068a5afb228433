import { posix } from 'node:path';
import type { ParsedDockerfile, ParsedInstruction, ParsedStage } from '../dockerfile/parsed-dockerfile';
import { execCommands, type ShellCommand, shellCommands } from '../dockerfile/shell-commands';
import { substitute, type Variables } from '../dockerfile/substitute';
import { isOfficialGo } from './builder-table';
import { EMPTY_IMAGE, isImage } from './image-name';
import type { Platform } from './platform';

/** What decides beside its text what a Dockerfile builds. */
export interface DockerfileUse {
  /** Values of its ARGs. */
  readonly buildArguments?: Variables;
  /** The stage that is built; the last one when it is not said. */
  readonly target?: string;
  /** The machine that the image is for. */
  readonly platform?: Platform;
}

/** An instruction, and what holds where it is. */
export interface StepView {
  readonly instruction: ParsedInstruction;
  /** The directory that relative paths count from; nothing when only the base knows it. */
  readonly directory?: string;
  /** Whether a WORKDIR of the file says it. */
  readonly hasWorkdir: boolean;
  /** ENV and ARG with a value that is known. */
  readonly variables: Variables;
  /** What a RUN runs. */
  readonly commands: readonly ShellCommand[];
}

/** A stage, and what it begins with. */
export interface StageView {
  readonly parsed: ParsedStage;
  /** The base with the values of its variables; nothing when one has none. */
  readonly base?: string;
  /** The stage that it begins with. */
  readonly parent?: StageView;
  /** The image that it or its first parent begins with; nothing when that is not known. */
  readonly image?: string;
  readonly steps: readonly StepView[];
  /** What stages that begin with this one get. */
  readonly end: StageState;
}

/** What one step leaves to the next. */
export interface StageState {
  readonly directory?: string;
  readonly hasWorkdir: boolean;
  /** ENV alone. */
  readonly environment: Variables;
}

/** A Dockerfile as the builder understands it. */
export interface DockerfileView {
  readonly stages: readonly StageView[];
  /** The stage that becomes the image; nothing when there is none of the target's name. */
  readonly final?: StageView;
  /** What is before the first FROM. */
  readonly preamble: readonly ParsedInstruction[];
  readonly use: DockerfileUse;
}

/** Follows stages, directories and variables through the file. */
export function viewOf(file: ParsedDockerfile, use: DockerfileUse = {}): DockerfileView {
  const given = { ...platformVariables(use.platform), ...use.buildArguments };
  const global: Record<string, string> = {};
  for (const { keyword, pairs } of file.preamble) {
    if (keyword === 'ARG') {
      declare(global, pairs, given);
    }
  }
  const stages: StageView[] = [];
  for (const parsed of file.stages) {
    const base = substitute(parsed.base, { ...platformVariables(use.platform), ...global });
    const parent = base === undefined ? undefined : stageCalled(stages, base);
    const image = parent ? parent.image : base;
    const { steps, end } = stepsOf(parsed, parent?.end ?? beginningOf(image), { global, given });
    stages.push({ parsed, base, parent, image, steps, end });
  }
  return { stages, final: targetOf(stages, use.target), preamble: file.preamble, use };
}

/** The stage of that name, in whatever case; of several the last one. */
export function stageCalled(stages: readonly StageView[], name: string): StageView | undefined {
  return stages.filter(({ parsed }) => parsed.name?.toLowerCase() === name.toLowerCase()).at(-1);
}

/** What a `--from` means: a stage by its name or its number; nothing for an image. */
export function stageFrom(stages: readonly StageView[], from: string): StageView | undefined {
  return stageCalled(stages, from) ?? (/^\d+$/.test(from) ? stages[Number(from)] : undefined);
}

/** All steps of a stage, those of the stages that it begins with first. */
export function chainOf(stage: StageView): StepView[] {
  return [...(stage.parent ? chainOf(stage.parent) : []), ...stage.steps];
}

/** The path that a word of an instruction means; nothing when that is not known. */
export function pathOf({ directory, variables }: StepView, word: string): string | undefined {
  const path = substitute(word, variables);
  if (path === undefined || (!path.startsWith('/') && directory === undefined)) {
    return undefined;
  }
  return withoutSlash(posix.resolve('/', directory ?? '/', path));
}

/** Value of a flag of an instruction. */
export function flagOf({ flags }: ParsedInstruction, wanted: string): string | undefined {
  return flags.find(({ name }) => name === wanted)?.value;
}

function withoutSlash(path: string): string {
  return path.replace(/(?<=.)\/+$/, '');
}

function targetOf(stages: readonly StageView[], target: string | undefined): StageView | undefined {
  return target === undefined ? stages.at(-1) : stageFrom(stages, target);
}

/** What BuildKit itself gives to the ARGs of these names. */
function platformVariables(platform: Platform | undefined): Variables {
  if (!platform) {
    return {};
  }
  const [os = '', architecture = '', variant = ''] = platform.toDockerText().split('/');
  return {
    TARGETPLATFORM: platform.toDockerText(),
    TARGETOS: os,
    TARGETARCH: architecture,
    TARGETVARIANT: variant,
  };
}

/** ARG: what is given counts, then the default. */
function declare(
  variables: Record<string, string>,
  pairs: ParsedInstruction['pairs'],
  given: Variables,
  global: Variables = {},
): void {
  for (const { name, value } of pairs) {
    const own = value === undefined ? global[name] : substitute(value, variables);
    const known = given[name] ?? own;
    if (known !== undefined) {
      variables[name] = known;
    }
  }
}

interface Arguments {
  readonly global: Variables;
  readonly given: Variables;
}

/** What holds before the first step of a stage. */
function beginningOf(image: string | undefined): StageState {
  const isGo = image !== undefined && isOfficialGo(image);
  return { directory: directoryOf(image), hasWorkdir: false, environment: isGo ? { GOPATH } : {} };
}

function stepsOf(
  { instructions }: ParsedStage,
  beginning: StageState,
  { global, given }: Arguments,
): { readonly steps: StepView[]; readonly end: StageState } {
  const environment = { ...beginning.environment };
  const variables = { ...environment };
  let { directory, hasWorkdir } = beginning;
  const steps = instructions.map((instruction) => {
    const commands = commandsOf(instruction);
    const step: StepView = { instruction, directory, hasWorkdir, variables: { ...variables }, commands };
    switch (instruction.keyword) {
      case 'ARG':
        declare(variables, instruction.pairs, given, global);
        break;
      case 'ENV':
        for (const { name, value = '' } of instruction.pairs) {
          const known = substitute(value, step.variables);
          if (known !== undefined) {
            variables[name] = known;
            environment[name] = known;
          }
        }
        break;
      case 'WORKDIR':
        directory = pathOf(step, instruction.text);
        hasWorkdir = true;
        break;
    }
    return step;
  });
  return { steps, end: { directory, hasWorkdir, environment } };
}

function commandsOf({ keyword, form, text, words, scripts }: ParsedInstruction): ShellCommand[] {
  if (keyword !== 'RUN') {
    return [];
  }
  if (form === 'exec') {
    return execCommands(words);
  }
  return scripts.length > 0 ? scripts.flatMap(shellCommands) : shellCommands(text);
}

/** Where official images begin. */
function directoryOf(image: string | undefined): string | undefined {
  if (image === undefined) {
    return undefined;
  }
  if (isOfficialGo(image)) {
    return GOPATH;
  }
  return image === EMPTY_IMAGE || DISTRIBUTIONS.some((name) => isImage(image, name)) ? '/' : undefined;
}

/** Of the official Go images. */
const GOPATH = '/go';
const DISTRIBUTIONS = ['alpine', 'debian', 'ubuntu'];
