import { quote, ValidationError } from '../core/errors';
import { joined, type SourceTree } from './source-tree';

/** Folders of version control, which no module contains. */
const VERSION_CONTROL = new Set(['.bzr', '.git', '.hg', '.svn']);

/**
 * Every file below a directory of a module, but for version control, modules below it, and what `leaveOut` names.
 *
 * @param leaveOut absolute paths of directories
 */
export function contentsOf(tree: SourceTree, directory: string, leaveOut: readonly string[] = []): string[] {
  const walk = (path: string, above: readonly string[]): string[] => {
    const real = tree.realDirectory(path);
    if (above.includes(real)) {
      throw new ValidationError(
        `${quote(tree.absolute(path))} is a link that leads back to a directory that it is in; take it out`,
      );
    }
    return tree.list(path).flatMap(({ name, kind }) => {
      const below = joined(path, name);
      if (kind === 'directory') {
        const isOther = tree.isFile(joined(below, 'go.mod')) || leaveOut.includes(tree.absolute(below));
        return VERSION_CONTROL.has(name) || isOther ? [] : walk(below, [...above, real]);
      }
      return kind === 'file' ? [below] : [];
    });
  };
  return tree.isDirectory(directory) ? walk(directory, []) : [];
}
