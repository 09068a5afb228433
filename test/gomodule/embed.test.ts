import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { goModule } from '../support/go-module';
import { read, sources, embedding } from '../support/go-program';

describe('an embed pattern', () => {
  const files = {
    'static/a.txt': '',
    'static/.hidden': '',
    'static/deep/_b': '',
    'static/deep/c.txt': '',
    'one-two.sql': '',
  };

  test.each([
    ['static *.sql', ['one-two.sql', 'static/a.txt', 'static/deep/c.txt']],
    ['all:static', ['static/.hidden', 'static/a.txt', 'static/deep/_b', 'static/deep/c.txt']],
    ['static/[a-b]*.txt', ['static/a.txt']],
    ['one-two.sql', ['one-two.sql']],
    ['static/.hidden', ['static/.hidden']],
  ])('takes what Go takes for %s', (pattern, expected) => {
    const source = goModule({ ...files, 'main.go': embedding(pattern) });
    expect(sources(source)).toEqual(['main.go', ...expected].sort());
  });

  test('passes over links in a directory, as Go does, and over modules in it', () => {
    const source = goModule({
      'main.go': embedding('static'),
      ...files,
      'static/mod/go.mod': '',
      'static/mod/x': '',
    });
    symlinkSync('a.txt', join(source, 'static', 'b.txt'));
    symlinkSync('/etc/hostname', join(source, 'static', 'c.txt'));
    expect(sources(source)).toEqual(['main.go', 'static/a.txt', 'static/deep/c.txt']);
  });

  test.each<[string, string, string]>([
    ['matches nothing', 'nothing/*.txt', 'matches no file'],
    ['leaves its package', '../x', 'must be a path below its package'],
    ['is malformed', 'static/[a', 'is malformed'],
    [
      'takes a directory of hidden files',
      'static/deep/hidden',
      'has no file that can be embedded; use "all:"',
    ],
    ['takes a link', 'link.txt', 'is, or is reached by, a link'],
    ['goes through a link', 'linked/a.txt', 'is, or is reached by, a link'],
    ['enters another module', 'below/x.txt', 'which is in another module'],
    [
      'takes a name that no module can have',
      'static/a:b.txt',
      'has a name that no file of a module can have',
    ],
    ['takes such a name in a directory', 'odd', 'takes odd/x:y.txt, which has a name that no file'],
  ])('is refused with file and line when it %s', (_what, pattern, words) => {
    const source = goModule({
      'main.go': embedding(pattern),
      ...files,
      'static/deep/hidden/.x': '',
      'static/a:b.txt': '',
      'odd/x:y.txt': '',
      'odd/.x:z.txt': '',
      'odd/b:c/ok.txt': '',
      'below/go.mod': '',
      'below/x.txt': '',
    });
    symlinkSync('one-two.sql', join(source, 'link.txt'));
    symlinkSync('static', join(source, 'linked'));
    expect(read(source).problems).toEqual([
      expect.stringContaining(`${source}/main.go:3: the pattern ${JSON.stringify(pattern)} of //go:embed`),
    ]);
    expect(read(source).problems).toEqual([expect.stringContaining(words)]);
  });

  test('is not judged in a file that maybe no build takes', () => {
    const source = goModule({ 'x_arm64.go': embedding('nothing').replace('func main() {}\n', '') });
    expect(read(source).problems).toEqual([]);
    expect(read(source, '.', { architecture: 'arm64' }).problems).toHaveLength(1);
  });
});
