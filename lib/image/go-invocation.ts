import { basename } from 'node:path/posix';
import type { ShellCommand } from '../dockerfile/shell-commands';
import { pathOf, type StageView, type StepView } from './dockerfile-view';

/** A flag of the Go command, without its dashes. */
export interface GoFlag {
  readonly name: string;
  /** Empty for a flag that is only there or not. */
  readonly value: string;
}

/** A call of the Go command in a RUN. */
export interface GoInvocation {
  /** With the directory that a `cd` before it leads to. */
  readonly step: StepView;
  readonly command: ShellCommand;
  /** `build`, `mod download`, and so on. */
  readonly verb: string;
  /** Those of GOFLAGS, then those of the call. */
  readonly flags: readonly GoFlag[];
  /** Packages, files, and what `go test` passes on. */
  readonly packages: readonly string[];
}

/** Every call of the Go command in the RUNs of a stage itself, in order. */
export function goInvocations({ steps }: StageView): GoInvocation[] {
  return steps.flatMap((step) => {
    let place = step;
    return step.commands.flatMap((command) => {
      const [program = '', ...words] = command.words;
      if (program === 'cd') {
        place = { ...step, directory: pathOf(place, words[0] ?? '/') };
      }
      return /^go(\d[\d.]*)?$/.test(basename(program)) ? [invocation(place, command, words)] : [];
    });
  });
}

/** The values that the environment of a call has for a variable. */
export function variableOf({ step, command }: GoInvocation, name: string): string | undefined {
  return command.variables[name] ?? step.variables[name];
}

/** The value of the last flag of that name; nothing when there is none. */
export function flagValue({ flags }: Pick<GoInvocation, 'flags'>, wanted: string): string | undefined {
  return flags.filter(({ name }) => name === wanted).at(-1)?.value;
}

/** Flags whose value is the next word when no `=` follows them. */
const WITH_VALUE = new Set([
  ...[
    'C',
    'o',
    'p',
    'tags',
    'ldflags',
    'gcflags',
    'asmflags',
    'gccgoflags',
    'mod',
    'modfile',
    'overlay',
    'pgo',
  ],
  ...[
    'buildmode',
    'compiler',
    'installsuffix',
    'pkgdir',
    'toolexec',
    'covermode',
    'coverpkg',
    'coverprofile',
  ],
  ...[
    'run',
    'skip',
    'bench',
    'benchtime',
    'count',
    'cpu',
    'parallel',
    'timeout',
    'vet',
    'vettool',
    'exec',
    'fuzz',
  ],
]);
/** Verbs that are followed by another one. */
const GROUPS = new Set(['mod', 'work', 'tool', 'telemetry']);

function invocation(step: StepView, command: ShellCommand, words: readonly string[]): GoInvocation {
  const flags: GoFlag[] = [];
  const rest: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const [, name, equals, value = ''] = /^--?([A-Za-z][\w.-]*)(=([^]*))?$/.exec(word) ?? [];
    if (name === undefined) {
      rest.push(word);
    } else if (equals === undefined && WITH_VALUE.has(name)) {
      index += 1;
      flags.push({ name, value: words[index] ?? '' });
    } else {
      flags.push({ name, value });
    }
  }
  const place = flags.find(({ name }) => name === 'C')?.value;
  const length = GROUPS.has(rest[0] ?? '') ? 2 : 1;
  const goFlags = (command.variables.GOFLAGS ?? step.variables.GOFLAGS ?? '').split(/\s+/);
  return {
    step: place === undefined ? step : { ...step, directory: pathOf(step, place) },
    command,
    verb: rest.slice(0, length).join(' '),
    // What the call says itself is looked for from the end.
    flags: [...goFlags.flatMap(goFlag), ...flags],
    packages: rest.slice(length),
  };
}

function goFlag(word: string): GoFlag[] {
  const [, name, value = ''] = /^--?([A-Za-z][\w.-]*)(?:=([^]*))?$/.exec(word) ?? [];
  return name === undefined ? [] : [{ name, value }];
}
