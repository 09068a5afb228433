import { posix } from 'node:path';
import { quote } from '../core/errors';
import { type Copying, copyingsOf, isWholeContext, type Output, outputsOf } from './dockerfile-copies';
import { type DockerfileFinding, wrong } from './dockerfile-finding';
import { isShellLess } from './dockerfile-image-rules';
import { chainOf, type DockerfileView, pathOf, stageFrom, type StageView } from './dockerfile-view';

/** E-13: the start command names a program that was built or copied. Silent wherever the text alone does not tell. */
export function startRules({ stages, final }: DockerfileView): DockerfileFinding[] {
  if (!final) {
    return [];
  }
  const chain = chainOf(final);
  const starts = ['ENTRYPOINT', 'CMD'].map((wanted) =>
    chain.filter(({ instruction: { keyword } }) => keyword === wanted).at(-1),
  );
  // With an entry point the command is its arguments.
  const step = starts.find((each) => each !== undefined);
  const program = step?.instruction.words[0] ?? '';
  if (!step || program === '' || /[$"'[]/.test(program) || /\.\w{1,4}$/.test(program)) {
    return [];
  }
  const end = { ...step, directory: final.end.directory };
  const paths = program.includes('/')
    ? [pathOf(end, program)]
    : SEARCHED.map((path) => posix.join(path, program));
  const isMissing = paths.every((path) => path !== undefined && whereFrom(path, final, stages) === 'nowhere');
  const built = [...new Set(stages.flatMap(outputsOf).flatMap(({ name }) => name ?? []))];
  return isMissing
    ? [
        wrong(
          'E-13',
          step,
          `${step.instruction.keyword} starts ${quote(program)}, which is neither built nor copied to that place` +
            (built.length > 0 ? ` (built are ${built.map(quote).join(', ')})` : '') +
            '; write the absolute path of the program that was built',
        ),
      ]
    : [];
}

/** The PATH of an image that sets none. */
const SEARCHED = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Whether a file of a stage comes from somewhere. */
type Origin = 'somewhere' | 'nowhere' | 'unknown';

function whereFrom(path: string, stage: StageView, stages: readonly StageView[]): Origin {
  const outputs = outputsOf(stage);
  if (outputs.some(({ directory, name }) => name !== undefined && posix.join(directory, name) === path)) {
    return 'somewhere';
  }
  const copied = copyingsOf(stage).map((copying) => throughCopy(path, copying, stage, stages));
  if (copied.includes('somewhere')) {
    return 'somewhere';
  }
  if (copied.includes('unknown')) {
    return 'unknown';
  }
  if (copied.includes('leftover')) {
    return isLeftover(path, outputs) ? 'nowhere' : 'unknown';
  }
  const isEmpty = stage.parent === undefined && isShellLess(stage.image);
  if (copied.includes('nowhere') || isEmpty) {
    return 'nowhere';
  }
  return stage.parent ? whereFrom(path, stage.parent, stages) : 'unknown';
}

/** A file beside the one program that is built there, and of another name, is one that somebody has compiled by hand. */
function isLeftover(path: string, outputs: readonly Output[]): boolean {
  const beside = outputs.filter(({ directory }) => directory === posix.dirname(path));
  return beside.length > 0 && beside.every(({ name }) => name !== undefined);
}

/** What a COPY tells about a file; nothing when it has nothing to do with it. */
function throughCopy(
  path: string,
  copying: Copying,
  stage: StageView,
  stages: readonly StageView[],
): Origin | 'leftover' | undefined {
  const { step, from, sources, destination } = copying;
  const target = pathOf(step, destination);
  if (target === undefined) {
    return 'unknown';
  }
  const origin = from === undefined ? undefined : stageFrom(stages, from);
  const isBelow = target === '/' || path.startsWith(`${target}/`);
  const isDirectory = destination.endsWith('/') || /(^|\/)\.$/.test(destination) || sources.length > 1;
  if (path !== target && !isBelow) {
    return undefined;
  }
  if (!origin || origin === stage) {
    return isWholeContext(copying) ? 'leftover' : 'unknown';
  }
  const answers = sources.map((source) => {
    const inOrigin = pathOf({ ...step, directory: '/' }, source);
    if (inOrigin === undefined || /[*?[]/.test(source)) {
      return 'unknown';
    }
    if (path === target) {
      return isDirectory ? undefined : whereFrom(inOrigin, origin, stages);
    }
    const rest = target === '/' ? path.slice(1) : path.slice(target.length + 1);
    if (isFile(inOrigin, origin)) {
      return rest === posix.basename(inOrigin) ? 'somewhere' : undefined;
    }
    // A file that nothing is known about, or a directory: of the latter only what is below it is copied.
    return rest === posix.basename(inOrigin)
      ? 'unknown'
      : whereFrom(posix.join(inOrigin, rest), origin, stages);
  });
  return (['somewhere', 'unknown', 'nowhere'] as const).find((answer) => answers.includes(answer));
}

function isFile(path: string, stage: StageView): boolean {
  return outputsOf(stage).some(
    ({ directory, name }) => name !== undefined && posix.join(directory, name) === path,
  );
}
