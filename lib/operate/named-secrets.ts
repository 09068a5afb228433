import { isNamedSecret } from '../core/secret-texts';

/** `name: value`, `"name":"value"`, `name=value`. What comes after a `/` or a `.` is part of a path. The value can have pairs in it. */
const PAIR =
  /(?<![\w./-])([A-Za-z_][\w.-]*)["']?\s*[:=]\s*(?=(?:"([^"]*)|'([^']*)|([^\s"'{[,;})\]][^\s,;})\]]*)))/g;
/** What somebody else fills in, or has hidden already. */
const NO_VALUE = /^(?:\*+|<.*>|\$[\w{(].*|%[sqv])$/;
/** How programs complain about a secret, without saying it: `DB_PASSWORD: not set`. */
const COMPLAINT =
  /^(?:access|authentication|cannot|empty|expected|expired|failed|invalid|is|missing|must|nil|not|null|open|permission|required|undefined|unexpected|unknown|unset|wrong)$/;

/** Whether a line of a program's output has a value whose name says that it is secret: `password: hunter2`, `{"apiKey":"..."}`. */
export function hasNamedSecret(line: string): boolean {
  // JSON in a string of JSON.
  const text = line.replace(/\\+(?=["'])/g, '');
  return [...text.matchAll(PAIR)].some(([, name = '', double, single, bare]) => {
    const value = double ?? single ?? bare ?? '';
    return !NO_VALUE.test(value) && !COMPLAINT.test(bare ?? '') && isNamedSecret(underscored(name), value);
  });
}

/** `db.accessToken` as a variable would be called. */
function underscored(name: string): string {
  return name.replace(/([a-z\d])(?=[A-Z])/g, '$1_').replaceAll('.', '_');
}
