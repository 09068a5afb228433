import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', 'engine');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.test.ts'));

/** What a file of engine tests matches, with the file for each. */
function found(pattern: RegExp): Map<string, Set<string>> {
  const files = new Map<string, Set<string>>();
  FILES.forEach((file) => {
    for (const [, name = ''] of readFileSync(join(FOLDER, file), 'utf8').matchAll(pattern)) {
      files.set(name, new Set([...(files.get(name) ?? []), file]));
    }
  });
  return files;
}

describe('engine tests, of which two files run at a time on one Engine', () => {
  test.each([
    ['stack', /new (?:TestStack|Recipe)\(\s*[\w.]+,\s*'([^']+)'/g],
    ['image', /'(go-containers-test\/[\w-]+)'/g],
  ])('have a %s of a name in one file only', (_what, pattern) => {
    const names = found(pattern);
    expect(names.size).toBeGreaterThan(10);
    expect([...names].filter(([, files]) => files.size > 1)).toEqual([]);
  });
});
