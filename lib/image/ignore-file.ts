import { posix } from 'node:path';
import { quote } from '../core/errors';
import { type Glob, pathGlobOf } from '../gomodule/glob';
import type { PlacedTree } from '../gomodule/placed-tree';

const NAME = '.dockerignore';

const MODULE_FILE = /(^|\/)go\.(mod|sum|work|work\.sum)$/;

/** A line of a `.dockerignore`. */
interface Rule {
  /** As written. */
  readonly text: string;
  readonly line: number;
  /** Whether it takes back what lines above it leave out. */
  readonly isException: boolean;
  readonly matches: Glob;
}

/**
 * A `.dockerignore`, read as BuildKit reads it.
 *
 * Our own reading: the best package that was found has had no release for years and misreads names with `+` or brackets
 * (docs/decisions.md has the comparison).
 */
export class IgnoreFile {
  /** The file beside the go.mod or go.work of a tree, if there is one. */
  public static in({ tree, at }: PlacedTree): IgnoreFile[] {
    return tree.isFile(NAME)
      ? [tree.once('ignore file', () => new IgnoreFile(tree.text(NAME), at, tree.absolute(NAME)))]
      : [];
  }

  private readonly rules: readonly Rule[];
  private readonly mistakes: readonly string[];
  private readonly verdicts = new Map<string, Verdict>();

  /**
   * @param at the directory that the patterns count from, as a path in the context
   * @param name of the file, for messages
   */
  public constructor(
    text: string,
    private readonly at: string,
    private readonly name: string,
  ) {
    const lines = text.replace(/^\uFEFF/, '').split('\n');
    const read = lines.map((line, index) => ruleOf(line, index + 1));
    this.rules = read.flatMap((rule) => (typeof rule === 'object' ? rule : []));
    this.mistakes = read.flatMap((rule, index) =>
      typeof rule === 'string'
        ? [`${name}:${index + 1} has the pattern ${quote(rule)}, which Docker refuses; correct it`]
        : [],
    );
  }

  /** Whether the file at this path of the context is left out. */
  public leavesOut(path: string): boolean {
    return this.ruleAgainst(path) !== undefined;
  }

  /** Mistakes in the file, and lines that leave out what has to be there. */
  public problems(needed: readonly string[]): string[] {
    const against = new Map<Rule, string[]>();
    for (const path of needed) {
      const rule = this.ruleAgainst(path);
      if (rule) {
        against.set(rule, [...(against.get(rule) ?? []), path]);
      }
    }
    const told = [...against].map(([{ text, line }, [first = '', ...others]]) => {
      const more = others.length > 0 ? ` and ${others.length} more` : '';
      const reason = MODULE_FILE.test(first)
        ? 'which the Go command reads in every build of the workspace'
        : 'which the build needs';
      return (
        `${this.name}:${line} (${quote(text)}) leaves out ${quote(first)}${more}, ${reason}; take the line out, write ` +
        `${quote(`!${this.inside(first) ?? first}`)} below it, or set dockerignore: false if it is meant for another Dockerfile`
      );
    });
    return [...this.mistakes, ...told];
  }

  private ruleAgainst(path: string): Rule | undefined {
    const inside = this.inside(path);
    return inside === undefined ? undefined : this.judge(inside).against;
  }

  private inside(path: string): string | undefined {
    return this.at === ''
      ? path
      : path.startsWith(`${this.at}/`)
        ? path.slice(this.at.length + 1)
        : undefined;
  }

  /** A path is judged after its directory: a rule that holds for that one holds for all below it. */
  private judge(path: string): Verdict {
    const known = this.verdicts.get(path);
    if (known) {
      return known;
    }
    const parent = path.includes('/') ? this.judge(path.slice(0, path.lastIndexOf('/'))) : undefined;
    let against: Rule | undefined;
    const holds = this.rules.map((rule, index) => {
      // A line that could change nothing is not looked at, and so does not hold for what is below either.
      const isIdle = rule.isException !== (against !== undefined);
      const matches = (parent?.holds[index] ?? false) || (!isIdle && rule.matches(path));
      if (matches) {
        against = rule.isException ? undefined : rule;
      }
      return matches;
    });
    const verdict = { against, holds };
    this.verdicts.set(path, verdict);
    return verdict;
  }
}

interface Verdict {
  /** The line that leaves the path out. */
  readonly against?: Rule;
  /** Which lines hold for the path. */
  readonly holds: readonly boolean[];
}

/** A line as a rule; its text when Docker refuses it, and nothing for a comment. */
function ruleOf(source: string, line: number): Rule | string | undefined {
  const text = source.trim();
  if (source.startsWith('#') || text === '') {
    return undefined;
  }
  const isException = text.startsWith('!');
  const written = (isException ? text.slice(1) : text).trim();
  const pattern = posix
    .normalize(written)
    .replace(/(?<=.)\/$/, '')
    .replace(/^\/(?=.)/, '');
  const matches = written === '' ? undefined : pathGlobOf(pattern);
  return matches ? { text, line, isException, matches } : text;
}
