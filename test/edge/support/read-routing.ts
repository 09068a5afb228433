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
  const known = (name: string): string | undefined =>
    ({ 'var(txn.host)': host, 'var(txn.path)': `${path}/` })[name] ??
    (/^nbsrv\([^()]+\)$/.test(name) ? `${working}` : undefined);
  const found = frontend.lines
    .filter(([keyword]) => keyword === 'use_backend')
    .find(([, , ...words]) =>
      conditionsOf(words).every(([name, how, wanted]) => holds(known(name)!, how, wanted)),
    );
  return found?.[1] ?? frontend.lines.find(([keyword]) => keyword === 'default_backend')?.[1];
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
