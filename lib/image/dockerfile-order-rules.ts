import { quote } from '../core/errors';
import { copyingsOf, isWholeContext } from './dockerfile-copies';
import { type DockerfileFinding, doubtful } from './dockerfile-finding';
import type { DockerfileView, StageView, StepView } from './dockerfile-view';
import { flagValue, type GoInvocation, goInvocations } from './go-invocation';

/** Rules about the order of steps: what BuildKit's cache can save, and what not. */
export function orderRules({ stages }: DockerfileView): DockerfileFinding[] {
  return stages.flatMap((stage) => {
    const fetch = firstFetch(stage);
    return [
      ...(fetch ? [...sourcesFirst(stage, fetch), ...argumentsFirst(stage, fetch)] : []),
      ...packagesLast(stage),
    ];
  });
}

const FETCHING = new Set([
  'mod download',
  'mod verify',
  'mod tidy',
  'get',
  'build',
  'install',
  'test',
  'vet',
  'list',
]);

/** The step at which modules are downloaded; nothing when they are vendored, or kept in a cache of their own. */
function firstFetch(stage: StageView): GoInvocation | undefined {
  const first = goInvocations(stage).find(({ verb }) => FETCHING.has(verb));
  return first && flagValue(first, 'mod') !== 'vendor' && !hasModuleCache(first.step) ? first : undefined;
}

function hasModuleCache({ instruction: { flags } }: StepView): boolean {
  return flags.some(
    ({ name, value }) =>
      name === 'mount' && /(^|,)type=cache(,|$)/.test(value) && /pkg\/mod|\/go\/?(,|$)/.test(value),
  );
}

/** E-10. */
function sourcesFirst(stage: StageView, { step, verb }: GoInvocation): DockerfileFinding[] {
  const copying = copyingsOf(stage).find(isWholeContext);
  return copying && copying.step.instruction.line < step.instruction.line
    ? [
        doubtful(
          'E-10',
          copying.step,
          `everything is copied before "go ${verb}", so that every edit downloads all modules again; write ` +
            '"COPY go.mod go.sum ./" and "RUN go mod download" first',
        ),
      ]
    : [];
}

/** What Go or BuildKit read themselves, and what is the same in every build. */
const PLAIN =
  /^(GO[A-Z0-9]*|CGO_[A-Z]+|(TARGET|BUILD)(PLATFORM|OS|ARCH|VARIANT)|(HTTPS?|FTP|NO|ALL)_PROXY)$/i;

/** The half of E-17 that is about ARG. */
function argumentsFirst({ steps }: StageView, { step: fetch, verb }: GoInvocation): DockerfileFinding[] {
  const { line } = fetch.instruction;
  const before = steps.filter(({ instruction }) => instruction.line < line && instruction.keyword === 'ARG');
  return before.flatMap((step) =>
    step.instruction.pairs
      .filter(({ name }) => !PLAIN.test(name))
      .filter(({ name }) => {
        const uses = new RegExp(`\\$\\{?${name}\\b`);
        return !steps.some(
          ({ instruction }) =>
            instruction.line > step.instruction.line &&
            instruction.line <= line &&
            // A build that uses it has to wait for it, but not the download that could come before.
            (instruction.line < line || DOWNLOADS.has(verb)) &&
            uses.test(instruction.text),
        );
      })
      .map(({ name }) =>
        doubtful(
          'E-17',
          step,
          `ARG ${quote(name)} is before the first step that downloads modules, which is done again for each new value; write it ` +
            'after "RUN go mod download"',
        ),
      ),
  );
}

const DOWNLOADS = new Set(['mod download', 'mod verify']);

/** The half of E-17 that is about packages of the distribution. */
function packagesLast(stage: StageView): DockerfileFinding[] {
  const copying = copyingsOf(stage).find((each) => each.from !== undefined || isWholeContext(each));
  const late = stage.steps.filter(
    ({ instruction, commands }) =>
      copying !== undefined &&
      instruction.line > copying.step.instruction.line &&
      commands.some(({ words: [program = '', ...words] }) =>
        INSTALLERS[program]?.some((verb) => words.includes(verb)),
      ),
  );
  return late.map((step) =>
    doubtful(
      'E-17',
      step,
      `packages are installed after what line ${copying?.step.instruction.line ?? 0} copies, so again for every edit; write this ` +
        'step before it',
    ),
  );
}

const INSTALLERS: Readonly<Record<string, readonly string[]>> = {
  apk: ['add'],
  apt: ['install'],
  'apt-get': ['install'],
};
