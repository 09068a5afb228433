/**
 * On which line of `cdk.tf.json` each resource begins, by address, counted from 1.
 *
 * @param text as CDKTF writes it: two blanks for each level. In a file of another look nothing is found.
 */
export function resourceLines(text: string): Map<string, number> {
  const found = new Map<string, number>();
  let section = '';
  let type = '';
  text.split('\n').forEach((line, index) => {
    const [, blanks = '', key] = /^( {2}| {4}| {6})"((?:[^"\\]|\\.)*)": \{/.exec(line) ?? [];
    if (key === undefined) {
      return;
    }
    if (blanks.length === 2) {
      section = key;
    } else if (blanks.length === 4) {
      type = key;
    } else if (section === 'resource') {
      found.set(`${type}.${key}`, index + 1);
    }
  });
  return found;
}
