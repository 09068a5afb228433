/** A section of a configuration, as HAProxy reads it. */
export interface ReadSection {
  /** Such as `['backend', 'shop:8080']`. */
  readonly title: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

const SECTIONS = new Set([
  'global',
  'defaults',
  'resolvers',
  'frontend',
  'backend',
  'listen',
  'peers',
  'userlist',
]);

/** Reads a configuration by the rules of HAProxy's manual (2.2, quoting and escaping), written apart from the renderer. */
export function readConfiguration(text: string): ReadSection[] {
  const sections: { title: string[]; lines: string[][] }[] = [];
  for (const line of text.split('\n')) {
    const words = wordsOf(line);
    const [first] = words;
    if (first === undefined) {
      continue;
    }
    if (SECTIONS.has(first)) {
      sections.push({ title: words, lines: [] });
    } else {
      sections.at(-1)!.lines.push(words);
    }
  }
  return sections;
}

/** The words of one line. */
export function wordsOf(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  const add = (text: string): void => {
    word = (word ?? '') + text;
  };
  for (let at = 0; at < line.length; at += 1) {
    const letter = line[at]!;
    if (letter === quote) {
      quote = '';
    } else if (quote === "'") {
      add(letter);
    } else if (letter === '\\') {
      at += 1;
      add(line[at] ?? '');
    } else if (letter === '$' && quote === '"') {
      throw new Error(`a variable would be filled in: ${line}`);
    } else if (quote === '"') {
      add(letter);
    } else if (letter === "'" || letter === '"') {
      quote = letter;
      add('');
    } else if (letter === '#') {
      break;
    } else if (letter === ' ' || letter === '\t') {
      words.push(...(word === undefined ? [] : [word]));
      word = undefined;
    } else {
      add(letter);
    }
  }
  if (quote !== '') {
    throw new Error(`a quote is not closed: ${line}`);
  }
  return word === undefined ? words : [...words, word];
}
