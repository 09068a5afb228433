import { resolve } from 'node:path';
import { quote } from '../core/errors';
import type { Replacement } from './go-mod';
import { directoryProblem, type LocalModule, readLocalModule, type Trees } from './local-module';
import type { SourceTree } from './source-tree';
import type { Workspace } from './workspace';

/** Modules behind `replace` lines, and what is wrong with them. */
export interface ReplacedModules {
  readonly modules: readonly LocalModule[];
  readonly problems: readonly string[];
}

/** A `replace` line and the file that it is in. */
interface ReplaceLine {
  readonly tree: SourceTree;
  readonly file: string;
  readonly line: Replacement;
}

/**
 * The modules behind `replace` lines that name a directory.
 *
 * Lines of go.work win over those of the go.mod files; a replaced module's own lines do not count. A line whose directory is
 * missing is passed over where nobody requires its module, as by the Go command.
 *
 * @param own the main module and those of its workspace
 */
export function readReplacedModules(
  own: readonly LocalModule[],
  workspace: Workspace | undefined,
  trees: Trees,
): ReplacedModules {
  const modules: LocalModule[] = [];
  const problems: string[] = [];
  const missing: { readonly path: string; readonly problem: string }[] = [];
  for (const { tree, file, line } of linesThatCount(own, workspace)) {
    const { path, newPath } = line;
    const folder = resolve(tree.root, newPath);
    const sentence = `${tree.absolute(file)}:${line.line} replaces ${quote(path)} by`;
    const problem = directoryProblem(newPath, folder, sentence);
    if (problem !== undefined) {
      missing.push({ path, problem });
      continue;
    }
    const read = readLocalModule(trees(folder), false);
    problems.push(...read.problems);
    if (read.module) {
      // Its packages are imported by the path that is replaced, whatever its own go.mod calls it.
      modules.push({ ...read.module, path });
    }
  }
  const required = new Set(
    [...own, ...modules].flatMap(({ goMod }) => goMod.require.map(({ path }) => path)),
  );
  const needed = missing.filter(({ path }) => required.has(path)).map(({ problem }) => problem);
  return { modules, problems: [...problems, ...needed] };
}

function linesThatCount(own: readonly LocalModule[], workspace: Workspace | undefined): ReplaceLine[] {
  const mains = new Set(own.map(({ path }) => path));
  const ofWorkspace = workspace
    ? workspace.goWork.replace.map((line): ReplaceLine => ({ tree: workspace.tree, file: 'go.work', line }))
    : [];
  const overridden = new Set(workspace?.goWork.replace.map(({ path }) => path));
  const ofModules = own.flatMap(({ tree, goMod }) =>
    goMod.replace
      .filter(({ path }) => !overridden.has(path))
      .map((line): ReplaceLine => ({ tree, file: 'go.mod', line })),
  );
  const seen = new Set<string>();
  return [...ofWorkspace, ...ofModules].filter(({ tree, line: { path, newPath, newVersion } }) => {
    const target = `${path} ${resolve(tree.root, newPath)}`;
    const counts = newVersion === undefined && !mains.has(path) && !seen.has(target);
    seen.add(target);
    return counts;
  });
}
