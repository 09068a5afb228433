import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImageVersion } from '../../lib/image/image-version';
import { goModule, temporaryFolder } from '../support/go-module';

function git(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, expect.any(String)]);
  return stdout.trim();
}

describe('ImageVersion', () => {
  test('is the text that is given, and the same as a tag wherever a tag can hold it', () => {
    expect(ImageVersion.literal('1.4.0').text).toBe('1.4.0');
    expect(ImageVersion.literal('1.4.0').toTag()).toBe('1.4.0');
    expect(ImageVersion.literal('v0.0.0-2026+dirty').toTag()).toBe('v0.0.0-2026-dirty');
  });

  test.each(['', ' ', '-x', '.x', 'a b', 'a/b', '${x}', 'x'.repeat(129)])('refuses %j', (text) => {
    expect(() => ImageVersion.literal(text)).toThrow('is not possible: letters, digits and');
  });

  test('is what git says of a repository: its tag, its commit, and whether it was changed', () => {
    const folder = goModule();
    git(folder, 'init', '--quiet');
    git(folder, 'add', '.');
    git(folder, 'commit', '--quiet', '--message', 'one');
    expect(ImageVersion.git(folder).text).toBe(git(folder, 'rev-parse', '--short', 'HEAD'));
    // A tag without a message is one as well.
    git(folder, 'tag', 'v1.4.0');
    expect(ImageVersion.git(folder).text).toBe('v1.4.0');
    appendFileSync(join(folder, 'main.go'), '\n');
    expect(ImageVersion.git(folder).text).toBe('v1.4.0-dirty');
  });

  test('says what to do where git tells nothing', () => {
    expect(() => ImageVersion.git(temporaryFolder())).toThrow(
      /git tells no version of .*ImageVersion\.literal/s,
    );
  });
});
