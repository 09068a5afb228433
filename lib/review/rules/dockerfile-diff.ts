import { structuredPatch } from 'diff';
import { type DockerfileInstruction, instructionsByLine } from './dockerfile-lines';
import { hasNamedSecret } from './dockerfile-secrets';
import { HIDDEN, type Phrase, say, value } from '../model/phrase';
import type { DiffLine } from '../model/review-model';

/** What is not the same in two Dockerfiles. */
export interface DockerfileDiff {
  /** A unified diff; empty where they are the same. */
  readonly lines: readonly DiffLine[];
  /** The instructions that lines were added to or removed from. */
  readonly touched: readonly DockerfileInstruction[];
}

/** Lines around a change. */
const CONTEXT = 3;

/**
 * Lines that may be added and removed together: beyond that nobody reads them, and the search for the shortest difference takes time that
 * grows with their square. A limit on time instead would give another review on a slower machine.
 */
const MOST_EDITS = 500;

/** Characters of instructions that are copied for a line of theirs. */
const LONG = 4000;

/**
 * The differences of two Dockerfiles, line by line. A last line break that is missing does not count.
 *
 * Of an instruction with a secret in plain text there is only that its lines are there.
 *
 * Where there are too many of them, it says so in one line, and everything counts as touched.
 */
export function dockerfileDiff(before: string, after: string): DockerfileDiff {
  const [from, to] = [before, after].map((text) => (text === '' || text.endsWith('\n') ? text : `${text}\n`));
  if (from === undefined || to === undefined || from === to) {
    return { lines: [], touched: [] };
  }
  const [old, recent] = [instructionsByLine(from), instructionsByLine(to)];
  const patch = structuredPatch('', '', from, to, undefined, undefined, {
    context: CONTEXT,
    maxEditLength: MOST_EDITS,
  });
  if (patch === undefined) {
    return {
      lines: [tooMuch(old.length - 1, recent.length - 1)],
      touched: [...new Set([...old, ...recent])],
    };
  }
  const lines: DiffLine[] = [];
  const touched = new Set<DockerfileInstruction>();
  const wholes = new Wholes(from, to);
  for (const hunk of patch.hunks) {
    const { oldStart, oldLines, newStart, newLines } = hunk;
    lines.push({ sign: '@', text: say`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@` });
    let [oldLine, newLine] = [oldStart - 1, newStart - 1];
    for (const each of hunk.lines) {
      const sign = signOf(each);
      const text = each.slice(1);
      const left = sign === '+' ? undefined : old[oldLine++];
      const right = sign === '-' ? undefined : recent[newLine++];
      lines.push({
        sign,
        text: wholes.areHidden(left, right) ? [HIDDEN] : cutOut(text, wholes.of(left, right)),
      });
      if (sign !== ' ') {
        [left, right].forEach((owner) => owner && touched.add(owner));
      }
    }
  }
  return { lines, touched: [...touched] };
}

/** What a line was cut out of: the instruction on each side that has it. */
class Wholes {
  /** Of both files; one text for all lines, so that neither memory nor the search for secrets grows with their number. */
  private readonly files: string;
  private readonly judged = new Map<DockerfileInstruction, boolean>();

  public constructor(before: string, after: string) {
    this.files = `${before}${after}`;
  }

  /** Whether a secret is in it by its name: then no line of it is shown. */
  public areHidden(...sides: readonly (DockerfileInstruction | undefined)[]): boolean {
    return sides.some((side) => side !== undefined && this.isHidden(side));
  }

  private isHidden(instruction: DockerfileInstruction): boolean {
    const isHidden = this.judged.get(instruction) ?? hasNamedSecret(instruction.text);
    this.judged.set(instruction, isHidden);
    return isHidden;
  }

  public of(left: DockerfileInstruction | undefined, right: DockerfileInstruction | undefined): string {
    if (left === undefined || right === undefined || left.text === right.text) {
      return (right ?? left)?.text ?? '';
    }
    const isLong = left.text.length + right.text.length > LONG;
    return isLong ? this.files : `${left.text}\n${right.text}`;
  }
}

function cutOut(text: string, whole: string): Phrase {
  return [whole === text ? value(text) : value(text, whole)];
}

function signOf(line: string): '+' | '-' | ' ' {
  return line.startsWith('+') ? '+' : line.startsWith('-') ? '-' : ' ';
}

function tooMuch(before: number, after: number): DiffLine {
  return {
    sign: '@',
    text: say`more than ${MOST_EDITS} lines are not the same: it had ${before} lines, and has ${after} now`,
  };
}
