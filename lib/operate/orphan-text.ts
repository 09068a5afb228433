import type { Orphan } from './orphans';
import { shellQuoted } from './shell-quoted';

/**
 * Orphans and their commands as a script for a shell: what is said is in comments.
 *
 * @param stack its name
 */
export function orphanText(stack: string, orphans: readonly Orphan[]): string {
  const lines = orphans.flatMap(({ title, remark, commands }) => [
    comment(`${title}: ${remark}`),
    ...commands.map((words) => ['docker', ...words].map(shellWord).join(' ')),
  ]);
  return `${[...lines, comment(`then: cdktf deploy ${stack}`)].join('\n')}\n`;
}

/** On one line whatever it says: labels are not chosen by this library alone. */
function comment(text: string): string {
  return `# ${text.replace(/[\r\n]+/g, ' ')}`;
}

/** A word that a POSIX shell takes as it is. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : shellQuoted(word);
}
