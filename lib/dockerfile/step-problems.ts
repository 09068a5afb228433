import { quote } from '../core/errors';
import { mountProblems } from './mount-problems';
import { renderStep } from './render-step';
import type { CopyData, HealthcheckData, StepData } from './step-data';
import { contextPathProblems, unwritable, unwritableOnLine, when } from './value-problems';

/** What is known of a stage at one of its steps. */
export interface Place {
  /** Whether there is a `/bin/sh`. */
  readonly shell: boolean;
  /** Whether the working directory was set, so that it is not whatever the base image has. */
  readonly workdir: boolean;
  /** Whether the image has an entry point of this graph, so that a `CMD` is its arguments. */
  readonly entrypoint: boolean;
}

/** Longest line that the builder reads, in bytes (measured on Docker Engine 20.10). */
const LONGEST_LINE = 65_535;

/** The greatest uid and gid that Docker takes. */
const GREATEST_ID = 2_147_483_647;

/** The names by which a program that asks for a shell calls it. */
const SHELL = /^(?:(?:\/usr)?\/bin\/)?(?:ba|da|a)?sh$/;

/** Names that BuildKit's check SecretsUsedInArgOrEnv takes for secrets. */
const SECRET = /(?:^|_)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)/i;

/** Names that the same check lets pass. */
const PUBLIC = /(?:^|_)public(?:_|$)/i;

/** All that is wrong with a step at its place; a sentence each, without the place's name. */
export function stepProblems(step: StepData, place: Place): string[] {
  const problems = problemsOfKind(step, place);
  const length = Buffer.byteLength(renderStep(step));
  const tooLong = `the instruction is ${length} bytes long, and the builder reads ${LONGEST_LINE} at most; move what is long into a file and copy it`;
  return [...problems, ...when(length > LONGEST_LINE, tooLong)];
}

function problemsOfKind(step: StepData, place: Place): string[] {
  switch (step.kind) {
    case 'run':
      return [...programProblems(step.command, place), ...mountProblems(step.mounts)];
    case 'shell':
      return [...scriptProblems(step.script, place), ...mountProblems(step.mounts)];
    case 'copy':
      return copyProblems(step, place);
    case 'environment':
      return [
        ...when(Object.keys(step.variables).length === 0, 'there is no variable to set; give at least one'),
        ...Object.entries(step.variables).flatMap(([name, value]) => variableProblems(name, value)),
      ];
    case 'argument':
      return variableProblems(step.name, step.value ?? '');
    case 'workdir':
      return [
        ...when(
          !step.path.startsWith('/'),
          `path ${quote(step.path)} depends on the base image; write an absolute one such as "/src"`,
        ),
        ...unwritableOnLine('path', step.path),
      ];
    case 'user':
      return identityProblems('user', step.user);
    case 'labels':
      return [
        ...when(Object.keys(step.labels).length === 0, 'there is no label to set; give at least one'),
        ...Object.entries(step.labels).flatMap(([key, value]) => labelProblems(key, value)),
      ];
    case 'expose':
      return [
        ...when(
          !Number.isInteger(step.port) || step.port < 1 || step.port > 65_535,
          `port ${step.port} is not possible; write a whole number from 1 to 65535`,
        ),
        ...when(
          !['tcp', 'udp'].includes(step.protocol),
          `protocol ${quote(step.protocol)} is not known; write "tcp" or "udp"`,
        ),
      ];
    case 'entrypoint':
      return programProblems(step.command, place);
    case 'command':
      return place.entrypoint
        ? argumentProblems(step.command)
        : [...argumentProblems(step.command), ...shellProblems(step.command, place)];
    case 'healthcheck':
      return [...programProblems(step.command, place), ...healthcheckProblems(step)];
    case 'noHealthcheck':
      return [];
  }
}

function argumentProblems(command: readonly string[]): string[] {
  return [
    ...when(command.length === 0, 'the command is empty; give a program and its arguments'),
    ...command.flatMap((argument) => unwritable('argument', argument)),
  ];
}

function programProblems(command: readonly string[], place: Place): string[] {
  return [
    ...argumentProblems(command),
    ...when(command[0] === '', 'the program has the empty name; write its path'),
    ...shellProblems(command, place),
  ];
}

function shellProblems([program = '']: readonly string[], { shell }: Place): string[] {
  return when(
    !shell && SHELL.test(program),
    `program ${quote(program)} is a shell, and the base of the stage has none; give the program itself, or begin with an image that has a shell`,
  );
}

function scriptProblems(script: string, { shell }: Place): string[] {
  return [
    ...when(script.trim() === '', `script ${quote(script)} is empty; write at least one command`),
    ...unwritable('script', script),
    ...when(
      !shell,
      `script ${quote(script)} needs a shell, and the base of the stage has none; use Step.run, or begin with an image that has a shell`,
    ),
  ];
}

function copyProblems({ from, sources, destination, owner, mode }: CopyData, { workdir }: Place): string[] {
  return [
    ...when(sources.length === 0, 'there is no source; give at least one'),
    ...sources.flatMap((source) => [
      ...(from === undefined ? contextPathProblems(source) : []),
      ...patternProblems(source),
      ...unwritable('source', source),
    ]),
    ...when(
      sources.length > 1 && !destination.endsWith('/'),
      `destination ${quote(destination)} of ${sources.length} sources must be a directory; write ${quote(`${destination}/`)}`,
    ),
    ...when(destination === '', 'the destination is empty; write an absolute path'),
    ...when(
      destination !== '' && !destination.startsWith('/') && !workdir,
      `destination ${quote(destination)} depends on the base image; write an absolute path, or put Step.workdir before it`,
    ),
    ...unwritable('destination', destination),
    ...(owner === undefined ? [] : identityProblems('owner', owner)),
    ...when(
      mode !== undefined && !/^[0-7]{3,4}$/.test(mode),
      `mode ${quote(mode ?? '')} must be three or four octal digits; write "0644" or "0755"`,
    ),
  ];
}

/** Escaped, a pattern would do; but a pattern that finds nothing copies nothing, and nobody is told. */
function patternProblems(source: string): string[] {
  return when(
    /[*?[]/.test(source),
    `source ${quote(source)} has one of the characters "*?[", which make it a pattern; copy the directory that it is in`,
  );
}

function variableProblems(name: string, value: string): string[] {
  return [
    ...when(
      !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name),
      `variable ${quote(name)} must be letters, digits and "_", no digit first; write a name such as "GOFLAGS"`,
    ),
    ...when(
      SECRET.test(name) && !PUBLIC.test(name),
      `variable ${quote(name)} looks like a secret, and whoever has the image can read it; use Mount.secret, or another name if it is none`,
    ),
    ...unwritableOnLine(`value of ${quote(name)}`, value),
  ];
}

function labelProblems(key: string, value: string): string[] {
  return [
    ...when(
      !/^[A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?$/.test(key),
      `label ${quote(key)} must be letters, digits and "._/-" between them; write a key such as "org.example.team"`,
    ),
    ...unwritableOnLine(`value of ${quote(key)}`, value),
  ];
}

function identityProblems(what: string, identity: string): string[] {
  const numeric = /^\d+(?::\d+)?$/.test(identity);
  return when(
    !numeric || identity.split(':').some((id) => Number(id) > GREATEST_ID),
    `${what} ${quote(identity)} must be a uid or uid:gid in numbers up to ${GREATEST_ID}; write it as "65532:65532"`,
  );
}

function healthcheckProblems({ interval, timeout, startPeriod, retries }: HealthcheckData): string[] {
  const times = Object.entries({ interval, timeout, 'start period': startPeriod });
  return [
    ...times.flatMap(([name, time]) =>
      when(
        time?.toMilliseconds() === 0,
        `${name} 0s is shorter than the 1ms that Docker takes; leave it out for the default`,
      ),
    ),
    ...when(
      retries !== undefined && (!Number.isInteger(retries) || retries < 1 || retries > GREATEST_ID),
      `${retries ?? 0} retries are not possible; write a whole number of at least 1`,
    ),
  ];
}
