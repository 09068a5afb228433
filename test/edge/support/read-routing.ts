import type { ReadSection } from './read-haproxy';

/**
 * The backend to which a frontend leads a request: the first one whose conditions all hold.
 *
 * @param working number of servers that work in each backend
 */
export function answering(
  frontend: ReadSection,
  host: string,
  path: string,
  working = 1,
): string | undefined {
  const ofRequest: Readonly<Record<string, string>> = { 'var(txn.host)': host, 'var(txn.path)': `${path}/` };
  const number = numberOf(frontend, (name) => ofRequest[name]!);
  const known = (name: string): string | undefined =>
    name === 'var(txn.route)' ? number : /^nbsrv\([^()]+\)$/.test(name) ? `${working}` : undefined;
  const found = frontend.lines
    .filter(([keyword]) => keyword === 'use_backend')
    .find(([, , ...words]) =>
      conditionsOf(words).every(([name, how, wanted]) => holds(known(name)!, how, wanted)),
    );
  return found?.[1] ?? frontend.lines.find(([keyword]) => keyword === 'default_backend')?.[1];
}

/** What a frontend says a request is for: the first route whose conditions all hold. */
function numberOf(frontend: ReadSection, known: (name: string) => string): string {
  const unlessFound = ['if', '!{', 'var(txn.route)', '-m', 'found', '}'];
  const found = frontend.lines
    .filter(([, action]) => action === 'set-var(txn.route)')
    .find(([, , , ...words]) => {
      expect(words.slice(0, unlessFound.length)).toEqual(unlessFound);
      const rest = words.slice(unlessFound.length);
      return conditionsOf(rest.length === 0 ? [] : ['if', ...rest]).every(([name, how, wanted]) =>
        holds(known(name), how, wanted),
      );
    });
  return found === undefined ? '' : /^int\((\d+)\)$/.exec(found[2]!)![1]!;
}

type Condition = readonly [name: string, how: string, wanted: string];

function conditionsOf(words: readonly string[]): Condition[] {
  if (words.length === 0) {
    return [];
  }
  const [first, ...rest] = words;
  const count = rest.length / 6;
  if (first !== 'if' || !Number.isInteger(count)) {
    throw new Error(`no conditions of ours: ${words.join(' ')}`);
  }
  return Array.from({ length: count }, (_, index) => {
    const [open, name, flag, how, wanted, close] = rest.slice(index * 6, index * 6 + 6);
    if (open !== '{' || flag !== '-m' || close !== '}') {
      throw new Error(`no condition of ours: ${words.join(' ')}`);
    }
    return [name!, how!, wanted!];
  });
}

function holds(text: string, how: string, wanted: string): boolean {
  switch (how) {
    case 'str':
    case 'int':
      return text === wanted;
    case 'beg':
      return text.startsWith(wanted);
    case 'end':
      return text.endsWith(wanted);
    default:
      throw new Error(`no match of ours: ${how}`);
  }
}
