import { compareGoVersions, isGoVersion } from './go-version';
import type { LocalModule } from './local-module';
import { isOverridden } from './replaced-modules';
import type { SourceTree } from './source-tree';
import { readVendorList, type VendorList, vendorProblems } from './vendor';
import type { Workspace } from './workspace';

const LIST = 'vendor/modules.txt';

/**
 * The tree whose `vendor` directory the Go command uses on its own, if there is one: from Go 1.14 on, and if it was made for the
 * same way to build, with a workspace or without (cmd/go/internal/modload, setDefaultBuildMod).
 */
export function vendorInUse(main: LocalModule, workspace: Workspace | undefined): SourceTree | undefined {
  const tree = workspace?.tree ?? main.tree;
  const language = (workspace ? workspace.goWork.go : main.goMod.go)?.text ?? '';
  const isRecent = isGoVersion(language) && compareGoVersions(language, '1.14') >= 0;
  const isUsed =
    tree.isDirectory('vendor') && isRecent && listOf(tree).workspace === (workspace !== undefined);
  return isUsed ? tree : undefined;
}

/** Where the vendor directory and the module files disagree: the Go command refuses such a build. */
export function vendorDisagreements(
  modules: readonly LocalModule[],
  workspace: Workspace | undefined,
  tree: SourceTree,
): string[] {
  const mains = new Set(modules.map(({ path }) => path));
  const demands = [
    ...modules.map(({ tree: own, goMod }) => ({
      require: goMod.require,
      replace: goMod.replace.filter((line) => !isOverridden(line, workspace?.goWork.replace ?? [])),
      file: own.absolute('go.mod'),
    })),
    ...(workspace
      ? [{ require: [], replace: workspace.goWork.replace, file: tree.absolute('go.work') }]
      : []),
  ].map(({ file, require, replace }) => ({
    file,
    require,
    // A module of the workspace is itself, whatever replaces it elsewhere.
    replace: replace.filter(({ path }) => !mains.has(path)),
  }));
  return vendorProblems(
    listOf(tree),
    demands,
    tree.absolute(LIST),
    workspace ? 'go work vendor' : 'go mod vendor',
  );
}

function listOf(tree: SourceTree): VendorList {
  return tree.once('vendored modules', () => readVendorList(tree.isFile(LIST) ? tree.text(LIST) : ''));
}
