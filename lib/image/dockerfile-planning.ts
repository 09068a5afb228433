import { statSync } from 'node:fs';
import { posix } from 'node:path';
import { quote } from '../core/errors';
import { sortedEntries } from '../core/names';
import { readDockerfile } from '../dockerfile/read-dockerfile';
import { readProblem } from '../gomodule/read-problem';
import { SourceTree } from '../gomodule/source-tree';
import type { ImageContract } from './contract';
import { directoryFiles } from './directory-files';
import { type DockerfileContext, dockerfileContext } from './dockerfile-context';
import {
  acceptProblems,
  buildArgumentProblems,
  missingFileProblems,
  structureProblems,
  userMismatch,
} from './dockerfile-image-problems';
import { DOCKERFILE_IMAGE_DEFAULTS, type DockerfileImageProps } from './dockerfile-image-props';
import { hasShell } from './dockerfile-image-rules';
import { mirroredDockerfile } from './dockerfile-mirror';
import { dockerfileFindings } from './dockerfile-rules';
import { type DockerfileView, viewOf } from './dockerfile-view';
import { writableProblems } from './image-places';
import { nameProblems, portProblems } from './image-problems';
import type { Mirror } from './mirror';
import { floatingProblems } from './runtime-warnings';
import { userProblems } from './referenced-image';
import { absoluteSource } from './source-path';

/** What planning needs of the app. */
export interface DockerfilePlace {
  /** Name of the image when none is given. */
  readonly name: string;
  /** Absolute paths of directories that are written while synthesizing. */
  readonly leaveOut: readonly string[];
  readonly mirror: Mirror;
  /** Whether bases that are named by a tag are refused. */
  readonly requireDigests: boolean;
}

/** What an image will be. */
export interface DockerfilePlan {
  readonly context: DockerfileContext;
  /** Path of the Dockerfile in the context. */
  readonly dockerfile: string;
  /** Its text, with the images of the mirror. */
  readonly text: string;
  readonly bases: readonly string[];
}

/** The same, and all that is wrong with it. */
export interface PlannedDockerfileImage {
  /** Nothing when there are problems. */
  readonly plan?: DockerfilePlan;
  readonly contract: ImageContract;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** Reads, decides and checks: everything of an image from a Dockerfile that is no construct. */
export function planDockerfile(props: DockerfileImageProps, place: DockerfilePlace): PlannedDockerfileImage {
  const { user, writable = [...DOCKERFILE_IMAGE_DEFAULTS.writable], port, shell, goVersion, cgo } = props;
  const contract = { user, writable, port, shell, goVersion, cgo };
  const accept = props.accept ?? DOCKERFILE_IMAGE_DEFAULTS.accept;
  const name = props.name ?? place.name;
  const ofProps = [
    ...userProblems(user),
    ...writableProblems(writable),
    ...portProblems(port),
    ...nameProblems(name),
    ...acceptProblems(accept),
    ...place.mirror.problems,
  ];
  const opened = open(props);
  if (!opened.tree) {
    return { contract, problems: [...opened.problems, ...ofProps], warnings: [] };
  }

  const { tree, path } = opened;
  const file = readDockerfile(opened.text);
  const use = { buildArguments: props.buildArguments, target: props.target, platform: props.platform };
  const view = viewOf(file, use);
  const sent = directoryFiles({
    tree,
    dockerfile: path,
    include: props.include ?? DOCKERFILE_IMAGE_DEFAULTS.include,
    leaveOut: place.leaveOut,
  });
  const findings = dockerfileFindings(file, use);
  const told = findings.filter(({ id }) => !Object.hasOwn(accept, id));
  const where = posix.join(props.directory, path);
  const tell = (severity: string): string[] =>
    told
      .filter((finding) => finding.severity === severity)
      .map(({ id, line, text }) => `${where}:${line}: ${text} (${id})`);
  const mirrored = mirroredDockerfile(file, view, place.mirror);
  const inFile = [
    ...structureProblems(view),
    ...mirrored.problems,
    ...(place.requireDigests && props.acceptFloatingTag === undefined ? floatingBases(view) : []),
    ...(sent.problems.length === 0 ? missingFileProblems(view, sent.files) : []),
  ];
  const problems = [
    ...sent.problems,
    ...inFile.map((problem) =>
      /^line (\d+): /.test(problem) ? problem.replace(/^line (\d+)/, `${where}:$1`) : `${where}: ${problem}`,
    ),
    ...tell('error'),
    ...userMismatch(view, user),
    ...buildArgumentProblems(props.buildArguments ?? {}, file),
    ...ofProps,
  ];
  const idle = sortedEntries(accept).filter(([rule]) => findings.every(({ id }) => id !== rule));
  const warnings = [
    ...tell('warning'),
    ...idle.map(([rule]) => `accept names ${rule}, which ${where} does not break; take it out`),
  ];
  const known = { ...contract, shell: shell ?? hasShell(view.final?.image) };
  if (problems.length > 0) {
    return { contract: known, problems, warnings };
  }
  const context = dockerfileContext({
    repository: name,
    path,
    text: mirrored.text,
    buildArguments: props.buildArguments ?? {},
    target: props.target,
    platform: props.platform?.toDockerText(),
    files: sent.files,
  });
  return {
    plan: { context, dockerfile: path, text: mirrored.text, bases: mirrored.bases },
    contract: known,
    problems,
    warnings,
  };
}

/** Where a tag names a base that could be another one tomorrow. */
function floatingBases({ stages }: DockerfileView): string[] {
  return stages.flatMap(({ base, parent, parsed }) =>
    base === undefined || parent
      ? []
      : floatingProblems('base', base).map((problem) => `line ${parsed.from.line}: ${problem}`),
  );
}

type Opened =
  | { readonly tree: SourceTree; readonly path: string; readonly text: string }
  | { readonly tree?: undefined; readonly problems: readonly string[] };

/** The directory and the text of the Dockerfile. */
function open({
  directory,
  dockerfile = DOCKERFILE_IMAGE_DEFAULTS.dockerfile,
}: DockerfileImageProps): Opened {
  const root = absoluteSource(directory);
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) {
    return {
      problems: [
        `directory ${quote(directory)} is none: ${quote(root)} does not exist; correct the path, which counts from cdktf.json`,
      ],
    };
  }
  const path = posix.normalize(dockerfile);
  if (path.startsWith('/') || /^\.\.(\/|$)/.test(path)) {
    return {
      problems: [`dockerfile ${quote(dockerfile)} is outside of the directory; point directory higher`],
    };
  }
  const tree = new SourceTree(root);
  try {
    return tree.isFile(path)
      ? { tree, path, text: tree.text(path) }
      : {
          problems: [
            `dockerfile ${quote(dockerfile)} is no file in ${quote(root)}; correct the path, which counts from directory`,
          ],
        };
  } catch (error) {
    return { problems: [readProblem(error)] };
  }
}
