/**
 * Whether every release that a constraint of Terraform allows is newer than `release`.
 *
 * What cannot be read as a lower bound counts as none: the answer is no then.
 *
 * @param constraint such as `~> 4.5, != 4.5.2`
 * @param release such as `4.5.0`
 */
export function isOnlyNewerThan(constraint: string, release: string): boolean {
  return constraint.split(',').some((part) => {
    const [, operator = '=', numbers] = /^\s*(=|>=?|~>)?\s*v?(\d+(?:\.\d+)*)\s*$/.exec(part) ?? [];
    if (numbers === undefined) {
      return false;
    }
    const difference = compare(numbers, release);
    return operator === '>' ? difference >= 0 : difference > 0;
  });
}

function compare(left: string, right: string): number {
  const [first, second] = [left, right].map((each) => each.split('.').map(Number)) as [number[], number[]];
  const longest = Math.max(first.length, second.length);
  const differences = Array.from(
    { length: longest },
    (_, index) => (first[index] ?? 0) - (second[index] ?? 0),
  );
  return differences.find((each) => each !== 0) ?? 0;
}
