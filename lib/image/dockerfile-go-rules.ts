import { quote } from '../core/errors';
import { builderFacts } from './builder-table';
import { type DockerfileFinding, doubtful, wrong } from './dockerfile-finding';
import { chainOf, type DockerfileView, type StageView } from './dockerfile-view';
import { flagValue, type GoInvocation, goInvocations, variableOf } from './go-invocation';

/** Rules about calls of the Go command. */
export function goRules({ stages }: DockerfileView): DockerfileFinding[] {
  const builds = stages.flatMap((stage) =>
    goInvocations(stage)
      .filter(({ verb }) => verb === 'build')
      .map((call) => settingsOf(call, stage)),
  );
  return stages.flatMap((stage) => [
    ...blankFlags(stage),
    ...goInvocations(stage).flatMap((call) => [
      ...moduleChanges(call),
      ...fileArguments(call),
      ...harmfulFlags(call),
      ...hidden(call),
      ...inexactTool(call),
      ...raceWithoutCompiler(call, stage),
      ...otherSettings(call, stage, builds),
    ]),
  ]);
}

const COMPILING = new Set(['build', 'install', 'run', 'test', 'vet']);

/** E-05 and the half of E-23 that is about go.mod. */
function moduleChanges({ verb, step, packages }: GoInvocation): DockerfileFinding[] {
  if (verb === 'mod init') {
    return [
      wrong(
        'E-05',
        step,
        `"go mod init" makes a go.mod${packages[0] === undefined ? '' : ` for ${quote(packages[0])}`} in the build, and fails where there is one; keep ` +
          'go.mod and go.sum in the source, and copy them',
      ),
    ];
  }
  return verb === 'get'
    ? [
        wrong(
          'E-23',
          step,
          '"go get" changes go.mod in the build, and the change is lost; write "go mod download", and "go get" on your machine',
        ),
      ]
    : [];
}

/** E-06. */
function fileArguments({ verb, step, packages }: GoInvocation): DockerfileFinding[] {
  const file = packages.find((each) => each.endsWith('.go'));
  if (file === undefined || !['build', 'install', 'vet'].includes(verb)) {
    return [];
  }
  const directory = file.includes('/') ? `./${file.replace(/^\.?\//, '').replace(/\/[^/]*$/, '')}` : '.';
  return [
    wrong(
      'E-06',
      step,
      `go ${verb} gets the file ${quote(file)}, so other files of its package are missing; name the package: ${quote(directory)}`,
    ),
  ];
}

/** E-08. */
function blankFlags({ steps }: StageView): DockerfileFinding[] {
  return steps.flatMap((step) => {
    const { keyword, pairs } = step.instruction;
    const values = [
      ...(keyword === 'ENV' || keyword === 'ARG' ? pairs : []).flatMap(({ name, value = '' }) =>
        name === 'GOFLAGS' ? [value] : [],
      ),
      ...step.commands.flatMap(({ variables }) => variables.GOFLAGS ?? []),
    ];
    return values
      .filter((value) => /\S\s+\S/.test(value))
      .map((value) =>
        wrong(
          'E-08',
          step,
          `GOFLAGS ${quote(value)} has a blank, and Go takes what follows for a flag of its own, without an error when it knows ` +
            'none of that name; write the flags in the command',
        ),
      );
  });
}

/** Flags that do harm, and why. */
const HARMFUL: Readonly<Record<string, string>> = {
  a: 'compiles everything anew, the standard library too',
  i: 'was taken out of Go 1.20',
  toolexec: 'runs another program in the place of every tool',
};

/** E-09. */
function harmfulFlags({ verb, step, flags }: GoInvocation): DockerfileFinding[] {
  if (!COMPILING.has(verb)) {
    return [];
  }
  return flags.flatMap(({ name }) => {
    const reason = HARMFUL[name];
    if (reason !== undefined) {
      return [wrong('E-09', step, `the flag "-${name}" of go ${verb} ${reason}; leave it out`)];
    }
    return name === 'installsuffix'
      ? [
          doubtful(
            'E-09',
            step,
            `the flag "-installsuffix" of go ${verb} has had no use since Go 1.10; leave it out`,
          ),
        ]
      : [];
  });
}

/** The other half of E-23. */
function hidden({ verb, step, command: { redirections, separator } }: GoInvocation): DockerfileFinding[] {
  const toNowhere = redirections.find((each) => /^(2|&)>>?\|?\/dev\/null$/.test(each));
  const isBoth =
    redirections.includes('2>&1') && redirections.some((each) => /^1?>>?\|?\/dev\/null$/.test(each));
  const rest = separator === '||' ? ignored(step.commands, redirections) : '';
  return toNowhere !== undefined || isBoth || rest !== ''
    ? [
        wrong(
          'E-23',
          step,
          `go ${verb} has ${quote(toNowhere ?? (isBoth ? redirections.join(' ') : rest))}, which hides why it fails; take that out`,
        ),
      ]
    : [];
}

/** What a failure leads to when nobody shall hear of it. */
function ignored(
  commands: GoInvocation['step']['commands'],
  redirections: GoInvocation['command']['redirections'],
): string {
  const at = commands.findIndex((each) => each.redirections === redirections);
  const [program = ''] = commands[at + 1]?.words ?? [];
  return program === 'true' || program === ':' ? `|| ${program}` : '';
}

/** E-28. Without "@" the version is that of go.mod. */
function inexactTool({ verb, step, packages }: GoInvocation): DockerfileFinding[] {
  return (verb === 'install' || verb === 'run' ? packages.slice(0, verb === 'run' ? 1 : undefined) : [])
    .filter((each) => /@(?!v\d+\.\d+\.\d+|[0-9a-f]{12,40}$)[^$]*$/.test(each))
    .map((each) =>
      wrong(
        'E-28',
        step,
        `go ${verb} takes ${quote(each)}, which is another program with every release; write an exact version, such as ` +
          quote(each.replace(/@.*$/, '@v1.2.3')),
      ),
    );
}

/** E-36. */
function raceWithoutCompiler(call: GoInvocation, stage: StageView): DockerfileFinding[] {
  if (!COMPILING.has(call.verb) || flagValue(call, 'race') === undefined) {
    return [];
  }
  const facts = builderFacts(stage.image ?? '');
  const installed = chainOf(stage).some(({ commands }) =>
    commands.some(({ words }) =>
      words.some((word) => /^(gcc|g\+\+|clang|build-base|build-essential)([-=@].*)?$/.test(word)),
    ),
  );
  const reason =
    variableOf(call, 'CGO_ENABLED') === '0'
      ? 'CGO_ENABLED is 0; write CGO_ENABLED=1 in front of it'
      : facts?.hasCompiler === false && !installed
        ? `${quote(stage.image ?? '')} has none; install gcc and musl-dev, or begin with a Debian one`
        : undefined;
  return reason === undefined
    ? []
    : [wrong('E-36', call.step, `go ${call.verb} -race needs cgo and a C compiler, but ${reason}`)];
}

interface Settings {
  readonly tags: string;
  /** Nothing when the base decides it, and nothing is known of the base. */
  readonly cgo?: string;
}

function settingsOf(call: GoInvocation, { image }: StageView): Settings {
  const tags = (flagValue(call, 'tags') ?? '').split(/[\s,]+/).filter((tag) => tag !== '');
  const hasCompiler = builderFacts(image ?? '')?.hasCompiler;
  const byDefault = hasCompiler === undefined ? undefined : hasCompiler ? '1' : '0';
  return { tags: [...tags].sort().join(','), cgo: variableOf(call, 'CGO_ENABLED') ?? byDefault };
}

/** E-24. */
function otherSettings(
  call: GoInvocation,
  stage: StageView,
  builds: readonly Settings[],
): DockerfileFinding[] {
  if ((call.verb !== 'vet' && call.verb !== 'test') || builds.length === 0) {
    return [];
  }
  const own = settingsOf(call, stage);
  const tells = (name: string, value: string): DockerfileFinding =>
    doubtful(
      'E-24',
      call.step,
      `go ${call.verb} has other ${name} than the build, so it looks at other code; write ${value} here too`,
    );
  const [first] = builds;
  const hasTags = builds.some(({ tags }) => tags === own.tags);
  // The race detector cannot do without cgo.
  const isFree = own.cgo === undefined || flagValue(call, 'race') !== undefined;
  const hasCgo = isFree || builds.some(({ cgo }) => cgo === undefined || cgo === own.cgo);
  return [
    ...(hasTags ? [] : [tells('tags', first?.tags === '' ? 'no -tags' : `"-tags=${first?.tags ?? ''}"`)]),
    ...(hasCgo ? [] : [tells('cgo', `"CGO_ENABLED=${first?.cgo ?? ''}"`)]),
  ];
}
