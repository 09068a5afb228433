import { languageOf } from './go-lines';
import { compareGoVersions } from './go-version';
import type { LocalModule } from './local-module';
import type { ModuleSet } from './module-set';
import type { Located } from './package-places';
import { joined, type SourceTree } from './source-tree';

/**
 * The packages that a downloaded module may import: of a fork that a `replace` line puts in the place of a published module, for
 * example. What is downloaded cannot be looked into, so these are all packages of such a module.
 */
export function reachableFromOutside(set: ModuleSet): Located[] {
  return set.modules
    .filter((module) => module !== set.main && mayBeImportedFromOutside(module, set))
    .flatMap((module) =>
      packageDirectories(module.tree, '').map((directory) => ({
        importPath: joined(module.path, directory),
        tree: module.tree,
        directory,
        module,
      })),
    );
}

/** What the Go command writes where a module was never published: nobody outside can require that. */
const UNPUBLISHED = /^v0\.0\.0(-00010101000000-000000000000)?$/;
/** From here on a go.mod lists every module that its packages need, also by others. */
const LISTS_ALL = '1.17';

function mayBeImportedFromOutside({ path }: LocalModule, { modules, main, vendor }: ModuleSet): boolean {
  const required = modules.flatMap(({ goMod }) => goMod.require);
  const local = new Set(modules.map((each) => each.path));
  const isAnythingDownloaded = required.some((each) => !local.has(each.path));
  const versions = required.filter((each) => each.path === path).map(({ version }) => version);
  const isListed = versions.length > 0 || compareGoVersions(languageOf(main.goMod), LISTS_ALL) >= 0;
  const isPublished = isListed ? versions.some((version) => !UNPUBLISHED.test(version)) : true;
  // What is vendored is here, and its imports are followed like any other.
  return vendor === undefined && isAnythingDownloaded && isPublished;
}

function packageDirectories(tree: SourceTree, directory: string): string[] {
  const entries = tree.list(directory);
  const below = entries
    .filter(
      ({ name, kind, link }) => kind === 'directory' && !link && !/^[._]|^(testdata|vendor)$/.test(name),
    )
    .map(({ name }) => joined(directory, name))
    .filter((path) => !tree.isFile(joined(path, 'go.mod')));
  const isPackage = entries.some(({ name, kind }) => kind === 'file' && name.endsWith('.go'));
  return [...(isPackage ? [directory] : []), ...below.flatMap((path) => packageDirectories(tree, path))];
}
