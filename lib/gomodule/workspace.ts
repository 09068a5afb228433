import { resolve } from 'node:path';
import { type GoWork, type Placed, readGoWork } from './go-mod';
import {
  directoryProblem,
  type LocalModule,
  type LocalModuleResult,
  readMainModule,
  readModuleFile,
  type Trees,
} from './local-module';
import type { SourceTree } from './source-tree';

/** The directory of a go.work that lists the program's module. */
export interface Workspace {
  readonly tree: SourceTree;
  readonly goWork: GoWork;
}

/** A workspace, or what is wrong with it. */
export interface WorkspaceResult {
  /** Missing when the go.work does not list the module. */
  readonly workspace?: Workspace;
  /** The other modules that it lists. */
  readonly modules: readonly LocalModule[];
  readonly problems: readonly string[];
}

/** Reads the go.work at the root of a tree, for the module in `root`. */
export function readWorkspace(tree: SourceTree, root: string, trees: Trees): WorkspaceResult {
  const { value: goWork, problems } = readModuleFile(tree, 'go.work', readGoWork);
  const folder = ({ text }: Placed): string => resolve(tree.root, text);
  if (problems.length > 0) {
    return { modules: [], problems };
  }
  if (!goWork.use.some((use) => folder(use) === root)) {
    return { modules: [], problems: [] };
  }
  const read = goWork.use.map((use): LocalModuleResult => {
    const at = `${tree.absolute('go.work')}:${use.line}`;
    const wrong = directoryProblem(use.text, folder(use), `${at} uses`);
    if (wrong !== undefined) {
      return { problems: [wrong] };
    }
    return folder(use) === root ? { problems: [] } : readMainModule(trees(folder(use)));
  });
  return {
    workspace: { tree, goWork },
    modules: read.flatMap(({ module }) => module ?? []),
    problems: read.flatMap((each) => each.problems),
  };
}
