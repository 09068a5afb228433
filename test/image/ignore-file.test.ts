import { IgnoreFile } from '../../lib/image/ignore-file';

const NAME = '/srv/notes/.dockerignore';
const leftOut = (text: string, paths: readonly string[], at = ''): string[] => {
  const file = new IgnoreFile(text, at, NAME);
  return paths.filter((path) => file.leavesOut(path));
};

describe('a .dockerignore', () => {
  // docs/decisions.md tells how far this reading was compared with Docker's own matcher.
  test.each<[string, string[], string[]]>([
    ['a', ['a', 'a/b', 'b/a', 'ab'], ['a', 'a/b']],
    ['*.md', ['a.md', 'b/a.md'], ['a.md']],
    ['**/*.md', ['a.md', 'b/c/a.md', 'a.mdx'], ['a.md', 'b/c/a.md']],
    ['**.md', ['a.md', 'b/a.md', 'a.mdx'], ['a.md', 'b/a.md']],
    ['**/a', ['a', 'b/a', 'ba'], ['a', 'b/a']],
    ['a/**', ['a/b', 'a/b/c', 'b'], ['a/b', 'a/b/c']],
    ['a?c', ['abc', 'ac', 'a/c'], ['abc']],
    ['[a-c].go', ['a.go', 'd.go'], ['a.go']],
    ['[^a].go', ['a.go', 'd.go'], ['d.go']],
    ['/a/', ['a/b', 'c/a'], ['a/b']],
    ['./a/../b', ['a', 'b'], ['b']],
    ['\\*', ['*', 'a'], ['*']],
    ['a+b(c)', ['a+b(c)', 'aab'], ['a+b(c)']],
    ['# a\n\n  b  \r\n', ['a', '# a', 'b'], ['b']],
    ['\uFEFFa', ['a'], ['a']],
    ['*\n!a', ['a', 'a/b', 'b'], ['b']],
    ['*\n!a/b', ['a', 'a/b', 'a/c'], ['a', 'a/c']],
    ['!a\na', ['a'], ['a']],
    ['a\n!a/b\na/b/c', ['a/x', 'a/b/x', 'a/b/c'], ['a/x', 'a/b/c']],
    ['', ['a', '.dockerignore'], []],
  ])('with the text %j leaves out what Docker leaves out', (text, paths, expected) => {
    expect(leftOut(text, paths)).toEqual(expected);
  });

  test('counts from its own directory, and only for what is below that', () => {
    expect(leftOut('*', ['app/x', 'lib/x'], 'app')).toEqual(['app/x']);
    expect(leftOut('app', ['app/x', 'app/app/x'], 'app')).toEqual(['app/app/x']);
  });

  test('tells the last line that leaves out what is needed, once for all files, and how to take it back', () => {
    const file = new IgnoreFile('# words\ndocs\ninternal\n', '', NAME);
    expect(file.problems(['main.go', 'internal/a.go', 'internal/b.go'])).toEqual([
      `${NAME}:3 ("internal") leaves out "internal/a.go" and 1 more, which the build needs; take the line out, write ` +
        '"!internal/a.go" below it, or set dockerignore: false if it is meant for another Dockerfile',
    ]);
    expect(new IgnoreFile('lib', '', NAME).problems(['lib/go.mod'])).toEqual([
      expect.stringContaining(
        'leaves out "lib/go.mod", which the Go command reads in every build of the workspace',
      ),
    ]);
    expect(new IgnoreFile('internal\n!internal/a.go\n', '', NAME).problems(['internal/a.go'])).toEqual([]);
  });

  test.each(['[a', '!', 'a\\'])('with the pattern %j is refused, as by Docker', (pattern) => {
    expect(new IgnoreFile(`a\n${pattern}\n`, '', NAME).problems([])).toEqual([
      `${NAME}:2 has the pattern ${JSON.stringify(pattern)}, which Docker refuses; correct it`,
    ]);
  });
});
