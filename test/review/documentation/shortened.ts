/** A place in a text: its first and its last line, counted from 1. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** Where an expression matches first. */
export function linesOf(text: string, expression: RegExp): Lines | undefined {
  const match = expression.exec(text);
  if (match === null) {
    return undefined;
  }
  const first = text.slice(0, match.index).split('\n').length;
  return { first, last: first + match[0].split('\n').length - 1 };
}

/** `line 8`, `lines 8-9`. */
export function called({ first, last }: Lines): string {
  return first === last ? `line ${first}` : `lines ${first}-${last}`;
}

/** How much of a line is shown. */
const COLUMNS = 104;

/** The lines that are wanted, with their numbers, and marks where others are left out. */
export function shortened(text: string, isWanted: (line: number) => boolean): string {
  const lines = text.replace(/\n$/, '').split('\n');
  const parts: string[] = [];
  let leftOut = 0;
  const endGap = () => {
    if (leftOut > 0) {
      parts.push(`     … ${leftOut} ${leftOut === 1 ? 'line' : 'lines'}`);
    }
    leftOut = 0;
  };
  lines.forEach((line, index) => {
    if (isWanted(index + 1)) {
      endGap();
      parts.push(`${String(index + 1).padStart(4)} ${clipped(line)}`.trimEnd());
    } else {
      leftOut += 1;
    }
  });
  endGap();
  return parts.join('\n');
}

function clipped(line: string): string {
  return line.length > COLUMNS ? `${line.slice(0, COLUMNS - 1)}…` : line;
}
