import { constraintHolds } from './build-constraint';
import { type Answer, type BuildSettings, either, tagHolds } from './build-settings';

/** A `#cgo` line that gives flags. */
export interface CgoDirective {
  /** Builds for which it counts, any of them; for all when there is none. */
  readonly conditions: readonly string[];
  /** `LDFLAGS`, `CFLAGS`, `pkg-config` and the like. */
  readonly verb: string;
  /** What stands behind the colon, without quotes. */
  readonly words: readonly string[];
}

/** Reads the lines that the Go command takes out of the comment of `import "C"` (go/build, saveCgo). */
export function readCgoDirectives(preamble: string): CgoDirective[] {
  return [...preamble.matchAll(/^\s*#cgo[ \t]([^:\n]*):(.*)$/gm)].flatMap(([, before = '', after = '']) => {
    const conditions = before.split(/\s+/).filter((word) => word !== '');
    const verb = conditions.pop();
    return verb === undefined ? [] : [{ conditions, verb, words: wordsOf(after) }];
  });
}

/** Whether a line counts for a build. */
export function directiveHolds({ conditions }: CgoDirective, settings: BuildSettings): Answer {
  const ask = (tag: string): Answer => tagHolds(tag, settings);
  const answers = conditions.map((text) =>
    constraintHolds(
      // Both forms are taken, as an expression when it has one of its signs.
      /[&|()]/.test(text) ? { goBuild: text, plusBuild: [] } : { plusBuild: [text] },
      ask,
    ),
  );
  return answers.length === 0 ? 'yes' : answers.reduce(either, 'no');
}

function wordsOf(text: string): string[] {
  return [...text.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replace(/["']/g, ''));
}
