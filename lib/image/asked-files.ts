import { resolve } from 'node:path';
import { quote } from '../core/errors';
import type { GoProgram } from '../gomodule/go-program';
import { contentsOf } from '../gomodule/module-contents';
import { pathFrom, type PlacedTree } from '../gomodule/placed-tree';
import { joined } from '../gomodule/source-tree';

/** A file that is not read yet. */
export interface UnreadFile {
  readonly root: PlacedTree;
  /** Relative to the root. */
  readonly path: string;
}

/** Its path in the context. */
export function contextPath({ root, path }: UnreadFile): string {
  return joined(root.at, path);
}

/** Files that a user asks for, one by one or by directory. */
export interface Asked {
  readonly files: readonly UnreadFile[];
  /** Whether it is one file, named by itself. */
  readonly isNamed: boolean;
  readonly problems: readonly string[];
  /** Directories that cannot be gone into: no matter where they are left out. Paths are those of the context. */
  readonly unreadable: readonly { readonly path: string; readonly problem: string }[];
  /** The directory as the user wrote it. */
  readonly written?: string;
}

/** Everything in the program's own module. */
export function wholeModule({ trees: [main] }: GoProgram, leaveOut: readonly string[]): Asked {
  return main ? directory(main, '', leaveOut) : NOTHING;
}

/** What an `include` means: a file, or a directory with all that is in it. */
export function askFor(
  { trees, roots }: GoProgram,
  written: string,
  { source, leaveOut }: { readonly source: string; readonly leaveOut: readonly string[] },
): Asked {
  const absolute = resolve(source, written);
  const inside = ({ tree }: PlacedTree): string => pathFrom(tree.root, absolute);
  const root = [...trees, ...roots].find((each) => !/^\.\.(\/|$)/.test(inside(each)));
  if (!root) {
    return wrong(
      `include ${quote(written)} is outside of every module that takes part in the build; copy it into the module, or ` +
        'correct the path, which counts from source',
    );
  }
  const path = inside(root);
  if (root.tree.isFile(path)) {
    return { ...NOTHING, files: [{ root, path }], isNamed: true };
  }
  return root.tree.isDirectory(path)
    ? { ...directory(root, path, leaveOut), written }
    : wrong(
        `include ${quote(written)} is not there: ${quote(absolute)} does not exist; ` +
          (/[*?[]/.test(written)
            ? 'name files and directories, since patterns are not read'
            : 'make it before the synthesis, or correct the path, which counts from source'),
      );
}

const NOTHING: Asked = { files: [], isNamed: false, problems: [], unreadable: [] };

function wrong(problem: string): Asked {
  return { ...NOTHING, problems: [problem] };
}

function directory(root: PlacedTree, path: string, leaveOut: readonly string[]): Asked {
  const { files, problems } = contentsOf(root.tree, path, leaveOut);
  return {
    ...NOTHING,
    files: files.map((each) => ({ root, path: each })),
    unreadable: problems.map((each) => ({ ...each, path: joined(root.at, each.path) })),
  };
}
