import { posix } from 'node:path';
import { flagOf, pathOf, type StageView, type StepView } from './dockerfile-view';
import { flagValue, type GoInvocation, goInvocations } from './go-invocation';

/** A COPY or an ADD. */
export interface Copying {
  readonly step: StepView;
  /** A stage or an image, as written; nothing for the build context. */
  readonly from?: string;
  readonly sources: readonly string[];
  readonly destination: string;
}

/** Every COPY and ADD of a stage itself, but for here-documents. */
export function copyingsOf({ steps }: StageView): Copying[] {
  return steps.flatMap((step) => {
    const { keyword, words, scripts } = step.instruction;
    if ((keyword !== 'COPY' && keyword !== 'ADD') || words.length < 2 || scripts.length > 0) {
      return [];
    }
    return [
      {
        step,
        from: flagOf(step.instruction, 'from'),
        sources: words.slice(0, -1),
        destination: words.at(-1) ?? '',
      },
    ];
  });
}

/** Whether it takes all of the build context. */
export function isWholeContext({ from, sources }: Copying): boolean {
  return from === undefined && sources.some((source) => /^(\.|\/|\*|\.?\/?(\.|\*)?)$/.test(source));
}

/** Whether it takes what only a directory with sources has. */
export function takesSources(copying: Copying): boolean {
  return (
    isWholeContext(copying) ||
    (copying.from === undefined &&
      copying.sources.some((source) => /(^|\/)go\.(mod|sum|work|\*)$|\.go$/.test(source)))
  );
}

/** A program that a stage compiles. */
export interface Output {
  readonly step: StepView;
  /** Absolute path of its directory. */
  readonly directory: string;
  /** Its name; nothing when the module's path or a variable decides it. */
  readonly name?: string;
}

/** What the `go build`s of a stage itself write, as far as that is known. */
export function outputsOf(stage: StageView): Output[] {
  const calls = goInvocations(stage);
  const made = calls.find(({ verb }) => verb === 'mod init')?.packages[0];
  return calls
    .filter(({ verb }) => verb === 'build')
    .flatMap((call) => {
      const { step } = call;
      const written = flagValue(call, 'o');
      const path = pathOf(step, written ?? '.');
      if (path === undefined) {
        return [];
      }
      if (written !== undefined && !written.endsWith('/') && written !== '.') {
        return [{ step, directory: posix.dirname(path), name: posix.basename(path) }];
      }
      return [{ step, directory: path, name: defaultName(call, made) }];
    });
}

/** The name of a program that no `-o` names. */
function defaultName({ packages }: GoInvocation, module: string | undefined): string | undefined {
  const [first = '.'] = packages;
  if (packages.length > 1 || first.includes('...') || first.includes('$')) {
    return undefined;
  }
  const inPackage = first.endsWith('.go') ? first.replace(/\.go$/, '') : first.replace(/\/+$/, '');
  const name = /^\.?$/.test(inPackage) ? module : inPackage;
  return name === undefined || name.endsWith('..') ? undefined : posix.basename(name);
}
