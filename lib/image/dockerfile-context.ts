import { FramedHash } from '../core/hash';
import { sortedEntries } from '../core/names';
import { type SourceFile, textFile } from '../gomodule/source-file';
import type { BuildDigests, StagedDirectory } from './build-context';

/** Everything that decides what a hand-written Dockerfile makes. */
export interface DockerfileRecipe {
  /** Repository of the image, without a tag. */
  readonly repository: string;
  /** Path of the Dockerfile in the context. */
  readonly path: string;
  /** Its text, with the images of the mirror. */
  readonly text: string;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly target?: string;
  /** As Docker writes it. */
  readonly platform?: string;
  readonly files: readonly SourceFile[];
}

/** What the Engine receives, and what identifies it. */
export interface DockerfileContext {
  readonly files: readonly SourceFile[];
  readonly directories: readonly StagedDirectory[];
  readonly digests: BuildDigests;
  /** Repository and tag: the tag is a digest of everything above. */
  readonly imageName: string;
}

/** The context of a recipe: values in, values out. */
export function dockerfileContext(recipe: DockerfileRecipe): DockerfileContext {
  const dockerfile = textFile(recipe.path, recipe.text);
  const options = new FramedHash().record('dockerfile', recipe.path, dockerfile.digest);
  sortedEntries(recipe.buildArguments).forEach(([name, value]) => options.record('argument', name, value));
  options.record('options', recipe.target ?? '', recipe.platform ?? '');
  const digests = {
    source: digestOf(recipe.files.filter(({ path }) => !MODULE_FILE.test(path))),
    modules: digestOf(recipe.files.filter(({ path }) => MODULE_FILE.test(path))),
    recipe: options.digest(),
  };
  const tag = new FramedHash().record('image', digests.source, digests.modules, digests.recipe).digest();
  return {
    files: [...recipe.files, dockerfile],
    directories: [],
    digests,
    imageName: `${recipe.repository}:${tag}`,
  };
}

const MODULE_FILE = /(^|\/)(go\.(mod|sum|work|work\.sum)|vendor\/.*)$/;

function digestOf(files: readonly SourceFile[]): string {
  const hash = new FramedHash();
  for (const { path, executable, digest } of files) {
    hash.record('file', path, executable ? 'executable' : 'plain', digest);
  }
  return hash.digest();
}
