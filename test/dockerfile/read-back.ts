import {
  Copy,
  DockerfileParser,
  type Flag,
  From,
  Healthcheck,
  type Instruction,
  JSONInstruction,
  PropertyInstruction,
  Run,
} from 'dockerfile-ast';
import { Duration } from '../../lib/core/duration';
import { Artefact } from '../../lib/dockerfile/artefact';
import { Stage } from '../../lib/dockerfile/stage';
import { Mount } from '../../lib/dockerfile/mount';
import { StageBase } from '../../lib/dockerfile/stage-base';
import { Step } from '../../lib/dockerfile/step';

/**
 * The stages of a Dockerfile, as an independent parser reads it.
 *
 * The parser says where each instruction, flag, pair and argument begins and ends. What it does not do is done
 * here by Docker's own description of the language: JSON arrays, and words in which quotes and backslashes
 * protect.
 */
export function readBack(text: string): Stage[] {
  const stages: { from: From; steps: Step[] }[] = [];
  const cut = ({ start, end }: ReturnType<Instruction['getRange']>): string =>
    start.line === end.line ? text.split('\n')[start.line]!.slice(start.character, end.character) : '';
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    if (instruction instanceof From) {
      stages.push({ from: instruction, steps: [] });
    } else {
      stages.at(-1)!.steps.push(stepOf(instruction, cut));
    }
  }
  const names = stages.map(({ from }) => from.getBuildStage()!);
  return stages.map(({ from, steps }) =>
    Stage.named(from.getBuildStage()!, { base: baseOf(from, names), steps }),
  );
}

type Cut = (range: ReturnType<Instruction['getRange']>) => string;

function baseOf(from: From, stages: readonly string[]): StageBase {
  const image = from.getImage()!;
  if (image === 'scratch') {
    return StageBase.scratch();
  }
  const onBuildPlatform = from.getPlatformFlag()?.getValue() === '$BUILDPLATFORM';
  return stages.includes(image) ? StageBase.stage(image) : StageBase.image(image, { onBuildPlatform });
}

function stepOf(instruction: Instruction, cut: Cut): Step {
  if (instruction instanceof Run) {
    return runOf(instruction, cut);
  }
  if (instruction instanceof Copy) {
    return copyOf(instruction, cut);
  }
  if (instruction instanceof Healthcheck) {
    return healthcheckOf(instruction, cut);
  }
  if (instruction instanceof PropertyInstruction) {
    return variablesOf(instruction, cut);
  }
  if (instruction instanceof JSONInstruction) {
    const command = list(instruction, cut);
    return instruction.getKeyword() === 'CMD' ? Step.command(command) : Step.entrypoint(command);
  }
  const content = cut(instruction.getArgumentsRange()!);
  switch (instruction.getKeyword()) {
    case 'WORKDIR':
      return Step.workdir(word(content));
    case 'USER':
      return Step.user(word(content));
    default: {
      expect(instruction.getKeyword()).toBe('EXPOSE');
      const [port, protocol] = content.split('/');
      return Step.expose(Number(port), protocol);
    }
  }
}

function runOf(instruction: Run, cut: Cut): Step {
  const command = list(instruction, cut);
  const mounts = instruction.getFlags().map(mountOf);
  return command.length === 3 && command[0] === '/bin/sh' && command[1] === '-c'
    ? Step.shell(command[2]!, { mounts })
    : Step.run(command, { mounts });
}

function mountOf(flag: Flag): Mount {
  expect(flag.getName()).toBe('mount');
  const { type, id, target, sharing, from, source, ...rest } = Object.fromEntries(
    flag.getOptions().map((option) => [option.getName(), option.getValue()!]),
  ) as Record<string, string>;
  expect(rest).toEqual(type === 'secret' ? { required: 'true' } : {});
  switch (type) {
    case 'cache':
      return Mount.cache(id!, target!, { sharing });
    case 'bind':
      return from === undefined
        ? Mount.bindContext(source!, target!)
        : Mount.bind(Artefact.of(from, source!), target!);
    case 'secret':
      return Mount.secret(id!, target!);
    default:
      expect(type).toBe('tmpfs');
      return Mount.tmpfs(target!);
  }
}

function copyOf(instruction: Copy, cut: Cut): Step {
  const { from, chown: owner, chmod: mode, ...rest } = flagsOf(instruction.getFlags());
  expect(rest).toEqual({});
  const paths = list(instruction, cut).map(word);
  const [sources, destination] = [paths.slice(0, -1), paths.at(-1)!];
  if (from === undefined) {
    return Step.copy(sources, destination, { owner, mode });
  }
  expect(sources).toHaveLength(1);
  return Step.copyFrom(Artefact.of(from, sources[0]!), destination, { owner, mode });
}

function healthcheckOf(instruction: Healthcheck, cut: Cut): Step {
  const subcommand = instruction.getSubcommand()!;
  if (subcommand.getValue() === 'NONE') {
    return Step.noHealthcheck();
  }
  const {
    interval,
    timeout,
    'start-period': startPeriod,
    retries,
    ...rest
  } = flagsOf(instruction.getFlags());
  expect(rest).toEqual({});
  const text = cut({ start: subcommand.getRange().end, end: instruction.getRange().end });
  return Step.healthcheck(JSON.parse(text) as string[], {
    interval: durationOf(interval),
    timeout: durationOf(timeout),
    startPeriod: durationOf(startPeriod),
    retries: retries === undefined ? undefined : Number(retries),
  });
}

function durationOf(text: string | undefined): Duration | undefined {
  if (text === undefined) {
    return undefined;
  }
  const units: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };
  const parts = [...text.matchAll(/([0-9.]+)(ms|h|m|s)/g)].map(
    ([, amount, unit]) => Number(amount) * units[unit!]!,
  );
  return Duration.milliseconds(Math.round(parts.reduce((sum, part) => sum + part, 0)));
}

function flagsOf(flags: readonly Flag[]): Record<string, string | undefined> {
  return Object.fromEntries(flags.map((flag) => [flag.getName(), flag.getValue()!]));
}

function variablesOf(instruction: PropertyInstruction, cut: Cut): Step {
  const pairs = instruction.getProperties().map((property): [string, string | undefined] => {
    const range = property.getValueRange();
    return [property.getName(), range === null ? undefined : word(cut(range))];
  });
  switch (instruction.getKeyword()) {
    case 'ARG': {
      expect(pairs).toHaveLength(1);
      return Step.argument(...pairs[0]!);
    }
    case 'LABEL':
      return Step.labels(Object.fromEntries(pairs) as Record<string, string>);
    default:
      expect(instruction.getKeyword()).toBe('ENV');
      return Step.environment(Object.fromEntries(pairs) as Record<string, string>);
  }
}

function list(instruction: JSONInstruction, cut: Cut): string[] {
  expect(instruction.getOpeningBracket()).not.toBeNull();
  expect(instruction.getClosingBracket()!.getRange().end).toEqual(instruction.getRange().end);
  return instruction.getJSONStrings().map((each) => JSON.parse(cut(each.getRange())) as string);
}

/** A word as the builder understands it; a variable in it would be replaced, so there must be none. */
function word(text: string): string {
  let value = '';
  let quote = '';
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]!;
    const next = text[index + 1];
    if (
      quote !== "'" &&
      character === '\\' &&
      next !== undefined &&
      (quote === '' || '"$\\'.includes(next))
    ) {
      value += next;
      index += 1;
    } else if (character === quote) {
      quote = '';
    } else if (quote === '' && (character === '"' || character === "'")) {
      quote = character;
    } else if (quote !== "'" && character === '$') {
      throw new Error(`${text} has a variable`);
    } else {
      value += character;
    }
  }
  if (quote !== '') {
    throw new Error(`${text} has a quote that does not end`);
  }
  return value;
}
