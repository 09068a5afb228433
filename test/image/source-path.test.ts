import { mkdirSync, writeFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { absoluteSource } from '../../lib/image/source-path';
import { temporaryFolder } from '../support/go-module';

describe('a relative source', () => {
  const before = process.cwd();
  afterEach(() => {
    process.chdir(before);
  });

  test('counts from the folder of cdktf.json, wherever below it a command is started', () => {
    const folder = realpathSync(temporaryFolder());
    writeFileSync(join(folder, 'cdktf.json'), '{}');
    mkdirSync(join(folder, 'deep', 'er'), { recursive: true });
    process.chdir(join(folder, 'deep', 'er'));
    expect(absoluteSource('services/notes')).toBe(join(folder, 'services/notes'));
  });

  test('counts from the working directory where there is no cdktf.json', () => {
    const folder = realpathSync(temporaryFolder());
    process.chdir(folder);
    expect(absoluteSource('notes')).toBe(join(folder, 'notes'));
  });

  test('stays where it is when it is absolute, in its shortest form', () => {
    expect(absoluteSource('/srv/notes')).toBe('/srv/notes');
    expect(absoluteSource('/srv/app/../notes/./')).toBe('/srv/notes');
  });
});
