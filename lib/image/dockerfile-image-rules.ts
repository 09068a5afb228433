import { quote } from '../core/errors';
import { substitute } from '../dockerfile/substitute';
import { type DockerfileFinding, doubtful, wrong } from './dockerfile-finding';
import { chainOf, type DockerfileView, type StageView, type StepView } from './dockerfile-view';
import { goInvocations, variableOf } from './go-invocation';
import { nameOf, tagOf } from './image-name';
import { RUNTIME_TABLE } from './runtime-table';
import { withoutSecret } from '../core/secret-texts';

/** Rules about what the image is like: its user, its labels, its commands, its machine. */
export function imageRules({ stages, final, use }: DockerfileView): DockerfileFinding[] {
  if (!final) {
    return [];
  }
  const chain = stagesOf(final);
  return [
    ...user(final),
    ...shellForms(final),
    ...stages.filter((stage) => !chain.includes(stage)).flatMap(lostLabels),
    ...stages.flatMap((stage) => foreignMachine(stage, architectureOf(final) ?? use.platform?.architecture)),
  ];
}

/** Whether an image has a shell; nothing when that is not known. */
export function hasShell(image: string | undefined): boolean | undefined {
  return isShellLess(image) ? false : image === undefined ? undefined : rowOf(image)?.shell;
}

/** Whether an image is known to have no shell. */
export function isShellLess(image: string | undefined): boolean {
  const row = image === undefined ? undefined : rowOf(image);
  // Only the tags with "debug" have one.
  const isDistroless = image !== undefined && /\/distroless\/[a-z0-9-]+$/.test(nameOf(image));
  return image !== undefined && !tagOf(image).includes('debug') && (isDistroless || row?.shell === false);
}

/** The user that the image runs as, as the file says it; nothing when it says none that is known. */
export function userOf(final: StageView): string | undefined {
  const step = lastWith(chainOf(final), 'USER');
  return step && substitute(step.instruction.text, step.variables);
}

/** E-19. */
function user(final: StageView): DockerfileFinding[] {
  const step = lastWith(chainOf(final), 'USER');
  if (!step) {
    return startsAsRoot(final.image)
      ? [
          wrong(
            'E-19',
            { instruction: final.parsed.from },
            'the image names no user, so its program runs as root; write "USER 65532:65532" in the final stage',
          ),
        ]
      : [];
  }
  const written = step.instruction.text;
  const value = substitute(written, step.variables);
  const [uid = '', gid = '0'] = (value ?? '').split(':');
  if (value === undefined || (/^\d+$/.test(uid) && Number(uid) > 0 && /^\d+$/.test(gid))) {
    return [];
  }
  const reason =
    uid === 'root' || uid === '' || Number(uid) === 0
      ? 'is root, which a program in a container does not need'
      : 'is a name, which nobody can check before the image runs';
  return [
    wrong(
      'E-19',
      step,
      `USER ${quote(written)} ${reason}; write the numbers of user and group, such as "65532:65532"`,
    ),
  ];
}

function startsAsRoot(image: string | undefined): boolean {
  const isNonroot = image !== undefined && image.includes('/distroless/') && tagOf(image).endsWith('nonroot');
  return !isNonroot && (image === undefined || (rowOf(image)?.user ?? 0) === 0);
}

/** E-34. */
function shellForms(final: StageView): DockerfileFinding[] {
  if (!isShellLess(final.image)) {
    return [];
  }
  const chain = chainOf(final);
  return ['ENTRYPOINT', 'CMD', 'HEALTHCHECK'].flatMap((keyword) => {
    const step = lastWith(chain, keyword);
    const isShell = step?.instruction.form === 'shell' && !/^(NONE)?$/i.test(step.instruction.text);
    return step && isShell
      ? [
          wrong(
            'E-34',
            step,
            `${keyword} ${withoutSecret(step.instruction.text)} is run by /bin/sh, which ${quote(final.image ?? '')} does not have; ` +
              `write a JSON array, such as ${keyword === 'HEALTHCHECK' ? 'CMD ' : ''}["/server"]`,
          ),
        ]
      : [];
  });
}

/** E-25. */
function lostLabels({ steps }: StageView): DockerfileFinding[] {
  return steps
    .filter(({ instruction: { keyword } }) => keyword === 'LABEL' || keyword === 'MAINTAINER')
    .map((step) =>
      doubtful(
        'E-25',
        step,
        `${step.instruction.keyword} ${withoutSecret(step.instruction.text)} is in a stage that the image does not begin with, so it is ` +
          'lost; write it in the final stage',
      ),
    );
}

/** E-31. */
function foreignMachine(stage: StageView, architecture: string | undefined): DockerfileFinding[] {
  return goInvocations(stage)
    .filter(({ verb }) => verb === 'build' || verb === 'install')
    .flatMap((call) => {
      const wanted = { GOOS: 'linux', GOARCH: architecture };
      return (['GOOS', 'GOARCH'] as const).flatMap((name) => {
        const value = variableOf(call, name);
        return value === undefined ||
          value.includes('$') ||
          wanted[name] === undefined ||
          value === wanted[name]
          ? []
          : [
              wrong(
                'E-31',
                call.step,
                `${name} is ${quote(value)}, but the image is for ${quote(`linux/${architecture ?? '*'}`)}; write ` +
                  (name === 'GOOS' ? '"GOOS=linux"' : '"ARG TARGETARCH" and GOARCH=$TARGETARCH'),
              ),
            ];
      });
    });
}

/** What the FROM of the final stage says itself: `--platform=linux/arm64`. */
function architectureOf(final: StageView): string | undefined {
  return /^linux\/(\w+)/.exec(final.parsed.platform ?? '')?.[1];
}

function stagesOf(stage: StageView): StageView[] {
  return [...(stage.parent ? stagesOf(stage.parent) : []), stage];
}

function lastWith(steps: readonly StepView[], wanted: string): StepView | undefined {
  return steps.filter(({ instruction: { keyword } }) => keyword === wanted).at(-1);
}

function rowOf(image: string) {
  return RUNTIME_TABLE.find(
    ({ reference }) => nameOf(reference) === nameOf(image) && tagOf(reference) === tagOf(image),
  );
}
