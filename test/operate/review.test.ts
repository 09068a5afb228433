import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { reviewStacks } from '../../lib/operate/review';
import { temporaryFolder } from '../support/go-module';

const PLAN = resolve(__dirname, '../review/plans/CR-NET-1.holds.json');

describe('the review of a plan that is given', () => {
  const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const review = (also: readonly string[], plan = PLAN) =>
    reviewStacks({ output: 'cdktf.out', plan, also, noRefresh: false, withoutState: false });

  beforeEach(() => written.mockClear());
  afterAll(() => {
    written.mockRestore();
  });

  test('is written to its files and to standard output', () => {
    const file = join(temporaryFolder(), 'review.json');
    expect(review([`json=${file}`])).toBe(0);
    expect(existsSync(file)).toBe(true);
    expect(written).toHaveBeenCalledTimes(1);
  });

  test('is not written at all where a file cannot be', () => {
    expect(() => review([`json=${join(temporaryFolder(), 'x', 'review.json')}`])).toThrow(
      /^--also cannot write/,
    );
    expect(written).not.toHaveBeenCalled();
  });

  test('of a folder is none', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'plan'), '');
    expect(() => review([], folder)).toThrow('(it is a folder)');
    expect(() => review([], join(folder, 'plan'))).toThrow('it is empty');
  });
});
