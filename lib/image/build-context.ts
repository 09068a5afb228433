import { FramedHash } from '../core/hash';
import { renderDockerfile } from '../dockerfile/render';
import { type SourceFile, textFile } from '../gomodule/source-file';
import type { BuildPlan } from './build-plan';
import type { ContextFiles } from './context-files';
import { CONTEXT, drawStages } from './go-stages';

/** Why an image is rebuilt: one digest per cause. */
export interface BuildDigests {
  /** Go sources, embedded files, and what is included. */
  readonly source: string;
  /** go.mod, go.sum, go.work, and what is vendored. */
  readonly modules: string;
  /** The Dockerfile, with bases and options, and the files that the library adds. */
  readonly recipe: string;
}

/** A directory of the build context. */
export interface StagedDirectory {
  readonly path: string;
  readonly mode: number;
}

/** Everything that the Engine receives, and what identifies it. */
export interface BuildContext {
  readonly dockerfile: string;
  /** Paths are relative to the context; the Dockerfile is among them. */
  readonly files: readonly SourceFile[];
  /** Directories that no file makes, or that need a mode of their own. */
  readonly directories: readonly StagedDirectory[];
  readonly digests: BuildDigests;
  /** Repository and tag: the tag is a digest of everything above. */
  readonly imageName: string;
}

/** The context of a plan: values in, values out. */
export function buildContext(
  plan: BuildPlan,
  { sources, modules }: ContextFiles,
  probe: SourceFile,
): BuildContext {
  const dockerfile = renderDockerfile(drawStages(plan));
  const directories = plan.baseIsComplete ? [] : [TEMPORARY];
  const added = [
    textFile('Dockerfile', dockerfile),
    { ...probe, path: CONTEXT.probe },
    ...(plan.baseIsComplete ? [] : below(CONTEXT.files, accountFiles(plan.user))),
  ];
  const recipe = new FramedHash();
  directories.forEach(({ path, mode }) => recipe.record('directory', path, mode.toString(8)));
  const digests = {
    source: digestOfList(sources),
    modules: digestOfList(modules),
    recipe: digestOf(added, recipe),
  };
  const tag = new FramedHash().record('image', digests.source, digests.modules, digests.recipe).digest();
  return {
    dockerfile,
    files: [...below(CONTEXT.source, sources), ...below(CONTEXT.source, modules), ...added],
    directories,
    digests,
    imageName: `${plan.repository}:${tag}`,
  };
}

/** Where every program may write; with the sticky bit, as on any Unix. */
const TEMPORARY: StagedDirectory = { path: `${CONTEXT.files}/tmp`, mode: 0o1777 };

const digestsOfLists = new WeakMap<readonly SourceFile[], string>();

/** The digest of a list that several images may share. */
function digestOfList(files: readonly SourceFile[]): string {
  const digest = digestsOfLists.get(files) ?? digestOf(files, new FramedHash());
  digestsOfLists.set(files, digest);
  return digest;
}

/** A file counts by its path, its executable bit, and the digest of its bytes, which was made when it was read. */
function digestOf(files: readonly SourceFile[], hash: FramedHash): string {
  for (const { path, executable, digest } of files) {
    hash.record('file', path, executable ? 'executable' : 'plain', digest);
  }
  return hash.digest();
}

function below(directory: string, files: readonly SourceFile[]): SourceFile[] {
  return files.map((file) => ({ ...file, path: `${directory}/${file.path}` }));
}

/**
 * Names for the numbers that an image without a distribution runs under.
 *
 * A locked mark, never an empty password field, and each number once (dockle DKL-LI-0001 and DKL-LI-0002).
 */
function accountFiles(user: string): SourceFile[] {
  const [uid = '', gid = ''] = user.split(':');
  return [
    textFile(
      'etc/passwd',
      `root:x:0:0:root:/:/sbin/nologin\nnonroot:x:${uid}:${gid}:nonroot:/:/sbin/nologin\n`,
    ),
    textFile('etc/group', `root:x:0:\nnonroot:x:${gid}:\n`),
  ];
}
