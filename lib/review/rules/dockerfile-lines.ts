/** An instruction of a Dockerfile, over all its lines. */
export interface DockerfileInstruction {
  /** In capitals, of an `ONBUILD` that of the instruction behind it; `syntax` for the directive; empty for comments and empty lines. */
  readonly keyword: string;
  readonly text: string;
}

/**
 * The instruction that each line of a Dockerfile belongs to.
 *
 * Any text is taken. Lines that are continued count to the instruction that they continue, and so do here-documents.
 */
export function instructionsByLine(text: string): readonly DockerfileInstruction[] {
  const lines = text.split('\n');
  const found: DockerfileInstruction[] = [];
  const { directives, escape } = directivesOf(lines);
  while (found.length < lines.length) {
    const start = found.length;
    const end = endOf(lines, start, escape);
    const instruction = {
      keyword: start < directives ? directiveOf(lines[start] ?? '') : keywordOf(lines[start] ?? ''),
      text: lines.slice(start, end).join('\n'),
    };
    for (let line = start; line < end; line++) {
      found.push(instruction);
    }
  }
  return found;
}

/** Directives stand before everything else, one in a line. */
function directivesOf(lines: readonly string[]): { directives: number; escape: string } {
  const first = lines.findIndex((line) => !/^\s*#\s*\w+\s*=/.test(line));
  const directives = first < 0 ? lines.length : first;
  const escape = lines.slice(0, directives).find((line) => /^\s*#\s*escape\s*=/i.test(line));
  return { directives, escape: escape?.trim().endsWith('`') ? '`' : '\\' };
}

function directiveOf(line: string): string {
  return /^\s*#\s*syntax\s*=/i.test(line) ? 'syntax' : '';
}

function keywordOf(line: string): string {
  const [first = '', second = ''] = line.trim().split(/\s+/, 2);
  const keyword = first.toUpperCase();
  return keyword.startsWith('#') ? '' : keyword === 'ONBUILD' ? second.toUpperCase() : keyword;
}

/** The line behind an instruction. */
function endOf(lines: readonly string[], start: number, escape: string): number {
  const first = lines[start] ?? '';
  if (isSkipped(first)) {
    return start + 1;
  }
  let end = start + 1;
  // Comments and empty lines do not end what is continued.
  for (let last = first; end < lines.length && (isSkipped(last) || last.trimEnd().endsWith(escape)); end++) {
    last = lines[end] ?? '';
  }
  return hereDocumentsEnd(lines, end, first, lines.slice(start, end));
}

function isSkipped(line: string): boolean {
  return /^\s*(?:#|$)/.test(line);
}

/** The instructions that the builder looks for here-documents in. */
const WITH_HERE_DOCUMENTS = ['RUN', 'COPY', 'ADD'];

function hereDocumentsEnd(
  lines: readonly string[],
  start: number,
  first: string,
  instruction: readonly string[],
): number {
  if (!WITH_HERE_DOCUMENTS.includes(keywordOf(first))) {
    return start;
  }
  let end = start;
  for (const [, dash, , word] of instruction.join('\n').matchAll(/<<(-?)(["']?)([A-Za-z_]\w*)\2/g)) {
    while (end < lines.length && closingWord(lines[end] ?? '', dash) !== word) {
      end++;
    }
    end = Math.min(end + 1, lines.length);
  }
  return end;
}

function closingWord(line: string, dash: string | undefined): string {
  const text = line.replace(/\r$/, '');
  return dash === '-' ? text.replace(/^\t+/, '') : text;
}
