import { resolve } from 'node:path';
import { quote } from '../core/errors';
import { readGoMod, type Replacement } from './go-mod';
import { directoryProblem, type LocalModule, readModuleFile, type Trees } from './local-module';
import type { SourceTree } from './source-tree';
import type { Workspace } from './workspace';

/** Modules behind `replace` lines. */
export interface ReplacedModules {
  /** Several of one path where there are lines for several versions. */
  readonly modules: readonly LocalModule[];
  readonly missing: readonly MissingModule[];
}

/** A module that the build takes from a directory in which there is none. */
export interface MissingModule {
  readonly path: string;
  /** What is wrong with the directory: no matter as long as nothing of the module is imported. */
  readonly problem: string;
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
 * Lines of go.work win over those of the go.mod files; a replaced module's own lines do not count. Which version of a module a
 * build takes is known for sure only where the main module requires it. Lines for others are followed too, but what is wrong
 * with their directories is passed over, as by the Go command.
 *
 * @param own the main module first, and those of its workspace
 */
export function readReplacedModules(
  own: readonly LocalModule[],
  workspace: Workspace | undefined,
  trees: Trees,
): ReplacedModules {
  const lines = linesThatCount(own, workspace);
  const modules: LocalModule[] = [];
  const missing: MissingModule[] = [];
  for (const { tree, file, line } of lines) {
    const { path, newPath } = line;
    const folder = resolve(tree.root, newPath);
    const isCertain = isTaken(line, own, lines);
    const sentence = `${tree.absolute(file)}:${line.line} replaces ${quote(path)} by`;
    const problem = directoryProblem(newPath, folder, sentence);
    if (problem === undefined) {
      const target = trees(folder);
      // Its packages are imported by the path that is replaced, whatever its own go.mod says, of which Go reads little.
      const { value: goMod } = readModuleFile(target, 'go.mod', readGoMod);
      modules.push({ path, tree: target, goMod, isMain: false, isCertain });
    } else if (isCertain) {
      missing.push({ path, problem });
    }
  }
  return { modules, missing };
}

/** Whether a build surely takes what the line says: its version is required, or any and there is no line for that one. */
function isTaken(
  { path, version }: Replacement,
  [main]: readonly LocalModule[],
  lines: readonly ReplaceLine[],
): boolean {
  const required = main?.goMod.require.find((each) => each.path === path)?.version;
  return (
    required !== undefined &&
    (version === required ||
      (version === undefined && !lines.some(({ line }) => line.path === path && line.version === required)))
  );
}

function linesThatCount(own: readonly LocalModule[], workspace: Workspace | undefined): ReplaceLine[] {
  const mains = new Set(own.map(({ path }) => path));
  const winning = workspace?.goWork.replace ?? [];
  const ofWorkspace = workspace
    ? winning.map((line): ReplaceLine => ({ tree: workspace.tree, file: 'go.work', line }))
    : [];
  const ofModules = own.flatMap(({ tree, goMod }) =>
    goMod.replace
      .filter((line) => !isOverridden(line, winning))
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

/** Whether a line of go.work for the same module, and the same version or all of them, wins over a line of a go.mod. */
export function isOverridden({ path, version }: Replacement, winning: readonly Replacement[]): boolean {
  return winning.some(
    (each) => each.path === path && (each.version === undefined || each.version === version),
  );
}
