import { posix } from 'node:path';
import { quote } from '../core/errors';
import { type Copying, copyingsOf, outputsOf, takesSources } from './dockerfile-copies';
import { type DockerfileFinding, doubtful, wrong } from './dockerfile-finding';
import {
  chainOf,
  type DockerfileView,
  pathOf,
  stageFrom,
  type StageView,
  type StepView,
} from './dockerfile-view';
import { isImage } from './image-name';

/** Rules about directories, and about what is copied where. */
export function copyRules({ stages, final }: DockerfileView): DockerfileFinding[] {
  return stages.flatMap((stage) => {
    const copyings = copyingsOf(stage);
    return [
      ...stage.steps.flatMap((step) => workingDirectory(step, stage)),
      ...copyings.flatMap(relativeDestination),
      ...copyings.flatMap(added),
      ...(final !== undefined && chainOf(final).some((step) => stage.steps.includes(step))
        ? copyings.flatMap((copying) => buildTree(copying, stages))
        : []),
    ];
  });
}

/** E-07. */
function workingDirectory(step: StepView, { image }: StageView): DockerfileFinding[] {
  const { keyword, text } = step.instruction;
  if (keyword !== 'WORKDIR') {
    return [];
  }
  const name = posix.basename(text.replace(/\/+$/, '')).replace(/[^\w.-]/g, '') || 'src';
  const fix = `write ${quote(`WORKDIR /src${name === 'src' ? '' : `/${name}`}`)}`;
  if (!/^["']?[/$]/.test(text)) {
    return [
      wrong('E-07', step, `WORKDIR ${quote(text)} is relative, so the base decides where it is; ${fix}`),
    ];
  }
  const path = pathOf(step, text.replace(/["']/g, ''));
  const isGo = image !== undefined && isImage(image, 'golang');
  const root = step.variables.GOPATH;
  return root !== undefined && (isGo || root !== '') && (path === root || path?.startsWith(`${root}/`))
    ? [
        wrong(
          'E-07',
          step,
          `WORKDIR ${quote(text)} is in GOPATH, where Go keeps modules and, at its root, ignores go.mod; ${fix}`,
        ),
      ]
    : [];
}

/** E-11. */
function relativeDestination({ step, destination }: Copying): DockerfileFinding[] {
  return step.hasWorkdir || /^["']?[/$]/.test(destination)
    ? []
    : [
        wrong(
          'E-11',
          step,
          `the destination ${quote(destination)} is relative and no WORKDIR is set, so the base decides where it is; write an absolute ` +
            'path, or "WORKDIR /src" before it',
        ),
      ];
}

/** E-27. ADD fetches addresses and unpacks archives, and is for nothing else. */
function added({ step, sources, from }: Copying): DockerfileFinding[] {
  const local = sources.filter(
    (source) => !/^(https?:\/\/|git@|ssh:\/\/)|\.(tar(\.\w+)?|tgz|tbz2|txz)$/.test(source),
  );
  return step.instruction.keyword === 'ADD' && from === undefined && local.length > 0
    ? [
        doubtful(
          'E-27',
          step,
          `ADD takes the local ${local.map(quote).join(', ')}, and would unpack an archive of that name; write COPY`,
        ),
      ]
    : [];
}

/** E-12. Certain when it is the directory that sources were copied to, likely when programs are written to it. */
function buildTree({ step, from, sources }: Copying, stages: readonly StageView[]): DockerfileFinding[] {
  const origin = from === undefined ? undefined : stageFrom(stages, from);
  if (!origin) {
    return [];
  }
  const trees = copyingsOf(origin)
    .filter(takesSources)
    .flatMap((each) => pathOf(each.step, each.destination) ?? []);
  const outputs = outputsOf(origin);
  return sources.flatMap((source) => {
    // A path in another stage counts from its root.
    const path = pathOf({ ...step, directory: '/' }, source);
    if (path === undefined) {
      return [];
    }
    const isAbove = (other: string): boolean =>
      path === '/' || other === path || other.startsWith(`${path}/`);
    if (trees.some(isAbove)) {
      return [
        wrong(
          'E-12',
          step,
          `${quote(source)} is the directory with the sources of stage ${quote(from ?? '')}, all of which would be in the image; ` +
            'copy the program alone, such as "/src/server"',
        ),
      ];
    }
    const isOutput = outputs.some(({ directory, name }) => posix.join(directory, name ?? '') === path);
    return !isOutput && outputs.some(({ directory }) => isAbove(directory))
      ? [
          doubtful(
            'E-12',
            step,
            `${quote(source)} is the directory that stage ${quote(from ?? '')} writes its program to, so whatever else it has is ` +
              'copied too; copy the program alone',
          ),
        ]
      : [];
  });
}
