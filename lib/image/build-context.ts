import { posix } from 'node:path';
import { FramedHash } from '../core/hash';
import { type SourceFile, textFile } from '../gomodule/source-file';
import { CONTEXT } from './build-paths';
import type { BuildPlan } from './build-plan';
import { drawDebugStages } from './debug-stages';
import { drawStages } from './go-stages';
import type { User } from './user';

/** Why an image is rebuilt: one digest per cause. */
export interface BuildDigests {
  /** Go sources, embedded files, what is included, and files of the image. */
  readonly source: string;
  /** go.mod, go.sum, go.work, and what is vendored. */
  readonly modules: string;
  /** The Dockerfile, with bases and options, and the files that the library adds. */
  readonly recipe: string;
  /** What only gates read; nothing without such gates. */
  readonly tests?: string;
}

/** A directory of the build context. */
export interface StagedDirectory {
  readonly path: string;
  readonly mode: number;
}

/** The files of a context by what they are for. */
export interface ContextParts {
  readonly sources: readonly SourceFile[];
  readonly modules: readonly SourceFile[];
  /** What only gates read. */
  readonly tests: readonly SourceFile[];
  /** Files of the image and of the user's own steps, under their paths in the context. */
  readonly copied: readonly SourceFile[];
  /** Certificate authorities, under their paths in the context. */
  readonly authorities: readonly SourceFile[];
  readonly probe: SourceFile;
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

/** Of the image to debug: staged beside the other, and built by hand only. */
export const DEBUG_DOCKERFILE = 'debug.Dockerfile';

/** The context of a plan: values in, values out. */
export function buildContext(plan: BuildPlan, parts: ContextParts): BuildContext {
  const { sources, modules, tests, copied, authorities, probe } = parts;
  const dockerfile = drawStages(plan).toDockerfile();
  const directories = stagedDirectories(plan);
  const added = [
    textFile('Dockerfile', dockerfile),
    ...(plan.assets.probe ? [{ ...probe, path: CONTEXT.probe }] : []),
    ...(plan.assets.accounts ? below(CONTEXT.files, accountFiles(plan.user)) : []),
    ...authorities,
  ];
  const recipe = new FramedHash();
  directories.forEach(({ path, mode }) => recipe.record('directory', path, mode.toString(8)));
  const digests: BuildDigests = {
    source:
      copied.length === 0
        ? digestOfList(sources)
        : digestOf(copied, new FramedHash().record('sources', digestOfList(sources))),
    modules: digestOfList(modules),
    recipe: digestOf(added, recipe),
    ...(tests.length > 0 && { tests: digestOfList(tests) }),
  };
  // A stage of the user's own that needs a gate has nothing to begin with there.
  const debug = drawDebugStages(plan);
  const tag = new FramedHash()
    .record('image', digests.source, digests.modules, digests.recipe, digests.tests ?? '')
    .digest();
  return {
    dockerfile,
    files: [
      ...below(CONTEXT.source, sources),
      ...below(CONTEXT.source, modules),
      ...below(CONTEXT.tests, tests),
      ...copied,
      ...added,
      // Not part of what the image is made from, so of no digest.
      ...(debug.problems().length === 0 ? [textFile(DEBUG_DOCKERFILE, debug.toDockerfile())] : []),
    ],
    directories,
    digests,
    imageName: `${plan.repository}:${tag}`,
  };
}

function stagedDirectories({ assets }: BuildPlan): StagedDirectory[] {
  const owned = assets.owned.map((path) => ({ path: `${CONTEXT.owned}${path}`, mode: 0o755 }));
  // What is above them is root's, and is written once more for that.
  const above = [...new Set(assets.owned.map((path) => posix.dirname(path)))]
    .filter((path) => path !== '/')
    .map((path) => ({ path: `${CONTEXT.files}${path}`, mode: 0o755 }));
  return [...(assets.temporary ? [TEMPORARY] : []), ...owned, ...above];
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
function accountFiles({ uid, gid, name }: User): SourceFile[] {
  const accounts = [
    { name: 'root', uid: 0, gid: 0 },
    { name: 'nobody', uid: 65_534, gid: 65_534 },
  ].filter((each) => each.uid !== uid && each.gid !== gid && each.name !== name);
  const all = [...accounts, { name, uid, gid }];
  return [
    textFile(
      'etc/passwd',
      all.map((each) => `${each.name}:x:${each.uid}:${each.gid}:${each.name}:/:/sbin/nologin\n`).join(''),
    ),
    textFile('etc/group', all.map((each) => `${each.name}:x:${each.gid}:\n`).join('')),
  ];
}
