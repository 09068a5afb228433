const BEGIN = '-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----';
const END = '-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----';
const MARK = new RegExp(`${BEGIN}|${END}`, 'g');
/** As wide as lines of a key are, or wider (RFC 7468 has 64 characters, others 60 or 76). */
const WIDE = /^\s*[A-Za-z0-9+/]{60,}={0,2}\s*$/;
/** The last line of such a block. */
const NARROW = /^\s*(?:[A-Za-z0-9+/]{16,}={0,2}|[A-Za-z0-9+/]+={1,2})\s*$/;

/**
 * Which lines are of a private key, or may be.
 *
 * A text can begin or end in the middle of a key, when only the last lines of an output are there.
 */
export function keyLines(lines: readonly string[]): ReadonlySet<number> {
  return new Set([...markedLines(lines), ...wideLines(lines)]);
}

/** From each BEGIN to its END, from the start to an END without BEGIN, and from a BEGIN without END on. */
function markedLines(lines: readonly string[]): number[] {
  const found: number[] = [];
  let start: number | undefined;
  let free = 0;
  lines.forEach((line, index) => {
    for (const [mark] of line.matchAll(MARK)) {
      if (mark.startsWith('-----BEGIN')) {
        start ??= index;
      } else {
        found.push(...range(start ?? free, index + 1));
        start = undefined;
        free = index + 1;
      }
    }
  });
  return start === undefined ? found : [...found, ...range(start, lines.length)];
}

/** Two lines or more of nothing but base64, with the shorter one that ends them. */
function wideLines(lines: readonly string[]): number[] {
  return lines.flatMap((line, index) => {
    const isWide = (at: number): boolean => WIDE.test(lines[at] ?? '');
    const isOfBlock = isWide(index) && (isWide(index - 1) || isWide(index + 1));
    const isLast = NARROW.test(line) && isWide(index - 1) && isWide(index - 2);
    return isOfBlock || isLast ? [index] : [];
  });
}

function range(from: number, end: number): number[] {
  return Array.from({ length: Math.max(end - from, 0) }, (_each, index) => from + index);
}
