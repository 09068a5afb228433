/** What this library reads of a go.mod. */
export interface GoModFile {
  /** Path of the module. */
  readonly module: string;
  /** Language version; Go takes 1.16 where the line is missing. */
  readonly goVersion: string;
  /** Whether the module needs any other one. */
  readonly hasRequirements: boolean;
  /** Targets of `replace` lines that are directories. */
  readonly localReplacements: readonly string[];
}

/** Reads the text of a go.mod; nothing when it names no module. */
export function parseGoMod(text: string): GoModFile | undefined {
  let module: string | undefined;
  let goVersion = '1.16';
  let hasRequirements = false;
  const localReplacements: string[] = [];
  for (const [verb, ...words] of directives(text)) {
    if (verb === 'module') {
      module = words[0];
    } else if (verb === 'go' && words[0]) {
      goVersion = words[0];
    } else if (verb === 'require') {
      hasRequirements = true;
    } else if (verb === 'replace') {
      const target = words[words.indexOf('=>') + 1];
      if (target !== undefined && /^\.{0,2}\/|^\.{1,2}$/.test(target)) {
        localReplacements.push(target);
      }
    }
  }
  return module === undefined ? undefined : { module, goVersion, hasRequirements, localReplacements };
}

/** Every directive as its verb and words; those of a block carry the block's verb. */
function directives(text: string): string[][] {
  const found: string[][] = [];
  let block: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const words = wordsOf(line);
    const [first, second] = words;
    if (first === undefined) {
      continue;
    }
    if (block !== undefined) {
      if (first === ')') {
        block = undefined;
      } else {
        found.push([block, ...words]);
      }
    } else if (second === '(') {
      block = first;
    } else {
      found.push(words);
    }
  }
  return found;
}

const WORD = /\/\/.*|"((?:[^"\\]|\\.)*)"|`([^`]*)`|([()])|((?:(?!\/\/)[^\s()"`])+)/g;

function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (const [whole, quoted, raw, paren, plain] of line.matchAll(WORD)) {
    if (whole.startsWith('//')) {
      break;
    }
    words.push(quoted ?? raw ?? paren ?? plain ?? '');
  }
  return words;
}
