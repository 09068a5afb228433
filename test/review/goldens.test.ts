import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REVIEW_RULES } from '../../lib/review/model/rule-table';
import { goldens, PLANS } from './support/goldens';
import { inAllFormats, reviewed, rulesOf } from './support/reviewed';

function planOf(name: string): string {
  return readFileSync(join(PLANS, `${name}.json`), 'utf8');
}

const pairs = goldens()
  .filter(({ name }) => name.endsWith('.fires'))
  .map(({ name }) => name.replace(/\.fires$/, ''));

describe('plans that real Terraform made', () => {
  test('are there for every rule, one that fires it and one that just does not', () => {
    const missing = Object.keys(REVIEW_RULES).filter(
      (rule) => !['fires', 'holds'].every((side) => existsSync(join(PLANS, `${rule}.${side}.json`))),
    );
    expect(missing).toEqual([]);
  });

  test.each(pairs)('%s', (name) => {
    const rule = /^CR-[A-Z]+-\d+/.exec(name)?.[0] ?? '';
    expect(rulesOf(reviewed(planOf(`${name}.fires`)))).toContain(rule);
    expect(rulesOf(reviewed(planOf(`${name}.holds`)))).not.toContain(rule);
  });

  test('give texts in every format', () => {
    for (const { text } of goldens()) {
      expect(inAllFormats(text).every((each) => each.length > 100)).toBe(true);
    }
  });
});
