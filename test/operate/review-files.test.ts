import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPlanFile, readSettingsFile, writeReviewFile } from '../../lib/operate/review-files';
import { temporaryFolder, writeTree } from '../support/go-module';

describe('a file of a review', () => {
  test('is read, and written, as it is', () => {
    const folder = writeTree({ plan: '{}' });
    expect([readPlanFile(join(folder, 'plan')), readSettingsFile(join(folder, 'plan'))]).toEqual([
      '{}',
      '{}',
    ]);
    writeReviewFile(join(folder, 'review.md'), 'text');
    expect(readFileSync(join(folder, 'review.md'), 'utf8')).toBe('text');
  });

  test('with a plan that is not there, or is a folder, is told with what to give', () => {
    const folder = temporaryFolder();
    expect(() => readPlanFile(join(folder, 'x'))).toThrow(
      /^the plan ".*\/x" cannot be read \(there is no such file or folder\); give a file with the output of "terraform show -json FILE", or - for standard input$/,
    );
    expect(() => readPlanFile(folder)).toThrow('(it is a folder)');
  });

  test('with settings that is not there is told with what to give', () => {
    const file = join(temporaryFolder(), 'x');
    expect(() => readSettingsFile(file)).toThrow(/; give a JSON file by --settings, such as/);
    expect(existsSync(file)).toBe(false);
  });

  test('that cannot be written is told with the option that asked for it', () => {
    const folder = temporaryFolder();
    expect(() => {
      writeReviewFile(join(folder, 'x', 'review.md'), '');
    }).toThrow(/^--also cannot write ".*"/);
    expect(() => {
      writeReviewFile(folder, '');
    }).toThrow('(it is a folder)');
  });
});
