const TEXT = 'not-known-here';

/**
 * What Terraform takes for a variable of a type when nobody knows its value: a text, 0, false, or a collection without elements. An object has
 * what its type asks for.
 *
 * @param type as a stack's file has it, such as `list(string)`; nothing for any type
 * @returns what comes behind the `=` of `-var=NAME=`
 */
export function variablePlaceholder(type: unknown): string {
  const value = typeof type === 'string' ? valueOf(type) : TEXT;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function valueOf(type: string): unknown {
  const [, kind = '', inner = ''] = /^\s*(\w+)\s*(?:\(([^]*)\))?\s*$/.exec(type) ?? [];
  switch (kind) {
    case 'number':
      return 0;
    case 'bool':
      return false;
    case 'list':
    case 'set':
      return [];
    case 'map':
      return {};
    case 'tuple':
      return parts(within(inner, '[]')).map(valueOf);
    case 'object':
      return Object.fromEntries(parts(within(inner, '{}')).flatMap(member));
    default:
      return TEXT;
  }
}

/** `name = type`; what is optional is left out. */
function member(text: string): [string, unknown][] {
  const [, name = '', type = ''] = /^\s*"?([\w-]+)"?\s*[=:]([^]*)$/.exec(text) ?? [];
  return name === '' || /^\s*optional\b/.test(type) ? [] : [[name, valueOf(type)]];
}

function within(text: string, brackets: '[]' | '{}'): string {
  const trimmed = text.trim();
  const isWithin = trimmed.startsWith(brackets.charAt(0)) && trimmed.endsWith(brackets.charAt(1));
  return isWithin ? trimmed.slice(1, -1) : '';
}

/** What is divided by commas or line breaks, outside of all brackets. */
function parts(text: string): string[] {
  const found: string[] = [];
  let [depth, start] = [0, 0];
  for (const { 0: each, index } of text.matchAll(/[,\n()[\]{}]/g)) {
    const divides = each === ',' || each === '\n';
    depth += divides ? 0 : '([{'.includes(each) ? 1 : -1;
    if (divides && depth === 0) {
      found.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...found, text.slice(start)].filter((each) => each.trim() !== '');
}
